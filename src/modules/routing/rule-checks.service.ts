import { Injectable } from '@nestjs/common';
import type { SqlSession } from '../../platform/persistence/index.js';
import { Cadres } from '../cadres/index.js';
import { ReferenceData } from '../reference/index.js';
import { Regions } from '../regions/index.js';
import type { DepartmentTarget, RuleMatch, RuleTarget } from './domain/routing-rule.js';
import { unknownIn, wrongTarget } from './routing.errors.js';
import type { RuleTargetDto } from './routing-rules.dto.js';

/** Whether what a rule asks for and whom it names is there. */
@Injectable()
export class RuleChecks {
  constructor(
    private readonly reference: ReferenceData,
    private readonly regions: Regions,
    private readonly cadres: Cadres,
  ) {}

  /**
   * @param target null when it is not looked at
   * @throws DomainError 422 `routing-rule.unknown` about the field
   */
  async check(
    session: SqlSession,
    { match, target }: { readonly match: RuleMatch; readonly target: RuleTarget | null },
  ): Promise<void> {
    await this.checkMatch(match);
    if (target?.kind === 'department') await this.checkDepartment(target);
    if (target?.kind === 'cadre' && !(await this.cadres.find(session, target.cadreId))) {
      throw unknownIn('target.cadreId', target.cadreId);
    }
  }

  private async checkMatch({ categoryCode, regionCode, chainCode }: RuleMatch): Promise<void> {
    if (categoryCode !== undefined && !(await this.reference.categories()).get(categoryCode)) {
      throw unknownIn('match.categoryCode', categoryCode);
    }
    if (regionCode !== undefined && !(await this.regions.tree()).get(regionCode)) {
      throw unknownIn('match.regionCode', regionCode);
    }
    if (chainCode !== undefined && !(await this.reference.chains()).has(chainCode)) {
      throw unknownIn('match.chainCode', chainCode);
    }
  }

  private async checkDepartment(target: DepartmentTarget): Promise<void> {
    const atWork = (await this.reference.departments()).all().filter(({ active }) => active);
    if ('departmentId' in target) {
      const { departmentId } = target;
      if (!atWork.some(({ id }) => id === departmentId)) throw unknownIn('target.departmentId', departmentId);
      return;
    }
    const { departmentFunction } = target;
    if (!atWork.some(({ functionCode }) => functionCode === departmentFunction)) {
      throw unknownIn('target.departmentFunction', departmentFunction);
    }
  }
}

/**
 * The target with what its kind needs and nothing else.
 * @throws DomainError 422 `routing-rule.target`
 */
export function targetOf({ kind, departmentId, departmentFunction, cadreId }: RuleTargetDto): RuleTarget {
  const given = [departmentId, departmentFunction, cadreId].filter((each) => each !== undefined).length;
  if (kind === 'department' && given === 1) {
    if (departmentId !== undefined) return { kind, departmentId };
    if (departmentFunction !== undefined) return { kind, departmentFunction };
  }
  if (kind === 'cadre' && given === 1 && cadreId !== undefined) return { kind, cadreId };
  if ((kind === 'enterprise-chief' || kind === 'region-specialty') && given === 0) return { kind };
  throw wrongTarget();
}
