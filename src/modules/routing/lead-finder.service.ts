import { Injectable } from '@nestjs/common';
import type { Instant } from '../../kernel/clock.js';
import { localDateOf } from '../../kernel/local-date.js';
import type { SqlSession } from '../../platform/persistence/index.js';
import { isDirect, type IssueState } from '../issues/index.js';
import { ReferenceData } from '../reference/index.js';
import { type RegionTree, Regions } from '../regions/index.js';
import { type Assignment, assignmentOf, choose, type Choice, deputiesWanted } from './domain/assignment-policy.js';
import { type DepartmentTarget, matchingRules, type Need, type RuleTarget } from './domain/routing-rule.js';
import { type PlacedCandidate, RoutingReadModel } from './routing.read-model.js';
import { RoutingRules } from './routing-rules.service.js';

/** What the finder is told besides the issue. */
interface Occasion {
  readonly at: Instant;
  /** Somebody who has just given the issue up. */
  readonly leavingCadreId?: string | null;
  readonly suggestedDepartmentId?: string | null;
}

/** Asks the rules in their order who should lead an issue, and changes nothing. */
@Injectable()
export class LeadFinder {
  constructor(
    private readonly rules: RoutingRules,
    private readonly reference: ReferenceData,
    private readonly regions: Regions,
    private readonly candidates: RoutingReadModel,
  ) {}

  /** In a unit of work the loads of everybody who was considered stay as they are until it ends. */
  async find(session: SqlSession, issue: Readonly<IssueState>, occasion: Occasion): Promise<Assignment> {
    const tree = await this.regions.tree();
    const categories = await this.reference.categories();
    const need = needOf(issue, occasion, { tree, categoryPath: categories.path(issue.categoryCode) });
    // What was sent straight one level up is kept from those below.
    const upper = tree.upper(issue.regionCode);
    const mayHear = ({ regionCode }: PlacedCandidate): boolean =>
      !isDirect(issue) || tree.isWithin(upper, tree.current(regionCode, need.today));
    const tried: Choice[] = [];
    for (const rule of matchingRules(await this.rules.all(), need)) {
      const named = await this.groupsOf(session, rule.target, need);
      const groups = named.map((group) => group.filter(mayHear));
      const wanted = deputiesWanted(groups);
      const known = wanted.length === 0 ? [] : await this.candidates.withDeputies(session, wanted, need.today);
      const deputies = known.filter(mayHear);
      const choice = choose(rule, { groups, deputies }, need);
      tried.push(choice);
      if (choice.cadre !== null) break;
    }
    return assignmentOf(tried);
  }

  private async groupsOf(session: SqlSession, target: RuleTarget, need: Need): Promise<PlacedCandidate[][]> {
    const { today, enterpriseId } = need;
    switch (target.kind) {
      case 'department': {
        const departmentId = await this.departmentOf(target, need);
        return departmentId === null ? [] : [await this.candidates.ofDepartment(session, departmentId, today)];
      }
      case 'cadre':
        return [await this.candidates.byId(session, target.cadreId, today)];
      case 'enterprise-chief':
        return this.candidates.pairedWith(session, enterpriseId, today);
      case 'region-specialty':
        return [await this.candidates.withSpecialty(session, await this.specialtyAsked(need), today)];
    }
  }

  /** Id of the department at work, or null. */
  private async departmentOf(target: DepartmentTarget, { responsibleRegionCode, today }: Need): Promise<string | null> {
    const directory = await this.reference.departments();
    if ('departmentId' in target) return directory.get(target.departmentId)?.active ? target.departmentId : null;
    const region = (await this.regions.tree()).current(responsibleRegionCode, today);
    return directory.byFunction(region, target.departmentFunction)?.id ?? null;
  }

  private async specialtyAsked({ responsibleRegionCode, categoryPath, today }: Need) {
    const tree = await this.regions.tree();
    const region = tree.current(responsibleRegionCode, today);
    // An abolished region lives on in its successor, and so do the cadres who are still entered under its code.
    const regionCodes = tree.subtree(region).filter((code) => tree.current(code, today) === region);
    return { regionCodes, categoryCodes: categoryPath };
  }
}

function needOf(
  issue: Readonly<IssueState>,
  { at, leavingCadreId = null, suggestedDepartmentId = null }: Occasion,
  { tree, categoryPath }: { readonly tree: RegionTree; readonly categoryPath: readonly string[] },
): Need {
  const { enterpriseId, regionCode, chainCode, enterpriseSize, level, confidential } = issue;
  const leaving = leavingCadreId === null ? [] : [leavingCadreId];
  return {
    ...{ enterpriseId, regionCode, chainCode, enterpriseSize, level, confidential, categoryPath },
    responsibleRegionCode: tree.ancestorAt(regionCode, level),
    isWithin: (ancestor) => tree.isWithin(regionCode, ancestor),
    excludedCadreIds: [...issue.excludedCadreIds, ...issue.conflictCadreIds, ...leaving],
    preferredDepartmentId: suggestedDepartmentId,
    today: localDateOf(at),
  };
}
