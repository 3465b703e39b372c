import fc from 'fast-check';
import { NO_VALUE, pointsBetween, rate } from './rates.js';

const RUNS = { seed: 20240626, numRuns: 2_000 };
const counts = fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: 100_000 }), fc.nat({ max: 900_000_000_000 }));

describe('rate', () => {
  it.each([
    // Zhoukou 2024, also as it would be with one issue fewer; Zhoukou 2021; Zhoukou, first half of 2021.
    [620, 626, '99.04%'],
    [619, 626, '98.88%'],
    [1669, 1693, '98.58%'],
    [288, 298, '96.64%'],
    [29_999, 30_000, '99.99%'],
    [99_996, 100_000, '99.99%'],
    [999_999_999, 1_000_000_000, '99.99%'],
    [30_000, 30_000, '100.00%'],
    [0, 7, '0.00%'],
    [1, 30_000, '0.00%'],
    [1, 3, '33.33%'],
    [2, 3, '66.66%'],
    [57, 100, '57.00%'],
    [29, 100, '29.00%'],
    [1, 16, '6.25%'],
    [7, 700, '1.00%'],
    [113, 100, '113.00%'],
    [10_000, 3, '333333.33%'],
  ])('%i of %i is %s', (numerator, denominator, text) => {
    expect(rate(numerator, denominator)).toEqual({ numerator, denominator, value: numerator / denominator, text });
  });

  it.each([0, 3])('has no value when there is nothing to divide %i by', (numerator) => {
    expect(rate(numerator, 0)).toEqual({ numerator, denominator: 0, value: null, text: NO_VALUE });
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER])('refuses %d', (odd) => {
    expect(() => rate(odd, 1)).toThrow(RangeError);
    expect(() => rate(1, odd)).toThrow(RangeError);
  });

  it('prints the largest hundredth of a percent that is not more than the rate', () => {
    fc.assert(
      fc.property(counts, counts, (numerator, denominator) => {
        fc.pre(denominator > 0);
        const { text } = rate(numerator, denominator);
        expect(text).toMatch(/^\d+\.\d\d%$/);
        const hundredths = BigInt(text.replace(/[.%]/g, ''));
        const exact = BigInt(numerator) * 10_000n;
        expect(hundredths * BigInt(denominator) <= exact).toBe(true);
        expect((hundredths + 1n) * BigInt(denominator) > exact).toBe(true);
      }),
      RUNS,
    );
  });

  it('reads 100 % exactly when nothing is missing', () => {
    fc.assert(
      fc.property(counts, counts, (one, other) => {
        const [numerator, denominator] = [Math.min(one, other), Math.max(one, other)];
        fc.pre(denominator > 0);
        expect(rate(numerator, denominator).text === '100.00%').toBe(numerator === denominator);
      }),
      RUNS,
    );
  });
});

it.each([
  [rate(620, 626), rate(1669, 1693), 0.46],
  [rate(1, 3), rate(2, 3), -33.33],
  [rate(1, 1), rate(0, 0), null],
  [rate(0, 0), rate(1, 1), null],
])('percentage points are those between the printed rates', (current, earlier, points) => {
  expect(pointsBetween(current, earlier)).toBe(points);
});
