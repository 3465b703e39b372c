import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { Instant } from '../../kernel/clock.js';
import { localDateOf } from '../../kernel/local-date.js';
import type { SqlSession } from '../../platform/persistence/index.js';
import { Cadres } from '../cadres/index.js';
import { type EnterpriseRow, Enterprises, Pairings } from '../enterprises/index.js';
import { ReferenceData } from '../reference/index.js';
import { type RegionTree, Regions } from '../regions/index.js';
import type { Submission } from './submission.js';
import {
  CampaignUnknown,
  CategoryUnknown,
  EnterpriseMissing,
  EnterpriseNotFound,
  ExcludedUnknown,
  ExclusionNotAllowed,
} from './issues.errors.js';

/** The enterprise, category and campaign of a submission, in the scope of whoever submits. */
@Injectable()
export class SubmissionPlaces {
  constructor(
    private readonly enterprises: Enterprises,
    private readonly pairings: Pairings,
    private readonly cadres: Cadres,
    private readonly reference: ReferenceData,
    private readonly regions: Regions,
  ) {}

  async enterpriseOf(
    session: SqlSession,
    actor: Actor,
    { enterpriseId }: Submission,
    now: Instant,
  ): Promise<EnterpriseRow> {
    const wanted = enterpriseId ?? actor.enterpriseId;
    if (wanted === null) throw EnterpriseMissing();
    const enterprise = await this.enterprises.find(session, wanted);
    if (!enterprise || !(await this.maySubmitFor(session, actor, enterprise, now))) throw EnterpriseNotFound();
    return enterprise;
  }

  async check({ categoryCode, campaignCode }: Pick<Submission, 'categoryCode' | 'campaignCode'>): Promise<RegionTree> {
    const category = (await this.reference.categories()).get(categoryCode);
    if (!category?.active)
      throw CategoryUnknown({}, [
        { field: 'categoryCode', rule: 'unknown', message: { zh: '没有这个问题类别', en: 'is not a known category' } },
      ]);
    if (campaignCode !== undefined && !(await this.reference.campaigns()).get(campaignCode)?.active)
      throw CampaignUnknown();
    return this.regions.tree();
  }

  /** @throws DomainError 422 for cadres whom nobody knows, or when a cadre would choose among colleagues */
  async checkExcluded(session: SqlSession, actor: Actor, cadreIds: readonly string[]): Promise<void> {
    if (actor.role === 'cadre') throw ExclusionNotAllowed();
    for (const cadreId of cadreIds) {
      if ((await this.cadres.find(session, cadreId)) === null) throw ExcludedUnknown();
    }
  }

  async numberPrefix(regionCode: string): Promise<string> {
    return (await this.regions.tree()).numberPrefix(regionCode);
  }

  private async maySubmitFor(
    session: SqlSession,
    actor: Actor,
    enterprise: EnterpriseRow,
    now: Instant,
  ): Promise<boolean> {
    if (actor.role === 'enterprise') return enterprise.id === actor.enterpriseId;
    if (actor.role === 'coordinator')
      return (await this.regions.tree()).isWithin(enterprise.regionCode, actor.regionCode);
    // An administrator may preview the rules that they write; they have no scope to submit.
    if (actor.role === 'admin') return true;
    if (actor.cadreId === null) return false;
    return this.pairings.isPaired(session, actor.cadreId, enterprise.id, localDateOf(now));
  }
}
