import { Injectable } from '@nestjs/common';
import { type Actor, SYSTEM_ACTOR } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import { type LocalDate, localDateOf } from '../../kernel/local-date.js';
import { AuditTrail } from '../../platform/audit/index.js';
import type { SqlSession, Tx } from '../../platform/persistence/index.js';
import { CadreChecks, phoneOf } from './cadre-checks.service.js';
import { deputyCycle } from './cadres.errors.js';
import { type CadreParts, type CadreRow, CadresStore, type HeldCadre } from './cadres.store.js';
import { type Absentee, absenteesOf, closesCircle, standInOf } from './domain/deputies.js';
import type { Leave } from './domain/leave.js';

/** Somebody to be entered in the roster. */
export interface NewCadre {
  readonly name: string;
  readonly phone: string;
  readonly regionCode: string;
  readonly departmentId: string;
  readonly specialties: readonly string[];
  readonly capacity: number;
  /** Default: true. */
  readonly onDuty?: boolean;
  readonly deputyId?: string | null;
  readonly leave?: readonly Leave[];
  /** Default: a new one. */
  readonly id?: string;
}

interface NamedAbsentee extends Absentee {
  readonly name: string;
  /** Where whoever acts for them belongs. */
  readonly deputyRegionCode: string;
}

interface Absence {
  readonly until: LocalDate;
  /** Name of whoever acts for them; null when nobody does. */
  readonly standIn: string | null;
}

/** The roster. */
@Injectable()
export class Cadres {
  constructor(
    private readonly store: CadresStore,
    private readonly checks: CadreChecks,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Enters a cadre, with a load of nothing.
   * @throws DomainError 400 for the phone; 422 `region.*`, `cadre.department-unknown`, `cadre.category-unknown`,
   * `cadre.leave`, `cadre.deputy-unknown`, `cadre.deputy-cycle`
   */
  async create(tx: Tx, actor: Actor, input: NewCadre): Promise<CadreRow & CadreParts> {
    const [cadre] = await this.enter(tx, actor, [input]);
    const { id, regionCode } = cadre!;
    this.audit.record(tx, {
      action: 'cadre.entered',
      subject: { kind: 'cadre', id, regionCode },
      after: cadre!,
      actor,
    });
    return cadre!;
  }

  /**
   * Enters many cadres, who may deputise for each other, in a few statements; whoever does it says so in the audit trail.
   */
  createMany(tx: Tx, inputs: readonly NewCadre[]): Promise<(CadreRow & CadreParts)[]> {
    return this.enter(tx, SYSTEM_ACTOR, inputs);
  }

  find(session: SqlSession, id: string): Promise<CadreRow | null> {
    return this.store.find(session, id);
  }

  /** For whoever is about to be given something: they are not taken off duty, nor their accounts closed, until the unit of work ends. */
  hold(tx: Tx, id: string): Promise<HeldCadre | null> {
    return this.store.hold(tx, id);
  }

  /** For whom the cadre acts today, being the deputy of somebody who is away. */
  async standsInFor(session: SqlSession, cadreId: string): Promise<NamedAbsentee[]> {
    const staff = await this.store.deputised(session, cadreId, localDateOf(this.clock.now()));
    const known = new Map(staff.map((each) => [each.id, each]));
    return absenteesOf(cadreId, staff).map((absent) => ({
      ...absent,
      name: known.get(absent.cadreId)!.name,
      deputyRegionCode: known.get(cadreId)!.regionCode,
    }));
  }

  /** Until when the cadre is on leave today, and who acts for them; null when they are not. */
  async absenceOf(
    session: SqlSession,
    cadreId: string,
    isExcluded: (cadreId: string) => boolean,
  ): Promise<Absence | null> {
    const today = localDateOf(this.clock.now());
    const until = await this.store.leaveUntil(session, cadreId, today);
    if (until === null) return null;
    return { until, standIn: await this.standInFor(session, cadreId, isExcluded) };
  }

  /** Name of whoever acts for the cadre today: themselves, unless they are away; null when nobody does. */
  async standInFor(
    session: SqlSession,
    cadreId: string,
    isExcluded: (cadreId: string) => boolean = () => false,
  ): Promise<string | null> {
    const today = localDateOf(this.clock.now());
    const staff = new Map((await this.store.deputies(session, cadreId, today)).map((each) => [each.id, each]));
    const standIn = standInOf(cadreId, staff, isExcluded);
    return standIn === null ? null : staff.get(standIn)!.name;
  }

  private async enter(tx: Tx, actor: Actor, inputs: readonly NewCadre[]): Promise<(CadreRow & CadreParts)[]> {
    await this.checks.check(actor, inputs);
    const cadres = inputs.map((input) => this.cadreOf(input));
    const deputies = new Map(cadres.map(({ id, deputyId }) => [id, deputyId]));
    const others = [...deputies.values()].filter((id) => id !== null).filter((id) => !deputies.has(id));
    await this.checks.checkDeputiesExist(tx, actor, [...new Set(others)]);
    checkCircles(deputies);
    await this.store.insert(tx, cadres);
    return cadres;
  }

  private cadreOf(input: NewCadre): CadreRow & CadreParts {
    const now = this.clock.now();
    return {
      id: input.id ?? this.ids.next(),
      name: input.name,
      phone: phoneOf(input.phone),
      regionCode: input.regionCode,
      departmentId: input.departmentId,
      capacity: input.capacity,
      onDuty: input.onDuty ?? true,
      deputyId: input.deputyId ?? null,
      createdAt: now,
      updatedAt: now,
      version: 1,
      specialties: [...input.specialties].sort(),
      leave: [...(input.leave ?? [])].sort((a, b) => (a.from < b.from ? -1 : 1)),
    };
  }
}

// Nobody who was there before has a new cadre as deputy, so a circle can only be among the new ones.
function checkCircles(deputies: ReadonlyMap<string, string | null>): void {
  const accepted = new Map<string, string>();
  for (const [id, deputyId] of deputies) {
    if (deputyId === null) continue;
    if (closesCircle(id, deputyId, (other) => accepted.get(other))) throw deputyCycle();
    accepted.set(id, deputyId);
  }
}
