import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { localDateOf } from '../../kernel/local-date.js';
import { normalPhone } from '../../kernel/phone.js';
import type { Tx } from '../../platform/persistence/index.js';
import { type CategoryTree, type DepartmentDirectory, ReferenceData } from '../reference/index.js';
import { answersFor, checkPlacement, type RegionTree, Regions } from '../regions/index.js';
import {
  badLeave,
  badPhone,
  deputyCycle,
  unknownDepartment,
  unknownDeputy,
  unknownSpecialty,
} from './cadres.errors.js';
import { CadresStore } from './cadres.store.js';
import { cadreVisibility, seesCadre } from './domain/cadre-access.js';
import { closesCircle } from './domain/deputies.js';
import { type Leave, leaveProblem } from './domain/leave.js';

/** What is said of a cadre; only what is new or changed is checked. */
export interface CadreClaims {
  readonly phone?: string;
  readonly regionCode?: string;
  readonly departmentId?: string;
  readonly specialties?: readonly string[];
  readonly leave?: readonly Leave[];
}

/** The rules of `check`, with the reference data that they need. */
interface Known {
  readonly regions: RegionTree;
  readonly departments: DepartmentDirectory;
  readonly categories: CategoryTree;
}

/** The rules that a cadre must keep, whoever writes it down. */
@Injectable()
export class CadreChecks {
  constructor(
    private readonly regions: Regions,
    private readonly reference: ReferenceData,
    private readonly store: CadresStore,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError for the first of the claims that breaks a rule, in the order of the lists */
  async check(actor: Actor, claims: readonly CadreClaims[]): Promise<void> {
    const known: Known = {
      regions: await this.regions.tree(),
      departments: await this.reference.departments(),
      categories: await this.reference.categories(),
    };
    const today = localDateOf(this.clock.now());
    for (const claim of claims) {
      if (claim.phone !== undefined) phoneOf(claim.phone);
      if (claim.regionCode !== undefined) checkPlacement(known.regions, claim.regionCode, actor, today);
      if (claim.departmentId !== undefined) checkDepartment(known, claim.departmentId, actor);
      if (claim.specialties !== undefined) checkSpecialties(known, claim.specialties);
      if (claim.leave !== undefined) checkLeave(claim.leave);
    }
  }

  /** @throws DomainError 422 `cadre.deputy-unknown` for one that does not exist or is out of the actor's sight */
  async checkDeputiesExist(tx: Tx, actor: Actor, deputyIds: readonly string[]): Promise<void> {
    if (deputyIds.length === 0) return;
    const tree = await this.regions.tree();
    const visibility = cadreVisibility(actor);
    const seen = (await this.store.regionsOf(tx, deputyIds)).filter((cadre) =>
      seesCadre(visibility, cadre, (code, ancestor) => tree.isWithin(code, ancestor)),
    );
    const known = new Set(seen.map(({ id }) => id));
    const unknown = deputyIds.find((id) => !known.has(id));
    if (unknown !== undefined) throw unknownDeputy(unknown);
  }

  /** @throws DomainError 422 `cadre.deputy-cycle` */
  async checkDeputyChain(tx: Tx, cadreId: string, deputyId: string): Promise<void> {
    const deputies = await this.store.lockedDeputies(tx, deputyId);
    if (closesCircle(cadreId, deputyId, (id) => deputies.get(id))) throw deputyCycle();
  }
}

/** @throws DomainError 400 about `phone` */
export function phoneOf(text: string): string {
  const phone = normalPhone(text);
  if (phone === null) throw badPhone();
  return phone;
}

function checkDepartment({ departments, regions }: Known, departmentId: string, actor: Actor): void {
  const department = departments.get(departmentId);
  if (!department?.active || !answersFor(regions, actor, department.regionCode)) throw unknownDepartment(departmentId);
}

function checkSpecialties({ categories }: Known, codes: readonly string[]): void {
  const unknown = codes.find((code) => !categories.get(code)?.active);
  if (unknown !== undefined) throw unknownSpecialty(unknown);
}

function checkLeave(leave: readonly Leave[]): void {
  const wrong = leaveProblem(leave);
  if (wrong) throw badLeave(wrong);
}
