import { Injectable } from '@nestjs/common';
import { Reader } from '../../platform/persistence/index.js';
import { isStrongPassword, namesUser } from './domain/password-rule.js';
import type { User } from './entities/user.entity.js';
import { PasswordNamesUser, SamePassword, UsedPassword, WeakPassword } from './identity.errors.js';
import { PasswordHistoryStore } from './password-history.store.js';
import { Passwords } from './passwords.js';
import { SecurityPolicies } from './security-policies.service.js';

/** What a new password must be like. */
@Injectable()
export class PasswordRules {
  constructor(
    private readonly reader: Reader,
    private readonly history: PasswordHistoryStore,
    private readonly passwords: Passwords,
    private readonly policies: SecurityPolicies,
  ) {}

  /** @throws DomainError 422 `password.weak`, `password.names-user` */
  mustBeGood({ username }: Pick<User, 'username'>, password: string, field: string): void {
    if (!isStrongPassword(password)) throw WeakPassword(field);
    if (namesUser(password, username)) throw PasswordNamesUser(field);
  }

  /** @throws DomainError 422 `password.same`, `password.used` */
  async mustBeNew(user: User, password: string, field: string): Promise<void> {
    if (await this.passwords.matches(user.passwordHash, password)) throw SamePassword(field);
    const { passwordHistory } = await this.policies.current();
    for (const hash of await this.history.latest(this.reader, user.id, passwordHistory - 1)) {
      if (await this.passwords.matches(hash, password)) throw UsedPassword(field, passwordHistory);
    }
  }
}
