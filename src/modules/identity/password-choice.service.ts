import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/persistence/index.js';
import { usernameOf } from './domain/username.js';
import type { User } from './entities/user.entity.js';
import { PasswordReplacement } from './password-replacement.service.js';
import { PasswordRules } from './password-rules.service.js';
import { Passwords } from './passwords.js';

const FIELD = 'password';

/**
 * Passwords that are chosen without the one before: with an invitation, or at the first start. To hash one takes a
 * while: not inside a unit of work, where others would wait for it.
 */
@Injectable()
export class PasswordChoice {
  constructor(
    private readonly rules: PasswordRules,
    private readonly passwords: Passwords,
    private readonly replacement: PasswordReplacement,
  ) {}

  /**
   * What is stored of the first password of a new account.
   * @throws DomainError 422 `password.weak`, `password.names-user`
   */
  async firstHash(username: string, password: string): Promise<string> {
    this.rules.mustBeGood({ username: usernameOf(username) }, password, FIELD);
    return this.passwords.hash(password);
  }

  /** @throws DomainError 422 `password.weak`, `password.names-user`, `password.same`, `password.used` */
  async nextHash(user: User, password: string): Promise<string> {
    this.rules.mustBeGood(user, password, FIELD);
    if (user.passwordHash !== null) await this.rules.mustBeNew(user, password, FIELD);
    return this.passwords.hash(password);
  }

  /** Nothing that was handed out under another password outlives it. */
  set(tx: Tx, user: User, passwordHash: string): Promise<void> {
    return this.replacement.replace(tx, user, passwordHash, true);
  }
}
