import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { CadreLeft } from '../cadres/index.js';
import { AccountChanges } from './account-changes.service.js';
import { AccountsStore } from './accounts.store.js';

/**
 * Whoever is no cadre any more has no account as one. A coordinator who was also one keeps theirs. Coming back does not
 * open it again: who gets in is for an administrator to say, and the roster is kept by coordinators.
 */
@Injectable()
export class LeavingCadres implements OnModuleInit {
  constructor(
    private readonly events: TransactionalEvents,
    private readonly store: AccountsStore,
    private readonly changes: AccountChanges,
  ) {}

  onModuleInit(): void {
    this.events.on(CadreLeft, async (tx, { cadreId }) => {
      for (const id of await this.store.ofCadre(tx, cadreId)) {
        await this.changes.apply(tx, await this.changes.lock(tx, id), { active: false });
      }
    });
  }
}
