import { Injectable } from '@nestjs/common';
import { auditRegionOf, type IssueState } from '../issues/index.js';
import { ReferenceData } from '../reference/index.js';
import { Regions } from '../regions/index.js';
import { type Purpose, ruleThatDraws, type SamplingRule } from './domain/sampling.js';
import { Lots } from './lots.js';
import { SamplingRules } from './sampling-rules.service.js';

/** Whether an issue is drawn: a matter of the rules and of its lot, and of nothing else. */
@Injectable()
export class Draws {
  constructor(
    private readonly rules: SamplingRules,
    private readonly lots: Lots,
    private readonly regions: Regions,
    private readonly reference: ReferenceData,
  ) {}

  async ruleThatDraws(issue: Readonly<IssueState>, purpose: Purpose, round: number): Promise<SamplingRule | null> {
    const rules = await this.rules.all();
    if (rules.length === 0) return null;
    const tree = await this.regions.tree();
    const categories = await this.reference.categories();
    const sampled = {
      purpose,
      isWithin: (regionCode: string) => tree.isWithin(issue.regionCode, regionCode),
      categoryPath: categories.path(issue.categoryCode),
      confirmation: issue.confirmation,
    };
    return ruleThatDraws(rules, sampled, this.lots.of(purpose, issue.id, round));
  }

  async auditRegionOf(issue: Readonly<IssueState>): Promise<string> {
    return auditRegionOf(issue, await this.regions.tree());
  }
}
