import { Injectable } from '@nestjs/common';
import { expectVersion } from '../../kernel/domain-error.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, Writes } from '../../platform/http/index.js';
import { ReferenceCaches, type Tx } from '../../platform/persistence/index.js';
import { type RegionNode, RegionTree } from './domain/region-tree.js';
import type { RegionInput, RegionPatch, RegionView } from './regions.dto.js';
import {
  periodReversed,
  RegionExists,
  RegionNotFound,
  successorInCircle,
  successorWithoutEnd,
  unknownRegion,
} from './regions.errors.js';
import { presentRegion } from './regions.presenter.js';
import { REGIONS_TOPIC } from './regions.service.js';
import { RegionsStore } from './regions.store.js';

/** What an administrator does to regions. Code, level and parent never change: a region that moves gets a successor. */
@Injectable()
export class RegionEditing {
  constructor(
    private readonly writes: Writes,
    private readonly caches: ReferenceCaches,
    private readonly store: RegionsStore,
    private readonly audit: AuditTrail,
  ) {}

  add(call: Call, input: RegionInput): Promise<RegionView> {
    return this.writes.once(call, async (tx) => {
      const tree = await this.lockedTree(tx);
      if (tree.get(input.code)) throw RegionExists({ code: input.code });
      if (!tree.get(input.parentCode)) throw unknownRegion('parentCode', input.parentCode);
      const region: RegionNode = {
        code: input.code,
        name: input.name,
        nameEn: input.nameEn ?? null,
        level: input.level,
        kind: input.kind,
        parentCode: input.parentCode,
        validFrom: input.validFrom ?? null,
        validTo: null,
        successorCode: null,
        numberPrefix: input.numberPrefix ?? null,
        version: 1,
      };
      await this.store.insert(tx, region);
      this.audit.record(tx, { action: 'region.added', subject: subjectOf(region), after: region });
      return presentRegion(region, call.language);
    });
  }

  change(call: Call, code: string, patch: RegionPatch): Promise<RegionView> {
    return this.writes.once(call, async (tx) => {
      const tree = await this.lockedTree(tx);
      const region = tree.get(code);
      if (!region) throw RegionNotFound();
      expectVersion(call.seenVersion, region.version);
      const changes = { ...patch, version: region.version + 1 };
      const changed: RegionNode = { ...region, ...changes };
      checkPeriod(tree, changed);
      await this.store.update(tx, code, changes);
      this.audit.record(tx, {
        action: 'region.changed',
        subject: subjectOf(region),
        before: region,
        after: changed,
      });
      return presentRegion(changed, call.language);
    });
  }

  // Raising the topic first makes writers of regions wait for each other, so that two cannot close a circle together.
  private async lockedTree(tx: Tx): Promise<RegionTree> {
    await this.caches.changed(tx, REGIONS_TOPIC);
    return new RegionTree(await this.store.all(tx));
  }
}

const subjectOf = ({ code }: RegionNode) => ({ kind: 'region', id: code, regionCode: code });

function checkPeriod(tree: RegionTree, { code, validFrom, validTo, successorCode }: RegionNode): void {
  if (validFrom !== null && validTo !== null && validTo <= validFrom) throw periodReversed();
  if (successorCode === null) return;
  if (validTo === null) throw successorWithoutEnd();
  if (!tree.get(successorCode)) throw unknownRegion('successorCode', successorCode);
  if (tree.closesCircle(code, successorCode)) throw successorInCircle();
}
