/** What a group is ranked by; counts of issues. */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

/** Below so many issues chance decides more than work: no rank (product.md § Figures a manager can trust). */
export const SMALLEST_RANKED = 10;

/**
 * The rank of each group, the highest rate first. Exactly equal rates share a rank, and the next one is as many places
 * lower: 1, 1, 3.
 * @returns in the order of the groups; null for a group that is too small, which takes no place either
 */
export function ranksOf(groups: readonly Share[]): (number | null)[] {
  const ranked = groups.filter(isLargeEnough).sort(byRate);
  const ranks = new Map<Share, number>();
  ranked.forEach((group, index) => {
    const before = ranked[index - 1];
    const shared = before !== undefined && byRate(before, group) === 0;
    ranks.set(group, shared ? ranks.get(before)! : index + 1);
  });
  return groups.map((group) => ranks.get(group) ?? null);
}

const isLargeEnough = ({ denominator }: Share): boolean => denominator >= SMALLEST_RANKED;

// Compared by cross-multiplication: two quotients may differ in floating point although the fractions are equal.
function byRate(one: Share, other: Share): number {
  const left = BigInt(one.numerator) * BigInt(other.denominator);
  const right = BigInt(other.numerator) * BigInt(one.denominator);
  if (left === right) return 0;
  return left > right ? -1 : 1;
}
