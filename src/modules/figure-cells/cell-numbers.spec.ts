import { RATE_CODES } from '../issues/index.js';
import { CELL_NUMBERS, PLACES } from './cell-numbers.js';

it('stands in the order in which the cells that there are were written: who changes it makes them anew', () => {
  expect(CELL_NUMBERS.map(({ name }) => name)).toEqual([
    ...['received', 'refused', 'withdrawn', 'merged', 'open', 'unrouted', 'handled'],
    ...['completionNumerator', 'solvedNumerator', 'onTimeNumerator', 'onTimeDenominator'],
    ...['onTimeOriginalNumerator', 'onTimeOriginalDenominator', 'responseNumerator', 'responseDenominator'],
    ...['satisfactionNumerator', 'satisfactionDenominator', 'satisfactionOwnNumerator', 'satisfactionOwnDenominator'],
    ...['satisfactionCallBackNumerator', 'satisfactionCallBackDenominator', 'ratingCoverageNumerator'],
    ...['ratingCoverageDenominator', 'returnedNumerator', 'reworkedNumerator', 'reopenedNumerator'],
    ...['escalatedNumerator', 'extendedNumerator', 'falseClosureNumerator', 'falseClosureDenominator'],
  ]);
});

it('has a place for every figure but the one that depends on the hour', () => {
  const all = RATE_CODES.flatMap((code) => [`${code}.numerator`, `${code}.denominator`] as const);
  expect(all.filter((code) => !PLACES.has(code))).toEqual(['overdue.numerator']);
  expect([...PLACES.values()].every((place) => place >= 0)).toBe(true);
});
