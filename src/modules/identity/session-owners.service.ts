import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { Tx } from '../../platform/persistence/index.js';
import type { Session } from './entities/session.entity.js';
import type { User } from './entities/user.entity.js';
import { SessionRequired, SignInInvalid } from './identity.errors.js';
import { SessionsStore } from './sessions.store.js';
import type { SignIn } from './sign-in-cache.js';
import { UsersStore } from './users.store.js';

/**
 * Whoever makes something that outlives the session. A sign-in is believed for a moment after another process has ended
 * it; what is made in that moment would stay.
 */
@Injectable()
export class SessionOwners {
  constructor(
    private readonly users: UsersStore,
    private readonly sessions: SessionsStore,
    private readonly clock: Clock,
  ) {}

  /**
   * The account, which nobody else changes until the unit of work ends, and its session, which is still open.
   * @throws DomainError 401 `auth.invalid`; 403 `auth.session-required`
   */
  async lock(
    tx: Tx,
    { actor, sessionId }: Pick<SignIn, 'actor' | 'sessionId'>,
  ): Promise<{ readonly user: User; readonly session: Session }> {
    if (sessionId === null) throw SessionRequired();
    // The account first, as everywhere: whoever ends its sessions holds it.
    const user = await this.users.lock(tx, actor.userId);
    const session = await this.sessions.lock(tx, sessionId);
    if (!user?.active || session?.userId !== user.id) throw SignInInvalid();
    if (session.endedAt !== null || session.expiresAt <= this.clock.now()) throw SignInInvalid();
    return { user, session };
  }
}
