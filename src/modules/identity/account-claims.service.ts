import { Injectable } from '@nestjs/common';
import { Reader, type Tx } from '../../platform/persistence/index.js';
import type { User } from './entities/user.entity.js';
import { Passwords } from './passwords.js';
import { Users } from './users.service.js';

/** Whom a username names, and whether the password shows that it is them. */
export interface Claim {
  /** Null when there is no such account. */
  readonly user: User | null;
  readonly isProved: boolean;
}

@Injectable()
export class AccountClaims {
  constructor(
    private readonly reader: Reader,
    private readonly users: Users,
    private readonly passwords: Passwords,
  ) {}

  /** Does the same work whether or not there is such an account, and whether or not it is closed. */
  async check(username: string, password: string): Promise<Claim> {
    const user = await this.users.findByUsername(this.reader, username);
    const isRight = await this.passwords.matches(user?.passwordHash ?? null, password);
    return { user, isProved: isRight && user !== null && user.active };
  }

  /** The account as it is now; null when the password was changed, or it was closed, while the hash was computed. */
  async lock(tx: Tx, { user: claimed }: Claim): Promise<User | null> {
    const user = claimed && (await this.users.lock(tx, claimed.id));
    return user?.active && user.passwordHash === claimed?.passwordHash ? user : null;
  }
}
