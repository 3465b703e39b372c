import type { Instant } from '../../../kernel/clock.js';
import type { TimeLimit } from './deadline.js';

/** Everything about an issue that has a time limit; the limits themselves are data. */
export const CLOCKS = [
  'accept',
  'assign',
  'sign',
  'contact',
  'progress',
  'finish',
  'rating',
  'unhappyContact',
  'review',
  'rework',
  'info',
  'verify',
  'statutory',
] as const;
export type ClockName = (typeof CLOCKS)[number];
/** Every issue has all clocks but for the statutory one, which only some categories have. */
export type ClockLimits = Readonly<Record<Exclude<ClockName, 'statutory'>, TimeLimit>> & {
  readonly statutory: TimeLimit | null;
};

const ONE_WORKING_DAY: TimeLimit = { count: 1, unit: 'working_day' };

/**
 * 13710 for an ordinary issue, in working days: 1 to take it up, a word every 3, done in 7. For the day on which an
 * administrator has left no policy that applies: an issue without a deadline would be forgotten.
 */
export const DEFAULT_LIMITS: ClockLimits = {
  accept: ONE_WORKING_DAY,
  assign: ONE_WORKING_DAY,
  sign: ONE_WORKING_DAY,
  contact: ONE_WORKING_DAY,
  progress: { count: 3, unit: 'working_day' },
  finish: { count: 7, unit: 'working_day' },
  rating: { count: 7, unit: 'calendar_day' },
  unhappyContact: ONE_WORKING_DAY,
  review: { count: 30, unit: 'calendar_day' },
  rework: { count: 5, unit: 'working_day' },
  info: { count: 5, unit: 'working_day' },
  verify: ONE_WORKING_DAY,
  statutory: null,
};

export const POLICY_URGENCIES = ['normal', 'complex', 'urgent'] as const;
export const POLICY_LEVELS = ['county', 'municipality', 'province'] as const;
type Urgency = (typeof POLICY_URGENCIES)[number];
type Level = (typeof POLICY_LEVELS)[number];

/** Which issues a policy is for; `null` means any. */
export interface PolicyScope {
  readonly categoryCode: string | null;
  readonly urgency: Urgency | null;
  readonly level: Level | null;
}

/** One version of a policy, in force in [validFrom, validTo). */
export interface SlaPolicy extends PolicyScope {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly limits: ClockLimits;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
}

/** What a policy is wanted for. `categoryPath` is the category's own code, then its ancestors' codes, nearest first. */
export interface PolicyNeed {
  readonly categoryPath: readonly string[];
  readonly urgency: Urgency;
  readonly level: Level;
}

/**
 * The most specific policy in force at the instant, or null: own category before ancestors before any; then one that
 * names the urgency; then one that names the level; then the highest version. The id breaks what ties are left, so the
 * order of the input never matters.
 */
export function choosePolicy(policies: readonly SlaPolicy[], need: PolicyNeed, at: Instant): SlaPolicy | null {
  let best: SlaPolicy | null = null;
  for (const policy of policies) {
    if (!applies(policy, need, at)) continue;
    if (best === null || precedes(policy, best, need)) best = policy;
  }
  return best;
}

export function isInForce(policy: SlaPolicy, at: Instant): boolean {
  return policy.validFrom <= at && (policy.validTo === null || at < policy.validTo);
}

function applies(policy: SlaPolicy, need: PolicyNeed, at: Instant): boolean {
  return (
    isInForce(policy, at) &&
    (policy.categoryCode === null || need.categoryPath.includes(policy.categoryCode)) &&
    (policy.urgency === null || policy.urgency === need.urgency) &&
    (policy.level === null || policy.level === need.level)
  );
}

function precedes(one: SlaPolicy, other: SlaPolicy, need: PolicyNeed): boolean {
  const difference =
    categoryDistance(one, need) - categoryDistance(other, need) ||
    Number(other.urgency !== null) - Number(one.urgency !== null) ||
    Number(other.level !== null) - Number(one.level !== null) ||
    other.version - one.version;
  return difference === 0 ? one.id < other.id : difference < 0;
}

/** 0 for the own category, 1 for its parent, and so on; any category is further than every ancestor. */
function categoryDistance(policy: SlaPolicy, need: PolicyNeed): number {
  return policy.categoryCode === null ? need.categoryPath.length : need.categoryPath.indexOf(policy.categoryCode);
}
