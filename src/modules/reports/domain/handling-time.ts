/** How many issues took how long: tenths of a working day → number of issues. */
export type Histogram = Map<number, number>;

/** Working days from acceptance to the claim of done; all null when no issue was finished. */
export interface HandlingTime {
  /** Issues that were finished. */
  readonly count: number;
  /** Arithmetic mean, rounded half up to a tenth of a day, which is how finely it is measured. */
  readonly mean: number | null;
  readonly median: number | null;
  readonly p90: number | null;
}

const COMMA = ','.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);

/**
 * Adds the comma-separated whole tenths, as the database hands over those of one group, to the histogram. A year of a
 * city has a hundred thousand of them, so they are read sign by sign instead of being cut into texts first.
 * @param times -1 to take them away
 */
export function addTenths(histogram: Histogram, list: string, times: 1 | -1 = 1): void {
  let tenths = 0;
  for (let at = 0; at < list.length; at++) {
    const sign = list.charCodeAt(at);
    if (sign === COMMA) {
      addIssues(histogram, tenths, times);
      tenths = 0;
    } else {
      tenths = tenths * 10 + (sign - ZERO);
    }
  }
  addIssues(histogram, tenths, times);
}

/** Adds one histogram to another. */
export function addHistogram(histogram: Histogram, more: Iterable<readonly [tenths: number, issues: number]>): void {
  for (const [tenths, issues] of more) addIssues(histogram, tenths, issues);
}

function addIssues(histogram: Histogram, tenths: number, issues: number): void {
  const all = (histogram.get(tenths) ?? 0) + issues;
  if (all === 0) histogram.delete(tenths);
  else histogram.set(tenths, all);
}

export function handlingTime(histogram: Histogram): HandlingTime {
  const inOrder = [...histogram].sort(([one], [other]) => one - other);
  const count = inOrder.reduce((sum, [, issues]) => sum + issues, 0);
  if (count === 0) return { count, mean: null, median: null, p90: null };
  const total = inOrder.reduce((sum, [tenths, issues]) => sum + tenths * issues, 0);
  return {
    count,
    mean: Math.floor((2 * total + count) / (2 * count)) / 10,
    median: percentile(inOrder, count, 50) / 10,
    p90: percentile(inOrder, count, 90) / 10,
  };
}

/** Nearest rank: the smallest value that at least `percent` of a hundred do not exceed, so always one that occurred. */
function percentile(inOrder: readonly (readonly [number, number])[], count: number, percent: number): number {
  const rank = Math.ceil((percent * count) / 100);
  let seen = 0;
  for (const [tenths, issues] of inOrder) {
    seen += issues;
    if (seen >= rank) return tenths;
  }
  throw new RangeError(`no rank ${rank} among ${seen}`);
}
