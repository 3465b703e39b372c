import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { Cadres } from '../cadres/index.js';
import { type UserChange, UserChanges, Users } from '../identity/index.js';
import { AccountNotFound, REFUSAL_OF_MISSTEP } from './accounts.errors.js';
import { CadreAccountClosed } from './accounts.events.js';
import { AccountsStore } from './accounts.store.js';
import { misstepOf } from './domain/misstep.js';

/** An account as identity keeps it. */
export type Account = NonNullable<Awaited<ReturnType<Users['find']>>>;

/** Changes of accounts with the rules about whose they may be, and the proof of each. */
@Injectable()
export class AccountChanges {
  constructor(
    private readonly store: AccountsStore,
    private readonly users: Users,
    private readonly userChanges: UserChanges,
    private readonly audit: AuditTrail,
    private readonly cadres: Cadres,
    private readonly events: TransactionalEvents,
  ) {}

  /**
   * The account, which nobody else changes until the unit of work ends.
   * @throws DomainError 404 `user.not-found`
   */
  async lock(tx: Tx, id: string): Promise<Account> {
    // Administrators first, and in one order, so that two who change each other do not wait for each other.
    const seen = await this.users.find(tx, id);
    if (seen?.role === 'admin') await this.store.lockAdministrators(tx);
    // The cadre before the account, as whoever takes them off duty does: nobody gives them work in the meantime.
    if (seen !== null && seen.cadreId !== null) await this.cadres.hold(tx, seen.cadreId);
    const user = await this.users.lock(tx, id);
    if (user === null) throw AccountNotFound();
    return user;
  }

  /**
   * @param before the account as {@link lock} gave it
   * @throws DomainError 422 `user.own-role`, `user.own-end`, `user.last-administrator`; for links that do not fit
   */
  async apply(tx: Tx, before: Account, change: UserChange): Promise<Account> {
    const administrators = before.role === 'admin' ? await this.store.lockAdministrators(tx) : [];
    const misstep = misstepOf(
      { before, after: { ...before, ...change } },
      {
        own: tx.occasion?.actor?.userId === before.id,
        others: administrators.filter((id) => id !== before.id).length,
      },
    );
    if (misstep) throw REFUSAL_OF_MISSTEP[misstep]();
    const after = await this.userChanges.apply(tx, before, change);
    this.audit.record(tx, {
      action: before.active && !after.active ? 'account.deactivated' : 'account.changed',
      subject: subjectOf(after),
      before: stateOf(before),
      after: stateOf(after),
      details: before.displayName === after.displayName ? null : { displayNameChanged: true },
    });
    await this.tellIfClosed(tx, before, after);
    return after;
  }

  private async tellIfClosed(tx: Tx, before: Account, { active, updatedAt }: Account): Promise<void> {
    const { cadreId } = before;
    if (cadreId === null || before.role !== 'cadre' || !before.active || active) return;
    if ((await this.cadres.hold(tx, cadreId))?.accountClosed)
      await this.events.emit(tx, new CadreAccountClosed(cadreId, updatedAt));
  }

  recordOpening(tx: Tx, account: Account, action: 'account.created' | 'setup.done' = 'account.created'): void {
    this.audit.record(tx, { action, subject: subjectOf(account), after: stateOf(account) });
  }
}

export function subjectOf({ id, regionCode }: Account) {
  return { kind: 'user', id, regionCode };
}

/** Without names: what is in the trail stays there when the person is erased. */
function stateOf({ role, regionCode, cadreId, enterpriseId, active }: Account) {
  return { role, regionCode, cadreId, enterpriseId, active };
}
