import { Inject, Injectable } from '@nestjs/common';
import type { ActorRole } from '../../kernel/actor.js';
import { Clock, type Instant } from '../../kernel/clock.js';
import type { Scope } from '../../kernel/scopes.js';
import { restrictionOf, sessionEnd, sessionLimits, type SessionTimes } from './domain/security-policy.js';
import type { User } from './entities/user.entity.js';
import type { Rights } from './rights.js';
import { SecurityPolicies } from './security-policies.service.js';

/** Injection token: which scopes each role has, handed in by whoever decides that. */
export const SCOPES_OF_ROLE = Symbol('ScopesOfRole');
type ScopesOfRole = Readonly<Record<ActorRole, ReadonlySet<Scope>>>;

type Holder = Pick<User, 'role' | 'passwordHash' | 'passwordChangedAt' | 'createdAt'>;

/** What a session is good for and for how long, by the role of its holder and the policy of this moment. */
@Injectable()
export class SessionRights {
  constructor(
    private readonly policies: SecurityPolicies,
    private readonly clock: Clock,
    @Inject(SCOPES_OF_ROLE) private readonly scopesOfRole: ScopesOfRole,
  ) {}

  scopesOf(role: ActorRole): ReadonlySet<Scope> {
    return this.scopesOfRole[role];
  }

  /** @param secondFactor whether a second factor was proved in the session */
  async of(holder: Holder, secondFactor: boolean): Promise<Rights> {
    const role = holder.role as ActorRole;
    const passwordSetAt = holder.passwordHash === null ? null : (holder.passwordChangedAt ?? holder.createdAt);
    const policy = await this.policies.current();
    const restriction = restrictionOf(policy, { role, passwordSetAt, secondFactor }, this.clock.now());
    const scopes = this.scopesOf(role);
    return { scopes: restriction === null ? scopes : ofProfile(scopes), restriction };
  }

  /** Of an API token, which shows no password that could be too old. */
  ofToken(role: ActorRole, secondFactor: boolean): Promise<Rights> {
    return this.of({ role, passwordHash: null, passwordChangedAt: null, createdAt: 0 }, secondFactor);
  }

  /** When the session ends if nobody uses it any more. */
  async endOf(session: SessionTimes, role: string): Promise<Instant> {
    return sessionEnd(session, sessionLimits(await this.policies.current(), role as ActorRole));
  }
}

function ofProfile(scopes: ReadonlySet<Scope>): ReadonlySet<Scope> {
  return new Set([...scopes].filter((scope) => scope.startsWith('profile:')));
}
