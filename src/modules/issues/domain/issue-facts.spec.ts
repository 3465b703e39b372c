import fc from 'fast-check';
import { anIssue, issueIn, NOW } from '../../../../test/support/issue-samples.js';
import { DAY } from '../../../kernel/clock.js';
import { type Fact, factMask, FACTS, factsOf, reportFacts } from './issue-facts.js';
import { CONFIRMATIONS, ISSUE_STATUSES, type IssueState, type IssueStatus, RESOLUTIONS } from './issue-types.js';

const facts = (status: IssueStatus, rest: Partial<IssueState> = {}): Fact[] =>
  Object.entries(factsOf(issueIn(status, rest)))
    .filter(([, holds]) => holds)
    .map(([name]) => name as Fact);

const closedBy = (rest: Partial<IssueState>): Fact[] => facts('closed', rest);

describe('the bits', () => {
  it('are one each, and never renumbered: old events carry them', () => {
    expect(FACTS).toEqual({
      received: 1,
      refused: 2,
      withdrawnEarly: 4,
      merged: 8,
      open: 16,
      closed: 32,
      solvedConfirmed: 64,
      unconfirmed: 128,
      assigned: 256,
      contactedInTime: 512,
      finished: 1024,
      finishedInTime: 2048,
      finishedInOriginalTime: 4096,
      invitedToRate: 8192,
      rated: 16_384,
      satisfied: 32_768,
      returned: 65_536,
      reworked: 131_072,
      reopened: 262_144,
      spotChecked: 524_288,
      spotCheckFailed: 1_048_576,
      unrouted: 2_097_152,
      escalated: 4_194_304,
      extended: 8_388_608,
      paused: 16_777_216,
      direct: 33_554_432,
      ratedByCallBack: 67_108_864,
    });
  });

  it('together are the integer that is stored', () => {
    const issue = issueIn('closed');
    expect(reportFacts(issue)).toBe(factMask(facts('closed')));
    expect(factMask([])).toBe(0);
    expect(factMask(['received', 'closed'])).toBe(33);
  });
});

describe('received work', () => {
  it.each<[IssueStatus, boolean]>([
    ['submitted', true],
    ['needs_info', true],
    ['accepted', true],
    ['assigned', true],
    ['in_progress', true],
    ['long_term', true],
    ['done_claimed', true],
    ['verified', true],
    ['closed', true],
    ['refused', false],
    ['merged', false],
  ])('%s: %s', (status, received) => {
    expect(facts(status).includes('received')).toBe(received);
  });

  it('counts a withdrawal only after acceptance', () => {
    expect(facts('withdrawn')).toEqual(['withdrawnEarly']);
    expect(facts('withdrawn', { acceptedAt: NOW })).toEqual(['received']);
  });

  it('an issue is received, or counted apart for one reason', () => {
    for (const status of ISSUE_STATUSES) {
      for (const acceptedAt of [null, NOW]) {
        const apart = facts(status, { acceptedAt }).filter((fact) =>
          ['received', 'refused', 'withdrawnEarly', 'merged'].includes(fact),
        );
        expect(apart).toHaveLength(1);
      }
    }
  });

  it('long-term handling is open', () => {
    expect(facts('long_term')).toContain('open');
    expect(facts('long_term')).not.toContain('closed');
    expect(ISSUE_STATUSES.filter((status) => facts(status).includes('paused'))).toEqual(['long_term']);
  });

  it('is unrouted while it is open and nobody leads it', () => {
    expect(facts('submitted')).toContain('unrouted');
    expect(facts('accepted')).toContain('unrouted');
    expect(facts('assigned')).not.toContain('unrouted');
    for (const status of ['refused', 'withdrawn', 'merged', 'closed'] as const) {
      expect(facts(status, { acceptedAt: NOW })).not.toContain('unrouted');
    }
  });
});

