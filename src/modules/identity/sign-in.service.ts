import { Inject, Injectable } from '@nestjs/common';
import type { ActorRole } from '../../kernel/actor.js';
import type { Scope } from '../../kernel/scopes.js';
import { Reader, UnitOfWork } from '../../platform/persistence/index.js';
import { SCOPES_OF_ROLE, type ScopesOfRole } from './authenticator.js';
import type { User } from './entities/user.entity.js';
import { SessionRequired, SignInInvalid, WrongCredentials } from './identity.errors.js';
import { Passwords } from './passwords.js';
import { Sessions, type TokenPair } from './sessions.service.js';
import type { SignIn } from './sign-in-cache.js';
import { Users } from './users.service.js';

/** Somebody who has just signed in. */
export interface SignedIn extends TokenPair {
  readonly user: User;
  readonly scopes: ReadonlySet<Scope>;
}

@Injectable()
export class SignInService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly users: Users,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    @Inject(SCOPES_OF_ROLE) private readonly scopesOfRole: ScopesOfRole,
  ) {}

  /** @throws DomainError 401 `auth.credentials` */
  async login(username: string, password: string): Promise<SignedIn> {
    const claimed = await this.users.findByUsername(this.reader, username);
    const right = await this.passwords.matches(claimed?.passwordHash ?? null, password);
    if (claimed === null || !right || !claimed.active) throw WrongCredentials();
    return this.unitOfWork.run(async (tx) => {
      // The password may have been changed, or the account closed, while the hash was computed.
      const user = await this.users.lock(tx, claimed.id);
      if (!user?.active || user.passwordHash !== claimed.passwordHash) throw WrongCredentials();
      return this.signedIn(user, await this.sessions.open(tx, user));
    });
  }

  /** @throws DomainError 401 `auth.invalid` */
  async refresh(refreshToken: string): Promise<SignedIn> {
    // Refused only after the commit: the end of a session whose token was used twice must last.
    const renewed = await this.unitOfWork.run(async (tx) => {
      const claimed = await this.sessions.claim(tx, refreshToken);
      if (claimed === null) return null;
      const user = await this.users.find(tx, claimed.session.userId);
      return user?.active ? this.signedIn(user, await this.sessions.renew(tx, user, claimed)) : null;
    });
    if (renewed === null) throw SignInInvalid();
    return renewed;
  }

  /** @throws DomainError 403 `auth.session-required` */
  async logout({ sessionId }: SignIn): Promise<void> {
    if (sessionId === null) throw SessionRequired();
    await this.unitOfWork.run((tx) => this.sessions.end(tx, sessionId));
  }

  private signedIn(user: User, tokens: TokenPair): SignedIn {
    return { ...tokens, user, scopes: this.scopesOfRole[user.role as ActorRole] };
  }
}
