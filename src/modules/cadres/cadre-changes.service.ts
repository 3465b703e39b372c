import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { expectVersion } from '../../kernel/domain-error.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import type { Call } from '../../platform/http/index.js';
import type { Row, Tx } from '../../platform/persistence/index.js';
import { answersFor, Regions } from '../regions/index.js';
import { CadreChecks, phoneOf } from './cadre-checks.service.js';
import type { CadrePatch } from './cadres.dto.js';
import { CadreNotFound, hasOpenIssues } from './cadres.errors.js';
import { CadreLeft } from './cadres.events.js';
import { type CadreRow, CadresStore } from './cadres.store.js';

/** One change of one cadre, checked against what it was. */
@Injectable()
export class CadreChanges {
  constructor(
    private readonly store: CadresStore,
    private readonly checks: CadreChecks,
    private readonly regions: Regions,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly events: TransactionalEvents,
  ) {}

  async apply(tx: Tx, call: Call, id: string, patch: CadrePatch): Promise<void> {
    const cadre = await this.store.lock(tx, id);
    if (!cadre || !answersFor(await this.regions.tree(), call.actor, cadre.regionCode)) throw CadreNotFound();
    expectVersion(call.seenVersion, cadre.version);
    const { specialties, leave, ...columns } = patch;
    await this.checks.check(call.actor, [{ ...changed(columns, cadre), specialties, leave }]);
    await this.checkDeputy(tx, call, cadre, patch.deputyId);
    const leaves = patch.onDuty === false && cadre.onDuty;
    if (leaves) await this.checkNothingOpen(tx, id);
    const phone = patch.phone === undefined ? {} : { phone: phoneOf(patch.phone) };
    const row: Row = { ...columns, ...phone, updatedAt: this.clock.now(), version: cadre.version + 1 };
    const parts = (await this.store.parts(tx, [id])).get(id)!;
    await this.store.update(tx, id, row, { specialties, leave });
    this.audit.record(tx, {
      action: 'cadre.changed',
      subject: { kind: 'cadre', id, regionCode: cadre.regionCode },
      before: { ...cadre, ...parts },
      after: { ...cadre, ...row, specialties: specialties ?? parts.specialties, leave: leave ?? parts.leave },
    });
    if (leaves) await this.events.emit(tx, new CadreLeft(id));
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
