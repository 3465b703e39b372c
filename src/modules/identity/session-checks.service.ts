import { Injectable } from '@nestjs/common';
import type { DomainError } from '../../kernel/domain-error.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Occasion, Reader, UnitOfWork } from '../../platform/persistence/index.js';
import { Attempts, type SecretKind } from './attempts.service.js';
import type { User } from './entities/user.entity.js';
import { SessionRequired, SignInInvalid, WrongPassword } from './identity.errors.js';
import { Passwords } from './passwords.js';
import type { SignIn } from './sign-in-cache.js';
import { Users } from './users.service.js';

/** A session that has been asked once more to show whose it is. */
export interface CheckedSession {
  readonly user: User;
  readonly sessionId: string;
}

/** Asks whoever is signed in for a secret again, as often as the policy allows for one session. */
@Injectable()
export class SessionChecks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly users: Users,
    private readonly passwords: Passwords,
    private readonly attempts: Attempts,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @param field the field that the password was in
   * @throws DomainError 403 `auth.session-required`, 422 `password.wrong`, 429 `auth.too-many-attempts`
   */
  password(occasion: Occasion, signIn: SignIn, password: string, field: string): Promise<CheckedSession> {
    return this.check(occasion, signIn, 'password', async ({ user }) => {
      const isRight = await this.passwords.matches(user.passwordHash, password);
      return isRight ? null : WrongPassword(field);
    });
  }

  /**
   * For accounts that may have no password: then the session is enough.
   * @throws DomainError like {@link password}
   */
  passwordIfAny(
    occasion: Occasion,
    signIn: SignIn,
    password: string | undefined,
    field: string,
  ): Promise<CheckedSession> {
    return this.check(occasion, signIn, 'password', async ({ user }) => {
      if (user.passwordHash === null) return null;
      const isRight = password !== undefined && (await this.passwords.matches(user.passwordHash, password));
      return isRight ? null : WrongPassword(field);
    });
  }

  /**
   * @param secret what is counted
   * @param wrong says what is wrong, or null; whatever it takes must be right at once
   * @throws DomainError 403 `auth.session-required`, 429 `auth.too-many-attempts`, and what `wrong` says
   */
  async check(
    occasion: Occasion,
    { actor, sessionId }: SignIn,
    secret: SecretKind,
    wrong: (session: CheckedSession) => Promise<DomainError | null>,
  ): Promise<CheckedSession> {
    if (sessionId === null) throw SessionRequired();
    const user = await this.users.find(this.reader, actor.userId);
    if (user === null) throw SignInInvalid();
    const session = { user, sessionId };
    const attempt = await this.attempts.begin({ username: user.username, sessionId, secret });
    const refusal = await wrong(session);
    if (refusal !== null) {
      const subject = { kind: 'user', id: user.id };
      const details = { wrong: refusal.code, sessionId };
      await this.audit.note(occasion, { action: 'session.check-refused', outcome: 'refused', subject, details });
      throw refusal;
    }
    await this.unitOfWork.run((tx) => this.attempts.succeeded(tx, attempt), occasion);
    return session;
  }
}
