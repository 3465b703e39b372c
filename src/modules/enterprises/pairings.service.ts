import { Injectable } from '@nestjs/common';
import { type Actor, SYSTEM_ACTOR } from '../../kernel/actor.js';
import type { LocalDate } from '../../kernel/local-date.js';
import type { SqlSession, Tx } from '../../platform/persistence/index.js';
import { Cadres } from '../cadres/index.js';
import { answersFor, Regions } from '../regions/index.js';
import { lasts, pairingConflict, type PairingRole } from './domain/pairing.js';
import { AlreadyPaired, cadreOffDuty, PairingNotFound, SecondChief, unknownCadre } from './enterprises.errors.js';
import { Enterprises } from './enterprises.service.js';
import { type NewPairing, PairingChanges } from './pairing-changes.service.js';
import { type NamedPairing, type PairingRow, PairingsStore } from './pairings.store.js';

/** Which cadre looks after which enterprise, and since when. */
@Injectable()
export class Pairings {
  constructor(
    private readonly store: PairingsStore,
    private readonly enterprises: Enterprises,
    private readonly regions: Regions,
    private readonly cadres: Cadres,
    private readonly changes: PairingChanges,
  ) {}

  /**
   * Pairs a cadre with an enterprise; one who is off duty only for a time that is over.
   * @throws DomainError 404 `enterprise.not-found`; 409 `pairing.chief-taken`, `pairing.duplicate`; 422
   * `pairing.cadre-unknown`, `pairing.cadre-off-duty`, `pairing.period`
   */
  async add(tx: Tx, actor: Actor, plan: NewPairing): Promise<NamedPairing> {
    // The cadre before the enterprise, as in a hand-over: parallel units do not wait for each other.
    const cadre = await this.cadres.hold(tx, plan.cadreId);
    const enterprise = await this.enterprises.locked(tx, actor, plan.enterpriseId);
    if (!cadre || !(await this.mayPair(actor, cadre.regionCode, enterprise.regionCode)))
      throw unknownCadre(plan.cadreId);
    const pairing = this.changes.planned(actor, plan);
    if (!cadre.onDuty && lasts(pairing, this.changes.today)) throw cadreOffDuty(cadre.name);
    refuse(pairing, await this.store.ofEnterprise(tx, plan.enterpriseId));
    await this.changes.begin(tx, actor, pairing, enterprise.regionCode);
    return { ...pairing, cadreName: cadre.name };
  }

  /**
   * Pairs many at once, in a few statements; for enterprises that had no pairing before. Whoever does it says so in the
   * audit trail.
   */
  async addMany(tx: Tx, plans: readonly NewPairing[]): Promise<PairingRow[]> {
    const pairings = plans.map((plan) => this.changes.planned(SYSTEM_ACTOR, plan));
    const known = new Map<string, PairingRow[]>();
    for (const pairing of pairings) {
      const others = known.get(pairing.enterpriseId) ?? [];
      refuse(pairing, others);
      known.set(pairing.enterpriseId, [...others, pairing]);
    }
    await this.store.insert(tx, pairings);
    return pairings;
  }

  /** Ends a pairing today; one that has ended stays as it is. The row is kept: past figures need it. */
  async end(tx: Tx, actor: Actor, enterpriseId: string, pairingId: string): Promise<void> {
    const { regionCode } = await this.enterprises.locked(tx, actor, enterpriseId);
    const pairing = (await this.store.ofEnterprise(tx, enterpriseId)).find(({ id }) => id === pairingId);
    if (!pairing) throw PairingNotFound();
    await this.changes.end(tx, actor, pairing, regionCode);
  }

  /** How many enterprises the cadre looks after today or is to look after. */
  async countLastingOf(tx: Tx, cadreId: string): Promise<number> {
    return (await this.store.lastingOf(tx, cadreId, this.changes.today)).length;
  }

  /** The cadres who look after the enterprise on that day, the chief first. */
  activeOf(
    session: SqlSession,
    enterpriseId: string,
    date: LocalDate,
  ): Promise<{ cadreId: string; role: PairingRole }[]> {
    return this.store.activeOf(session, enterpriseId, date);
  }

  isPaired(session: SqlSession, cadreId: string, enterpriseId: string, date: LocalDate): Promise<boolean> {
    return this.store.isPaired(session, cadreId, enterpriseId, date);
  }

  // Leaders of a city look after enterprises of its counties: a cadre from a level above the enterprise will do as well.
  private async mayPair(actor: Actor, cadreRegion: string, enterpriseRegion: string): Promise<boolean> {
    const tree = await this.regions.tree();
    return answersFor(tree, actor, cadreRegion) || tree.isWithin(enterpriseRegion, cadreRegion);
  }
}

function refuse(pairing: PairingRow, others: readonly PairingRow[]): void {
  const conflict = pairingConflict(others, pairing);
  if (conflict === 'second-chief') throw SecondChief();
  if (conflict === 'same-cadre') throw AlreadyPaired();
}
