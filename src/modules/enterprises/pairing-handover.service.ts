import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { Tx } from '../../platform/persistence/index.js';
import { succession } from './domain/succession.js';
import { EnterprisesStore } from './enterprises.store.js';
import { PairingChanges } from './pairing-changes.service.js';
import { PairingsStore } from './pairings.store.js';

/** A cadre leaves: the enterprises that they look after are the successor's from today on. */
@Injectable()
export class PairingHandover {
  constructor(
    private readonly store: PairingsStore,
    private readonly enterprises: EnterprisesStore,
    private readonly changes: PairingChanges,
  ) {}

  /**
   * The caller answers for both cadres; for the enterprises they need not, since a cadre may look after one elsewhere.
   * @returns how many pairings the one who leaves had
   */
  async handOver(
    tx: Tx,
    actor: Actor,
    { fromCadreId, toCadreId }: { readonly fromCadreId: string; readonly toCadreId: string },
  ): Promise<number> {
    const { today } = this.changes;
    const lasting = await this.store.lastingOf(tx, fromCadreId, today);
    for (const { id, enterpriseId } of lasting) {
      const { regionCode } = (await this.enterprises.lock(tx, enterpriseId))!;
      const pairings = await this.store.ofEnterprise(tx, enterpriseId);
      const left = pairings.find((pairing) => pairing.id === id)!;
      const { ended, begun } = succession(pairings, left, { cadreId: toCadreId, today });
      for (const pairing of ended) await this.changes.end(tx, actor, pairing, regionCode);
      for (const plan of begun)
        await this.changes.begin(tx, actor, this.changes.planned(actor, { ...plan, enterpriseId }), regionCode);
    }
    return lasting.length;
  }
}
