import fc from 'fast-check';
import { ranksOf, type Share, SMALLEST_RANKED } from './ranking.js';

const shares = (...texts: readonly string[]): Share[] =>
  texts.map((text) => {
    const [numerator, denominator] = text.split('/').map(Number);
    return { numerator: numerator!, denominator: denominator! };
  });

describe('the ranks of groups', () => {
  it.each([
    [[], []],
    [['9/10'], [1]],
    [
      ['9/9', '10/10', '5/10'],
      [null, 1, 2],
    ],
    [
      ['9/10', '90/100', '8/10'],
      [1, 1, 3],
    ],
    [
      ['8/10', '10/10', '90/100', '9/10', '0/12'],
      [4, 1, 2, 2, 5],
    ],
    [
      ['0/0', '0/9', '9/9'],
      [null, null, null],
    ],
    // The quotients are the same number in floating point; the fractions are not.
    [
      ['900000000000/899999999999', '899999999999/899999999998'],
      [2, 1],
    ],
    // And here they are equal.
    [
      ['1/30', '10/300', '7/210'],
      [1, 1, 1],
    ],
  ])('%j: %j', (groups, ranks) => {
    expect(ranksOf(shares(...groups))).toEqual(ranks);
  });

  const group = fc.nat(40).chain((denominator) =>
    fc.record({
      numerator: fc.nat(denominator),
      denominator: fc.constant(denominator),
    }),
  );
  const isRanked = ({ denominator }: Share): boolean => denominator >= SMALLEST_RANKED;
  const isBetter = (one: Share, other: Share): boolean =>
    one.numerator * other.denominator > other.numerator * one.denominator;

  it('is one more than the number of large enough groups that are better', () => {
    fc.assert(
      fc.property(fc.array(group), (groups) => {
        const plain = groups.map((one) =>
          isRanked(one) ? 1 + groups.filter((other) => isRanked(other) && isBetter(other, one)).length : null,
        );
        expect(ranksOf(groups)).toEqual(plain);
      }),
      { seed: 12 },
    );
  });

  it('does not depend on the order of the groups', () => {
    fc.assert(
      fc.property(fc.array(group), (groups) => {
        expect(ranksOf([...groups].reverse())).toEqual(ranksOf(groups).reverse());
      }),
      { seed: 13 },
    );
  });
});
