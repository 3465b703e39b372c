import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { Role } from '../../kernel/actor.js';
import type { Tx } from '../../platform/persistence/index.js';
import { AccessEnding } from './access-ending.service.js';
import { endsAccess } from './domain/access-change.js';
import { brokenLink } from './domain/role-links.js';
import type { User } from './entities/user.entity.js';
import { UnknownLink, WrongLink } from './identity.errors.js';
import { UsersStore } from './users.store.js';

export type UserChange = Partial<
  Pick<User, 'displayName' | 'role' | 'regionCode' | 'cadreId' | 'enterpriseId' | 'active'>
>;

/** Changes of accounts; whoever may act differently afterwards has to sign in again. */
@Injectable()
export class UserChanges {
  constructor(
    private readonly store: UsersStore,
    private readonly access: AccessEnding,
    private readonly clock: Clock,
  ) {}

  /**
   * @param before the account as it is, locked
   * @throws DomainError 422 for links that do not fit the role or do not exist
   */
  async apply(tx: Tx, before: User, change: UserChange): Promise<User> {
    const after: User = { ...before, ...change, updatedAt: this.clock.now(), version: before.version + 1 };
    const broken = brokenLink(after.role as Role, after);
    if (broken) throw WrongLink(broken);
    const [unknown] = await this.store.unknownLinks(tx, after);
    if (unknown) throw UnknownLink(unknown);
    if (!endsAccess(before, after)) {
      await this.store.change(tx, after);
      return after;
    }
    const renewed = { ...after, securityVersion: before.securityVersion + 1 };
    await this.store.change(tx, renewed);
    await this.access.end(tx, before.id, { linksToo: before.role !== after.role || !after.active });
    return renewed;
  }
}
