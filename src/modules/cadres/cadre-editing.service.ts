import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { expectVersion } from '../../kernel/domain-error.js';
import type { Row, Tx } from '../../platform/persistence/index.js';
import { type Call, Writes } from '../../platform/http/index.js';
import { ReferenceData } from '../reference/index.js';
import { answersFor, Regions } from '../regions/index.js';
import { CadreChecks, phoneOf } from './cadre-checks.service.js';
import type { CadreInput, CadrePatch, CadreView } from './cadres.dto.js';
import { CadreNotFound, hasOpenIssues } from './cadres.errors.js';
import { presentCadre } from './cadres.presenter.js';
import { CadresReadModel } from './cadres.read-model.js';
import { Cadres } from './cadres.service.js';
import { type CadreRow, CadresStore } from './cadres.store.js';

/** What coordinators and administrators do to the roster. */
@Injectable()
export class CadreEditing {
  constructor(
    private readonly writes: Writes,
    private readonly cadres: Cadres,
    private readonly changes: CadreChanges,
    private readonly readModel: CadresReadModel,
    private readonly reference: ReferenceData,
  ) {}

  add(call: Call, input: CadreInput): Promise<CadreView> {
    return this.writes.once(call, async (tx) => {
      const { id } = await this.cadres.create(tx, call.actor, input);
      return this.view(tx, call, id);
    });
  }

  change(call: Call, id: string, patch: CadrePatch): Promise<CadreView> {
    return this.writes.once(call, async (tx) => {
      await this.changes.apply(tx, call, id, patch);
      return this.view(tx, call, id);
    });
  }

  private async view(tx: Tx, call: Call, id: string): Promise<CadreView> {
    const cadre = await this.readModel.find(id, tx);
    if (!cadre) throw CadreNotFound();
    return presentCadre(cadre, call, await this.reference.departments());
  }
}

/** One change of one cadre, checked against what it was. */
@Injectable()
export class CadreChanges {
  constructor(
    private readonly store: CadresStore,
    private readonly checks: CadreChecks,
    private readonly regions: Regions,
    private readonly clock: Clock,
  ) {}

  async apply(tx: Tx, call: Call, id: string, patch: CadrePatch): Promise<void> {
    const cadre = await this.store.lock(tx, id);
    if (!cadre || !answersFor(await this.regions.tree(), call.actor, cadre.regionCode)) throw CadreNotFound();
    expectVersion(call.seenVersion, cadre.version);
    const { specialties, leave, ...columns } = patch;
    await this.checks.check(call.actor, [{ ...changed(columns, cadre), specialties, leave }]);
    await this.checkDeputy(tx, call, cadre, patch.deputyId);
    if (patch.onDuty === false && cadre.onDuty) await this.checkNothingOpen(tx, id);
    const phone = patch.phone === undefined ? {} : { phone: phoneOf(patch.phone) };
    const row: Row = { ...columns, ...phone, updatedAt: this.clock.now(), version: cadre.version + 1 };
    await this.store.update(tx, id, row, { specialties, leave });
  }

  private async checkDeputy(tx: Tx, call: Call, cadre: CadreRow, deputyId: string | null | undefined): Promise<void> {
    if (deputyId === undefined || deputyId === null || deputyId === cadre.deputyId) return;
    await this.checks.checkDeputiesExist(tx, call.actor, [deputyId]);
    await this.checks.checkDeputyChain(tx, cadre.id, deputyId);
  }

  private async checkNothingOpen(tx: Tx, id: string): Promise<void> {
    const open = await this.store.lockedOpenCount(tx, id);
    if (open > 0) throw hasOpenIssues(open);
  }
}

/** What differs: a region or department that was closed meanwhile must not stop other changes. */
function changed(columns: Pick<CadrePatch, 'phone' | 'regionCode' | 'departmentId'>, cadre: CadreRow) {
  const { phone, regionCode, departmentId } = columns;
  return {
    phone,
    regionCode: regionCode === cadre.regionCode ? undefined : regionCode,
    departmentId: departmentId === cadre.departmentId ? undefined : departmentId,
  };
}
