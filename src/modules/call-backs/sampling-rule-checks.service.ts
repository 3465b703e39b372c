import { Injectable } from '@nestjs/common';
import { ReferenceData } from '../reference/index.js';
import { Regions } from '../regions/index.js';
import { confirmationTooEarly, unknownIn } from './call-backs.errors.js';
import type { SamplingRule } from './domain/sampling.js';

/** Whether what a rule asks for is there, and can be known when it is asked. */
@Injectable()
export class SamplingRuleChecks {
  constructor(
    private readonly regions: Regions,
    private readonly reference: ReferenceData,
  ) {}

  /** @throws DomainError 422 `sampling-rule.unknown`, `sampling-rule.confirmation` */
  async check({ purpose, regionCode, categoryCode, confirmation }: SamplingRule): Promise<void> {
    if (regionCode !== null && !(await this.regions.tree()).get(regionCode)) throw unknownIn('regionCode', regionCode);
    if (categoryCode !== null && !(await this.reference.categories()).get(categoryCode))
      throw unknownIn('categoryCode', categoryCode);
    if (purpose === 'call_back' && confirmation !== null) throw confirmationTooEarly();
  }
}
