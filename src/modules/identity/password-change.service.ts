import { Injectable } from '@nestjs/common';
import { type Call, Writes } from '../../platform/http/index.js';
import { SessionRequired, WrongPassword } from './identity.errors.js';
import { PasswordReplacement } from './password-replacement.service.js';
import { PasswordRules } from './password-rules.service.js';
import { Passwords } from './passwords.js';
import { SessionChecks } from './session-checks.service.js';
import type { SignIn } from './sign-in-cache.js';
import { Users } from './users.service.js';

/** What somebody types to change their password. */
interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
}

@Injectable()
export class PasswordChangeService {
  constructor(
    private readonly writes: Writes,
    private readonly checks: SessionChecks,
    private readonly rules: PasswordRules,
    private readonly passwords: Passwords,
    private readonly users: Users,
    private readonly replacement: PasswordReplacement,
  ) {}

  /**
   * Ends the session that it is done in too: whoever has a copy of its tokens has nothing any more.
   * @throws DomainError 403 `auth.session-required`; 422 `password.weak`, `password.names-user`, `password.wrong`,
   * `password.same`, `password.used`; 429 `auth.too-many-attempts`
   */
  async change(call: Call, signIn: SignIn, change: PasswordChange): Promise<void> {
    if (signIn.sessionId === null) throw SessionRequired();
    await this.writes.inSteps(call, () => this.checkAndChange(call, signIn, change));
  }

  private async checkAndChange(call: Call, signIn: SignIn, change: PasswordChange): Promise<object> {
    const { currentPassword, newPassword } = change;
    const { user: seen } = await this.checks.password(call, signIn, currentPassword, 'currentPassword');
    this.rules.mustBeGood(seen, newPassword, 'newPassword');
    await this.rules.mustBeNew(seen, newPassword, 'newPassword');
    const newHash = await this.passwords.hash(newPassword);
    return this.writes.once(call, async (tx) => {
      const user = await this.users.lock(tx, seen.id);
      if (user?.passwordHash !== seen.passwordHash) throw WrongPassword('currentPassword');
      await this.replacement.replace(tx, user, newHash);
      return {};
    });
  }
}
