import { factsOf } from './issue-facts.js';
import { COHORTS, COUNTS, FIGURE_CODES, RATES, type Selection, SELECTIONS } from './metrics.js';
import { issueIn } from '../../../../test/support/issue-samples.js';
import { ISSUE_STATUSES } from './issue-types.js';

/** Whether the facts of an issue, leaving time aside, put it into the selection. */
function holds(selection: Selection, facts: ReturnType<typeof factsOf>): boolean {
  return selection.all.every((fact) => facts[fact]) && !(selection.none ?? []).some((fact) => facts[fact]);
}

describe('the metrics', () => {
  it('count nothing in a numerator that is not in its denominator', () => {
    for (const { numerator, denominator } of Object.values(RATES)) {
      expect(numerator.all).toEqual(expect.arrayContaining([...denominator.all]));
      const sameTime = numerator.cohort === denominator.cohort;
      expect(sameTime || (numerator.cohort === 'pastDueInPeriod' && denominator.cohort === 'receivedInPeriod')).toBe(
        true,
      );
    }
  });

  it('look at received work only, except for what they count as excluded', () => {
    const excluded = FIGURE_CODES.filter((code) => !(SELECTIONS[code].all as readonly string[]).includes('received'));
    expect(excluded).toEqual(['refused', 'withdrawn', 'merged']);
  });

  it('put every issue either into received or into exactly one kind of excluded', () => {
    for (const status of ISSUE_STATUSES) {
      for (const acceptedAt of [null, 1]) {
        const facts = factsOf(issueIn(status, { acceptedAt }));
        const kinds = (['received', 'refused', 'withdrawn', 'merged'] as const).filter((kind) =>
          holds(COUNTS[kind].of, facts),
        );
        expect(kinds).toHaveLength(1);
      }
    }
  });

  it.each([
    ['submitted', ['received', 'open', 'unrouted', 'overdue.denominator']],
    ['done_claimed', ['received', 'handled', 'overdue.denominator', 'response.denominator']],
    ['refused', ['refused']],
    ['merged', ['merged']],
  ] as const)('know what an issue that is %s counts for', (status, expected) => {
    const facts = factsOf(issueIn(status));
    const found = FIGURE_CODES.filter((code) => holds(SELECTIONS[code], facts));
    expect(found).toEqual(expect.arrayContaining([...expected]));
    if (status === 'refused' || status === 'merged') expect(found).toEqual(expected);
  });

  it('do not call finished in time what was finished too late', () => {
    const late = factsOf(issueIn('done_claimed', { dueAt: 1, doneClaimedAt: 2 }));
    expect(holds(RATES.overdue.numerator, late)).toBe(true);
    expect(holds(RATES.onTime.numerator, late)).toBe(false);
    const inTime = factsOf(issueIn('done_claimed', { dueAt: 2, doneClaimedAt: 2 }));
    expect(holds(RATES.overdue.numerator, inTime)).toBe(false);
    expect(holds(RATES.onTime.numerator, inTime)).toBe(true);
  });

  it('use every cohort', () => {
    const used = new Set(Object.values(SELECTIONS).map(({ cohort }) => cohort));
    expect([...used].sort()).toEqual([...COHORTS].sort());
  });
});
