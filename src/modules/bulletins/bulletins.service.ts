import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { type Call, Writes } from '../../platform/http/index.js';
import { Regions } from '../regions/index.js';
import { BulletinDrafts, type BulletinPlan } from './bulletin-drafts.service.js';
import { BulletinPublishing } from './bulletin-publishing.service.js';
import { regionOutOfScope } from './bulletins.errors.js';
import type { StoredBulletin } from './bulletins.store.js';

/** Bulletins that somebody asks for. */
@Injectable()
export class Bulletins {
  constructor(
    private readonly drafts: BulletinDrafts,
    private readonly publishing: BulletinPublishing,
    private readonly regions: Regions,
    private readonly writes: Writes,
  ) {}

  /**
   * The figures are reckoned before the unit of work, since nobody else could write meanwhile.
   * @throws DomainError 422 for another region, and as {@link BulletinDrafts.make}
   */
  publish(
    call: Call,
    plan: Omit<BulletinPlan, 'regionCode'> & { readonly regionCode?: string },
  ): Promise<StoredBulletin> {
    const { actor } = call;
    const { regionCode = actor.regionCode } = plan;
    return this.writes.inSteps(call, async () => {
      await this.mustBeOf(actor, regionCode);
      const draft = await this.drafts.make(actor, { ...plan, regionCode });
      return this.writes.once(call, (tx) => this.publishing.publish(tx, draft, { actor, scheduleId: null }));
    });
  }

  /** @throws DomainError 422 `bulletin.region` */
  async mustBeOf({ regionCode: own }: Actor, regionCode: string): Promise<void> {
    const tree = await this.regions.tree();
    if (tree.get(regionCode) === null || !tree.isWithin(regionCode, own)) throw regionOutOfScope(regionCode);
  }
}
