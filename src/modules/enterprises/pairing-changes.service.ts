import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import { type LocalDate, localDateOf } from '../../kernel/local-date.js';
import { AuditTrail } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import { endOf, type PairingPlan } from './domain/pairing.js';
import { emptyPeriod } from './enterprises.errors.js';
import { type PairingRow, PairingsStore } from './pairings.store.js';

export interface NewPairing extends Omit<PairingPlan, 'to'> {
  readonly enterpriseId: string;
  readonly to?: LocalDate | null;
}

/** Begins and ends pairings, and proves it. The caller has locked the enterprise and knows that it may. */
@Injectable()
export class PairingChanges {
  constructor(
    private readonly store: PairingsStore,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly audit: AuditTrail,
  ) {}

  get today(): LocalDate {
    return localDateOf(this.clock.now());
  }

  /** @throws DomainError 422 `pairing.period` */
  planned(actor: Actor, { enterpriseId, cadreId, role, from, to = null }: NewPairing): PairingRow {
    if (to !== null && to <= from) throw emptyPeriod();
    const createdAt = this.clock.now();
    return { id: this.ids.next(), enterpriseId, cadreId, role, from, to, createdBy: actor.userId, createdAt };
  }

  /** @param regionCode the region of the enterprise */
  async begin(tx: Tx, actor: Actor, pairing: PairingRow, regionCode: string): Promise<void> {
    await this.store.insert(tx, [pairing]);
    const subject = { kind: 'pairing', id: pairing.id, regionCode };
    this.audit.record(tx, { action: 'pairing.added', subject, after: pairing, actor });
  }

  /** Ends a pairing today; one that has ended stays as it is. The row is kept: past figures need it. */
  async end(tx: Tx, actor: Actor, pairing: PairingRow, regionCode: string): Promise<void> {
    const to = endOf(pairing, this.today);
    await this.store.end(tx, pairing.id, to);
    this.audit.record(tx, {
      action: 'pairing.ended',
      subject: { kind: 'pairing', id: pairing.id, regionCode },
      before: pairing,
      after: { ...pairing, to },
      actor,
    });
  }
}
