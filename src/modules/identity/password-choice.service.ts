import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/persistence/index.js';
import { isStrongPassword } from './domain/password-rule.js';
import { WeakPassword } from './identity.errors.js';
import { Passwords } from './passwords.js';
import { UserChanges } from './user-changes.service.js';
import { Users } from './users.service.js';

/** Passwords that are chosen without the one before: with an invitation, or at the first start. */
@Injectable()
export class PasswordChoice {
  constructor(
    private readonly users: Users,
    private readonly passwords: Passwords,
    private readonly changes: UserChanges,
  ) {}

  /**
   * What is stored of the password. It takes a while: not inside a unit of work, where others would wait for it.
   * @throws DomainError 422 `password.weak`
   */
  async hashOf(password: string): Promise<string> {
    if (!isStrongPassword(password)) throw WeakPassword('password');
    return this.passwords.hash(password);
  }

  /** Nothing that was handed out under another password outlives it. */
  async set(tx: Tx, userId: string, passwordHash: string): Promise<void> {
    await this.users.setPassword(tx, userId, passwordHash);
    await this.changes.endAccess(tx, userId);
  }
}
