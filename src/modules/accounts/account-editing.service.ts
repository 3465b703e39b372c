import { Injectable } from '@nestjs/common';
import { expectVersion } from '../../kernel/domain-error.js';
import type { Role } from '../../kernel/actor.js';
import { type Call, Writes } from '../../platform/http/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import { Users } from '../identity/index.js';
import type { AccountInput, AccountPatch, AccountView } from './accounts.dto.js';
import { AccountNotFound } from './accounts.errors.js';
import { presentAccount } from './accounts.presenter.js';
import { AccountsReadModel } from './accounts.read-model.js';
import { AccountChanges } from './account-changes.service.js';
import { AccountRegions } from './account-regions.service.js';

/** What administrators do to accounts. */
@Injectable()
export class AccountEditing {
  constructor(
    private readonly writes: Writes,
    private readonly users: Users,
    private readonly changes: AccountChanges,
    private readonly regions: AccountRegions,
    private readonly readModel: AccountsReadModel,
  ) {}

  /** Opens an account that nobody can sign in to before they have accepted an invitation. */
  open(call: Call, input: AccountInput): Promise<AccountView> {
    return this.writes.once(call, async (tx) => {
      await this.regions.check(call.actor, input.regionCode);
      const user = await this.users.create(tx, { ...input, role: input.role as Role, password: null });
      this.changes.recordOpening(tx, user);
      return this.view(tx, user.id);
    });
  }

  /** @throws DomainError 404 `user.not-found`; 412; 422 for what {@link AccountChanges} refuses */
  change(call: Call, id: string, patch: AccountPatch): Promise<AccountView> {
    return this.writes.once(call, async (tx) => {
      const user = await this.changes.lock(tx, id);
      expectVersion(call.seenVersion, user.version);
      if (patch.regionCode !== undefined && patch.regionCode !== user.regionCode) {
        await this.regions.check(call.actor, patch.regionCode);
      }
      await this.changes.apply(tx, user, patch);
      return this.view(tx, id);
    });
  }

  private async view(tx: Tx, id: string): Promise<AccountView> {
    const account = await this.readModel.find(id, tx);
    if (!account) throw AccountNotFound();
    return presentAccount(account);
  }
}
