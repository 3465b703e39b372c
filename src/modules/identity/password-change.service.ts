import { Injectable } from '@nestjs/common';
import { Reader, UnitOfWork } from '../../platform/persistence/index.js';
import { ApiTokens } from './api-tokens.service.js';
import { isStrongPassword } from './domain/password-rule.js';
import { SamePassword, SessionRequired, WeakPassword, WrongPassword } from './identity.errors.js';
import { Passwords } from './passwords.js';
import { Sessions } from './sessions.service.js';
import type { SignIn } from './sign-in-cache.js';
import { Users } from './users.service.js';

@Injectable()
export class PasswordChangeService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly users: Users,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly apiTokens: ApiTokens,
  ) {}

  /**
   * Nothing that was handed out under the old password outlives it: other sessions end, API tokens are revoked, and
   * access tokens are void; this session goes on with its refresh token.
   * @throws DomainError 403 `auth.session-required`; 422 `password.weak`, `password.wrong`, `password.same`
   */
  async change({ actor, sessionId }: SignIn, currentPassword: string, newPassword: string): Promise<void> {
    if (sessionId === null) throw SessionRequired();
    if (!isStrongPassword(newPassword)) throw WeakPassword('newPassword');
    const seen = await this.users.find(this.reader, actor.userId);
    const seenHash = seen?.passwordHash ?? null;
    if (!(await this.passwords.matches(seenHash, currentPassword))) throw WrongPassword();
    if (await this.passwords.matches(seenHash, newPassword)) throw SamePassword();
    const newHash = await this.passwords.hash(newPassword);
    await this.unitOfWork.run(async (tx) => {
      const user = await this.users.lock(tx, actor.userId);
      if (user?.passwordHash !== seenHash) throw WrongPassword();
      await this.users.setPassword(tx, actor.userId, newHash);
      await this.sessions.endOthers(tx, actor.userId, sessionId);
      await this.apiTokens.revokeAll(tx, actor.userId);
    });
  }
}
