import type { Actor, ActorRole } from '../../kernel/actor.js';
import type { User } from './entities/user.entity.js';

/** Who somebody is from the moment at which they have proved it: the one who signs in has opened the session. */
export function actingUser({ id, role, regionCode }: User): Pick<Actor, 'userId' | 'role' | 'regionCode'> {
  return { userId: id, role: role as ActorRole, regionCode };
}
