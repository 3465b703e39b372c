/** A share of issues. The value is exact as far as a number can be; the text is what people read. */
export interface Rate {
  readonly numerator: number;
  readonly denominator: number;
  /** numerator ÷ denominator; null when there is nothing to divide by. */
  readonly value: number | null;
  /** Percent with two decimals, such as `99.04%`. */
  readonly text: string;
}

/** What is printed where there is no value. */
export const NO_VALUE = '—';

/**
 * The percentage is cut off, never rounded: 100.00% is printed only when not a single issue is missing, as 29,999 of
 * 30,000 would otherwise read as all. It is not capped: some rates of a plan may exceed 100 %.
 * @throws RangeError for anything but counts
 */
export function rate(numerator: number, denominator: number): Rate {
  mustBeCount(numerator);
  mustBeCount(denominator);
  if (denominator === 0) return { numerator, denominator, value: null, text: NO_VALUE };
  return { numerator, denominator, value: numerator / denominator, text: percentText(numerator, denominator) };
}

/**
 * How many percentage points lie between two rates as they are printed: 99.04% and 98.58% differ by 0.46.
 * @returns null when one of them has no value
 */
export function pointsBetween(current: Rate, earlier: Rate): number | null {
  if (current.denominator === 0 || earlier.denominator === 0) return null;
  return (hundredthsOf(current) - hundredthsOf(earlier)) / 100;
}

// Whole numbers only: a quotient such as 0.57 × 100 is already wrong in floating point.
function percentText(numerator: number, denominator: number): string {
  const whole = hundredthsOf({ numerator, denominator });
  const decimals = whole % 100;
  return `${(whole - decimals) / 100}.${String(decimals).padStart(2, '0')}%`;
}

/** Hundredths of a percent, cut off. */
function hundredthsOf({ numerator, denominator }: Pick<Rate, 'numerator' | 'denominator'>): number {
  const hundredths = numerator * 10_000;
  return (hundredths - (hundredths % denominator)) / denominator;
}

// Ten thousand times the count must still be exact.
const MOST = Math.floor(Number.MAX_SAFE_INTEGER / 10_000);

function mustBeCount(count: number): void {
  if (!Number.isInteger(count) || count < 0 || count > MOST) throw new RangeError(`not a count of issues: ${count}`);
}
