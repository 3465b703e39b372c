import fc from 'fast-check';
import { FACTS, factMask } from '../issues/index.js';
import { type Figures, Tally, type TallyRow } from './figures.js';

const few = fc.nat({ max: 50 });
const rows: fc.Arbitrary<TallyRow[]> = fc.array(
  fc.record({
    value: fc.constantFrom('a', 'b', 'c', null),
    facts: fc.nat({ max: factMask(Object.keys(FACTS) as (keyof typeof FACTS)[]) }),
    receivedInPeriod: few,
    pastDueInPeriod: few,
    dueInPeriod: few,
    originallyDueInPeriod: few,
    handling: fc.option(fc.array(fc.nat({ max: 300 }), { minLength: 1, maxLength: 20 }).map((list) => list.join(','))),
  }),
  { maxLength: 40 },
);

const RUNS = { seed: 626, numRuns: 100 };

function tallyOf(some: readonly TallyRow[]): Tally {
  const tally = new Tally();
  for (const row of some) tally.add(row);
  return tally;
}

/** Everything that adds up. */
function numbersOf({ counts, rates, handling }: Figures): Readonly<Record<string, number>> {
  const parts = Object.entries(rates).flatMap(([code, { numerator, denominator }]) => [
    [`${code}.numerator`, numerator],
    [`${code}.denominator`, denominator],
  ]);
  return { ...counts, handled: handling.count, ...(Object.fromEntries(parts) as Record<string, number>) };
}

describe('the figures of a report', () => {
  it('of the groups add up to the total', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const groups = ['a', 'b', 'c', null].map((value) => tallyOf(all.filter((row) => row.value === value)));
        const total = new Tally();
        for (const group of groups) total.addAll(group);
        expect(total.figures()).toEqual(tallyOf(all).figures());
        const parts = groups.map((group) => numbersOf(group.figures()));
        const sums = Object.keys(parts[0]!).map((name) => [name, parts.reduce((sum, part) => sum + part[name]!, 0)]);
        expect(Object.fromEntries(sums)).toEqual(numbersOf(total.figures()));
      }),
      RUNS,
    );
  });

  it('never have more above the line than below it, as long as no more is past due than received', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const possible = all.map((row) => ({
          ...row,
          pastDueInPeriod: Math.min(row.pastDueInPeriod, row.receivedInPeriod),
        }));
        for (const { numerator, denominator } of Object.values(tallyOf(possible).figures().rates)) {
          expect(numerator).toBeLessThanOrEqual(denominator);
        }
      }),
      RUNS,
    );
  });

  it('of nothing are nothing', () => {
    expect(new Tally().isEmpty).toBe(true);
    expect(Object.values(numbersOf(new Tally().figures())).every((number) => number === 0)).toBe(true);
    expect(tallyOf([{ ...EMPTY, facts: FACTS.refused }]).isEmpty).toBe(true);
    expect(tallyOf([{ ...EMPTY, facts: FACTS.refused, receivedInPeriod: 1 }]).isEmpty).toBe(false);
  });
});

const EMPTY: TallyRow = {
  value: null,
  facts: 0,
  receivedInPeriod: 0,
  pastDueInPeriod: 0,
  dueInPeriod: 0,
  originallyDueInPeriod: 0,
  handling: null,
};
