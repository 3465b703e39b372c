import { Injectable } from '@nestjs/common';
import { type Occasion, Reader, type Tx, UnitOfWork } from '../../platform/persistence/index.js';
import type { User } from './entities/user.entity.js';
import { WrongCredentials } from './identity.errors.js';
import { Passwords } from './passwords.js';
import type { Rights } from './rights.js';
import { SessionRights } from './session-rights.service.js';
import { Sessions, type TokenPair } from './sessions.service.js';
import { Users } from './users.service.js';

/** Somebody who has just signed in. */
export interface SignedIn extends TokenPair, Rights {
  readonly user: User;
}

/** What somebody presents at the door. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

@Injectable()
export class SignInService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly users: Users,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly rights: SessionRights,
  ) {}

  /** @throws DomainError 401 `auth.credentials` */
  async login(occasion: Occasion, { username, password }: Credentials): Promise<SignedIn> {
    const claimed = await this.users.findByUsername(this.reader, username);
    const right = await this.passwords.matches(claimed?.passwordHash ?? null, password);
    if (claimed === null || !right || !claimed.active) throw WrongCredentials();
    return this.unitOfWork.run(async (tx) => {
      // The password may have been changed, or the account closed, while the hash was computed.
      const user = await this.users.lock(tx, claimed.id);
      if (!user?.active || user.passwordHash !== claimed.passwordHash) throw WrongCredentials();
      return this.open(tx, user);
    }, occasion);
  }

  private async open(tx: Tx, user: User): Promise<SignedIn> {
    return { user, ...(await this.sessions.open(tx, user)), ...(await this.rights.of(user, null)) };
  }
}
