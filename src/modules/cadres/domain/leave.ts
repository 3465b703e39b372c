import type { LocalDate } from '../../../kernel/local-date.js';

/** Days away, both ends included. */
export interface Leave {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export interface LeaveProblem {
  /** Position in the list. */
  readonly index: number;
  readonly kind: 'reversed' | 'overlapping';
}

/** The first leave that ends before it begins or shares a day with another one, or null. */
export function leaveProblem(leaves: readonly Leave[]): LeaveProblem | null {
  const reversed = leaves.findIndex(({ from, to }) => to < from);
  if (reversed >= 0) return { index: reversed, kind: 'reversed' };
  const overlapping = leaves.findIndex((leave, index) =>
    leaves.some((earlier, other) => other < index && leave.from <= earlier.to && earlier.from <= leave.to),
  );
  return overlapping >= 0 ? { index: overlapping, kind: 'overlapping' } : null;
}
