import type { LocalDate } from '../../../kernel/local-date.js';

/** What a rule asks of an issue; what it leaves out does not matter. */
export interface RuleMatch {
  /** The category or any below it. */
  readonly categoryCode?: string;
  /** The region or any below it. */
  readonly regionCode?: string;
  readonly chainCode?: string;
  readonly enterpriseSize?: string;
  readonly level?: string;
}

/** Kinds of {@link RuleTarget}. */
export const TARGET_KINDS = ['department', 'cadre', 'enterprise-chief', 'region-specialty'] as const;

/** The cadres of one department, or of the one with that function in the region that answers for the issue. */
export type DepartmentTarget =
  | { readonly kind: 'department'; readonly departmentId: string }
  | { readonly kind: 'department'; readonly departmentFunction: string };

/** Whom a rule names. */
export type RuleTarget =
  | DepartmentTarget
  | { readonly kind: 'cadre'; readonly cadreId: string }
  /** The enterprise's own paired cadre (首席服务员). */
  | { readonly kind: 'enterprise-chief' }
  /** Any cadre of the region that answers for the issue whose specialties hold the category or one above it. */
  | { readonly kind: 'region-specialty' };

/** One step of the routing order. */
export interface Rule {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly match: RuleMatch;
  readonly target: RuleTarget;
  readonly active: boolean;
}

/** What routing looks at: an issue that needs a lead. */
export interface Need {
  readonly enterpriseId: string;
  /** The category's own code, then its ancestors'. */
  readonly categoryPath: readonly string[];
  /** The handling unit must not learn which enterprise it is. */
  readonly confidential: boolean;
  /** The enterprise's own region. */
  readonly regionCode: string;
  /** The region that answers for the issue at its level. */
  readonly responsibleRegionCode: string;
  /** Whether the enterprise's region belongs to the one given. */
  readonly isWithin: (regionCode: string) => boolean;
  readonly chainCode: string | null;
  readonly enterpriseSize: string;
  readonly level: string;
  /** Returned it or gave it up before, or have a conflict of interest. */
  readonly excludedCadreIds: readonly string[];
  /** The unit that a cadre suggested who returned it; it is asked first. */
  readonly preferredDepartmentId: string | null;
  readonly today: LocalDate;
}

/** Code of the rule that asks the unit suggested with a return. */
const SUGGESTED_DEPARTMENT = 'suggested-department';

/** Codes that decisions carry and no rule may have. */
export const RESERVED_CODES: readonly string[] = [SUGGESTED_DEPARTMENT, 'manual', 'common-issue'];

/** The rules that apply to the need, in their order. */
export function matchingRules<R extends Rule>(rules: readonly R[], need: Need): (R | Rule)[] {
  const matching = rules.filter((rule) => rule.active && matches(rule.match, need) && isPossible(rule.target, need));
  return need.preferredDepartmentId === null ? matching : [suggested(need.preferredDepartmentId), ...matching];
}

function matches(match: RuleMatch, need: Need): boolean {
  return (
    (match.categoryCode === undefined || need.categoryPath.includes(match.categoryCode)) &&
    (match.regionCode === undefined || need.isWithin(match.regionCode)) &&
    (match.chainCode === undefined || match.chainCode === need.chainCode) &&
    (match.enterpriseSize === undefined || match.enterpriseSize === need.enterpriseSize) &&
    (match.level === undefined || match.level === need.level)
  );
}

// The paired cadre has the powers of the enterprise's own region; a matter that was escalated is beyond them. And of a
// confidential one they must not even hear: being its lead would tell them whose it is.
function isPossible(target: RuleTarget, need: Need): boolean {
  return target.kind !== 'enterprise-chief' || (need.responsibleRegionCode === need.regionCode && !need.confidential);
}

function suggested(departmentId: string): Rule {
  return {
    code: SUGGESTED_DEPARTMENT,
    nameZh: '退回时建议的承办单位',
    nameEn: 'The unit suggested with the return',
    match: {},
    target: { kind: 'department', departmentId },
    active: true,
  };
}
