import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { ERASED_PHONE, PersonErasure } from '../../kernel/person-erasure.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import type { Tx } from '../../platform/persistence/index.js';
import { CadreOnDuty } from './cadres.errors.js';
import { CadresStore } from './cadres.store.js';

/** Cadres who have left. Their name stays on the record of what they answered for; how to reach them does not. */
@Injectable()
export class CadreErasure implements OnModuleInit {
  constructor(
    private readonly events: TransactionalEvents,
    private readonly store: CadresStore,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.events.on(PersonErasure, (tx, erasure) => this.erase(tx, erasure));
  }

  private async erase(tx: Tx, erasure: PersonErasure): Promise<void> {
    const { person } = erasure;
    if (person.kind !== 'account' || person.cadreId === null) return;
    const cadre = await this.store.lock(tx, person.cadreId);
    if (cadre === null) return;
    if (cadre.onDuty) throw CadreOnDuty();
    const changes = { phone: ERASED_PHONE, updatedAt: this.clock.now(), version: cadre.version + 1 };
    await this.store.update(tx, cadre.id, changes, {});
    erasure.count('cadre-phone', 1);
  }
}