describe('solved', () => {
  it.each([
    ['enterprise', true],
    ['call_back', true],
    ['none', false],
  ] as const)('counts when confirmed by %s: %s', (confirmation, solved) => {
    expect(closedBy({ confirmation }).includes('solvedConfirmed')).toBe(solved);
  });

  it.each([...RESOLUTIONS])('%s counts only as what it is', (resolution) => {
    expect(closedBy({ resolution })).toContain('closed');
    expect(closedBy({ resolution }).includes('solvedConfirmed')).toBe(resolution === 'solved');
  });

  it('does not count against the word of the enterprise, or before it is closed', () => {
    expect(closedBy({ ratingSolved: false })).not.toContain('solvedConfirmed');
    expect(closedBy({ ratingSolved: null })).not.toContain('solvedConfirmed');
    expect(facts('verified', { ratingSolved: true })).not.toContain('solvedConfirmed');
  });

  it('an explained issue is closed and never solved, whatever else is true', () => {
    const anything = fc.record({
      status: fc.constantFrom(...ISSUE_STATUSES),
      confirmation: fc.constantFrom(...CONFIRMATIONS, null),
      ratingSolved: fc.option(fc.boolean()),
      stars: fc.option(fc.integer({ min: 1, max: 5 })),
      resolution: fc.constantFrom(...RESOLUTIONS.filter((resolution) => resolution !== 'solved'), null),
    });
    fc.assert(
      fc.property(anything, (some) => {
        expect(factsOf(anIssue(some)).solvedConfirmed).toBe(false);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('a closure that nobody answered is neither confirmed nor satisfied', () => {
    const silent = closedBy({ confirmation: 'none', stars: null, ratingSolved: null, ratedAt: null });
    expect(silent).toEqual(expect.arrayContaining(['received', 'closed', 'unconfirmed', 'invitedToRate', 'finished']));
    for (const fact of ['solvedConfirmed', 'rated', 'satisfied'] as const) expect(silent).not.toContain(fact);
  });
});

describe('satisfaction', () => {
  it.each([
    [5, true],
    [4, true],
    [3, true],
    [2, false],
    [1, false],
  ])('%d stars: %s', (stars, satisfied) => {
    expect(closedBy({ stars })).toContain('rated');
    expect(closedBy({ stars }).includes('satisfied')).toBe(satisfied);
  });

  it('is told apart when it was told in a call-back', () => {
    expect(closedBy({ stars: 5, ratedFrom: 'call_back' })).toContain('ratedByCallBack');
    expect(closedBy({ stars: 5, ratedFrom: 'enterprise' })).not.toContain('ratedByCallBack');
    expect(facts('in_progress', { ratedFrom: 'call_back' })).not.toContain('ratedByCallBack');
  });

  it('is asked for once something was verified', () => {
    expect(facts('done_claimed')).not.toContain('invitedToRate');
    expect(facts('verified')).toContain('invitedToRate');
    expect(facts('verified')).not.toContain('rated');
    expect(facts('in_progress', { stars: 1 })).toEqual(expect.arrayContaining(['invitedToRate', 'rated']));
  });
});

describe('time', () => {
  const due = { dueAt: NOW + DAY, originalDueAt: NOW };

  it.each([
    [NOW, true, true],
    [NOW + 1, true, false],
    [NOW + DAY, true, false],
    [NOW + DAY + 1, false, false],
  ])('done at %d', (doneClaimedAt, inTime, inOriginalTime) => {
    const found = facts('done_claimed', { ...due, doneClaimedAt });
    expect(found).toContain('finished');
    expect(found.includes('finishedInTime')).toBe(inTime);
    expect(found.includes('finishedInOriginalTime')).toBe(inOriginalTime);
  });

  it('nothing is in time that has no limit, or has not happened', () => {
    expect(facts('done_claimed', { dueAt: null, originalDueAt: null })).not.toContain('finishedInTime');
    expect(facts('in_progress', due)).not.toContain('finished');
    expect(facts('in_progress', due)).not.toContain('finishedInTime');
  });

  it.each([
    [NOW, NOW, true],
    [NOW + 1, NOW, false],
    [null, NOW, false],
    [NOW, null, false],
  ])('contact at %s with the limit %s: %s', (firstContactAt, contactDueAt, inTime) => {
    expect(facts('in_progress', { firstContactAt, contactDueAt }).includes('contactedInTime')).toBe(inTime);
  });
});

describe('what was sent straight one level up', () => {
  it.each(ISSUE_STATUSES)('stays so, also when it is %s', (status) => {
    expect(facts(status, { facts: FACTS.direct })).toContain('direct');
    expect(reportFacts(issueIn(status, { facts: FACTS.direct })) & FACTS.direct).toBe(FACTS.direct);
    expect(facts(status)).not.toContain('direct');
  });
});

describe('what happened on the way', () => {
  it.each([
    ['nobody has led', {}, false],
    ['was returned and waits', { returnCount: 1 }, true],
    ['was contacted and lost its lead', { firstContactAt: NOW }, true],
    ['has a lead', { assignedAt: NOW, assigneeId: 'lead' }, true],
  ])('an issue that %s is assigned', (_what, some, assigned) => {
    expect(facts('accepted', some).includes('assigned')).toBe(assigned);
  });

  it.each<[Fact, Partial<IssueState>]>([
    ['returned', { returnCount: 1 }],
    ['reworked', { reworkCount: 1 }],
    ['reopened', { reopenCount: 1 }],
    ['spotChecked', { spotCheckCount: 1 }],
    ['spotCheckFailed', { spotCheckFailedCount: 1 }],
    ['escalated', { escalationCount: 1 }],
    ['extended', { extensionCount: 1 }],
  ])('%s', (fact, some) => {
    expect(facts('in_progress')).not.toContain(fact);
    expect(facts('in_progress', some)).toContain(fact);
  });
});
