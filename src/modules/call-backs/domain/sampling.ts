/** What an issue is drawn for: a call-back once it is verified, a spot check once it is closed. */
export const PURPOSES = ['call_back', 'spot_check'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** How a task ended. `overtaken`: the issue went on before anybody was reached. */
export const OUTCOMES = ['confirmed', 'not_confirmed', 'unreachable', 'overtaken'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** After so many calls that reach nobody, the enterprise counts as unreachable. */
export const MOST_ATTEMPTS = 3;

/** Which issues a rule is for; null means any. */
interface SampleScope {
  readonly regionCode: string | null;
  readonly categoryCode: string | null;
  /** Who confirmed the closure; for spot checks only. */
  readonly confirmation: string | null;
}

export interface SamplingRule extends SampleScope {
  readonly id: string;
  readonly purpose: Purpose;
  /** How many of a hundred. */
  readonly percent: number;
  /** Calendar days from the draw. */
  readonly dueDays: number;
  readonly active: boolean;
}

/** An issue that could be drawn. */
export interface Sampled {
  readonly purpose: Purpose;
  isWithin(regionCode: string): boolean;
  /** Its own category and those above it. */
  readonly categoryPath: readonly string[];
  readonly confirmation: string | null;
}

function appliesTo(rule: SamplingRule, issue: Sampled): boolean {
  return (
    rule.active &&
    rule.purpose === issue.purpose &&
    (rule.regionCode === null || issue.isWithin(rule.regionCode)) &&
    (rule.categoryCode === null || issue.categoryPath.includes(rule.categoryCode)) &&
    (rule.confirmation === null || rule.confirmation === issue.confirmation)
  );
}

/**
 * The rule that draws the issue, or null. Of several that apply the one with the highest share decides, so that an issue
 * is never drawn more often because there are more rules; the order in which they are given does not matter.
 * @param lot in [0, 1); the same for one issue however often it is asked
 */
export function ruleThatDraws(rules: readonly SamplingRule[], issue: Sampled, lot: number): SamplingRule | null {
  const [first] = rules
    .filter((rule) => appliesTo(rule, issue))
    .sort((a, b) => b.percent - a.percent || (a.id < b.id ? -1 : 1));
  return first !== undefined && lot * 100 < first.percent ? first : null;
}

/** What a call that was logged does to a task that waits for one. */
export function afterCall(
  attempts: number,
  { contacted, unhappy }: { readonly contacted: boolean; readonly unhappy: boolean },
): { readonly attempts: number; readonly outcome: Outcome | null } {
  if (contacted) return { attempts, outcome: unhappy ? 'not_confirmed' : 'confirmed' };
  return { attempts: attempts + 1, outcome: attempts + 1 >= MOST_ATTEMPTS ? 'unreachable' : null };
}
