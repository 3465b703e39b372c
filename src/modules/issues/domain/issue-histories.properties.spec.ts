import fc from 'fast-check';
import { CAST, type Draw, IssueWorld, STEPS, type Taken } from '../../../../test/support/issue-simulator.js';
import type { EffectAction } from './issue-effects.js';
import { factsOf } from './issue-facts.js';
import { refusalOf } from './issue-guards.js';
import { ISSUE_STATUSES, type IssueState, type IssueStatus, LEVELS, RESOLUTIONS } from './issue-types.js';
import { API_ACTIONS, possibleActions } from './possible-actions.js';

const RUNS = { seed: 626, numRuns: 400 };
const LENGTH = 40;

const draws: fc.Arbitrary<Draw> = fc.record({
  what: fc.nat({ max: 1000 }),
  who: fc.nat({ max: 1000 }),
  wild: fc.nat({ max: 5 }).map((one) => one === 5),
  early: fc.nat({ max: 7 }).map((one) => one === 7),
  hours: fc.oneof({ weight: 5, arbitrary: fc.nat({ max: 12 }) }, { weight: 1, arbitrary: fc.nat({ max: 24 * 40 }) }),
  cadreId: fc.constantFrom('c1', 'c2'),
  named: fc.boolean(),
  yes: fc.boolean(),
  days: fc.integer({ min: -2, max: 42 }),
  stars: fc.integer({ min: 1, max: 5 }),
  solved: fc.nat({ max: 3 }).map((one) => one < 3),
  resolution: fc.constantFrom(...RESOLUTIONS),
  level: fc.constantFrom(...LEVELS),
  parentStatus: fc.constantFrom('in_progress', 'verified', 'closed', 'refused', 'withdrawn'),
});

/** A life in at most forty steps, shown to the judge after each of them. */
function judgeLives(judge: (taken: Taken, world: IssueWorld, history: readonly Taken[]) => void): void {
  fc.assert(
    fc.property(fc.array(draws, { minLength: LENGTH, maxLength: LENGTH }), (life) => {
      const world = new IssueWorld();
      const history: Taken[] = [];
      for (const draw of life) {
        const taken = world.step(draw);
        history.push(taken);
        judge(taken, world, history);
      }
    }),
    RUNS,
  );
}

const done = (history: readonly Taken[]): Taken[] => history.filter(({ outcome }) => outcome === 'done');

/** The last step of that kind that was taken, with everything after it. */
function since(history: readonly Taken[], action: EffectAction): Taken[] {
  const index = history.findLastIndex((taken) => taken.outcome === 'done' && taken.action === action);
  return index === -1 ? [] : done(history.slice(index));
}

const SAME: readonly EffectAction[] = [
  'object',
  'hand-over',
  'start',
  'progress',
  'return',
  'extend',
  'long-term',
  'escalate',
  'supervise',
  'answer-supervision',
];

const ONE_END: Readonly<Partial<Record<EffectAction, IssueStatus>>> = {
  accept: 'accepted',
  'request-info': 'needs_info',
  'provide-info': 'submitted',
  refuse: 'refused',
  withdraw: 'withdrawn',
  assign: 'assigned',
  reassign: 'assigned',
  sign: 'in_progress',
  'claim-done': 'done_claimed',
  verify: 'verified',
  rework: 'in_progress',
  lapse: 'closed',
  resume: 'in_progress',
  merge: 'merged',
};

const DECIDED: Readonly<Record<string, readonly IssueStatus[]>> = {
  return: ['accepted', 'assigned'],
  long_term: ['long_term'],
  escalation: ['accepted', 'assigned'],
  objection: ['accepted'],
};

/** Where a step may end, told exactly: what was decided, said or found out matters too. */
function endsOf({ action, before, effect, request }: Taken): readonly IssueStatus[] {
  const { status } = before;
  if (SAME.includes(action)) return [status];
  const unhappy = effect?.details.unhappy === true;
  switch (action) {
    case 'rate':
      if (status === 'merged') return unhappy ? ['in_progress', 'accepted'] : ['merged'];
      return unhappy ? ['in_progress'] : ['closed'];
    case 'call-back':
      if (effect?.details.contacted === false) return [status];
      return unhappy ? ['in_progress'] : ['closed'];
    case 'reopen':
      return ['in_progress', 'accepted'];
    case 'decide':
      return (effect?.decision?.approved && DECIDED[request!.kind]) || [status];
    default:
      return [ONE_END[action]!];
  }
}

const COUNTERS = [
  'infoRequestCount',
  'objectionCount',
  'returnCount',
  'extensionCount',
  'escalationCount',
  'reworkCount',
  'reopenCount',
  'spotCheckCount',
  'spotCheckFailedCount',
] as const satisfies readonly (keyof IssueState)[];

/** What no action ever touches. The level, category and urgency may be corrected when an issue is accepted. */
const FIXED = [
  'id',
  'number',
  'enterpriseId',
  'regionCode',
  'title',
  'description',
  'submittedBy',
  'submittedAt',
  'onBehalf',
  'confidential',
  'originalDueAt',
  'finishStartedAt',
  'version',
  'facts',
] as const satisfies readonly (keyof IssueState)[];

const WITH_LEAD: readonly IssueStatus[] = [
  'assigned',
  'in_progress',
  'long_term',
  'done_claimed',
  'verified',
  'closed',
];
const WITHOUT_LEAD: readonly IssueStatus[] = ['submitted', 'needs_info', 'accepted', 'refused', 'merged'];

const onlyIn = (value: unknown, status: IssueStatus, statuses: readonly IssueStatus[]): boolean =>
  (value !== null) === statuses.includes(status);

describe('whatever happens to an issue', () => {
  const happened = new Set<string>();
  const reached = new Set<IssueStatus>();

  it('a step ends where it must; what is refused changes nothing', () => {
    judgeLives((taken) => {
      if (taken.outcome !== 'done') return expect(taken.after).toEqual(taken.before);
      happened.add(taken.action);
      reached.add(taken.after.status);
      expect(endsOf(taken)).toContain(taken.after.status);
    });
  });

  it('and these lives are wild enough: everything happens, every status is reached', () => {
    expect(STEPS.filter((action) => !happened.has(action))).toEqual([]);
    expect(ISSUE_STATUSES.filter((status) => !reached.has(status))).toEqual([]);
  });

  it('exactly one lead is responsible from the assignment to the end, and nobody before', () => {
    judgeLives((_, { issue }) => {
      const { status, assigneeId, departmentId, assignedAt } = issue;
      if (WITH_LEAD.includes(status)) expect(assigneeId).not.toBeNull();
      if (WITHOUT_LEAD.includes(status)) expect(assigneeId).toBeNull();
      expect([departmentId === null, assignedAt === null]).toEqual([assigneeId === null, assigneeId === null]);
    });
  });

  it('what a status needs is there, and what belongs to another status is not', () => {
    judgeLives((_, { issue }) => {
      const { status } = issue;
      expect(onlyIn(issue.doneClaimedAt, status, ['done_claimed', 'verified', 'closed'])).toBe(true);
      expect(onlyIn(issue.doneClaimedBy, status, ['done_claimed', 'verified', 'closed'])).toBe(true);
      expect(onlyIn(issue.resolution, status, ['done_claimed', 'verified', 'closed'])).toBe(true);
      expect(onlyIn(issue.verifiedAt, status, ['verified', 'closed'])).toBe(true);
      expect(onlyIn(issue.verifiedBy, status, ['verified', 'closed'])).toBe(true);
      expect(onlyIn(issue.ratingDueAt, status, ['verified'])).toBe(true);
      expect(onlyIn(issue.closedAt, status, ['closed'])).toBe(true);
      expect(onlyIn(issue.confirmation, status, ['closed'])).toBe(true);
      expect(onlyIn(issue.mergedIntoId, status, ['merged'])).toBe(true);
      if (status !== 'withdrawn') expect(onlyIn(issue.reviewAt, status, ['long_term'])).toBe(true);
      if (issue.signedAt === null) expect(['in_progress', 'long_term', 'done_claimed']).not.toContain(status);
    });
  });

  it('no issue is closed that somebody other than its handler has not checked since it was claimed done', () => {
    judgeLives((taken, _, history) => {
      if (taken.outcome !== 'done' || taken.after.status !== 'closed') return;
      const [claim, ...later] = since(history, 'claim-done');
      const checks = later.filter(({ action }) => action === 'verify');
      expect(checks).not.toEqual([]);
      for (const { actor, before } of checks) {
        expect(actor.userId).not.toBe(claim!.actor.userId);
        expect(actor.cadreId === null || actor.cadreId !== before.assigneeId).toBe(true);
      }
    });
  });

  it('nobody calls back about their own work, that of their unit, or what they verified', () => {
    judgeLives(({ action, outcome, actor, before }) => {
      if (action !== 'call-back' || outcome !== 'done') return;
      expect(actor.userId).not.toBe(before.verifiedBy);
      expect(actor.userId).not.toBe(before.doneClaimedBy);
      expect(actor.departmentId === null || actor.departmentId !== before.departmentId).toBe(true);
      expect(actor.cadreId === null || actor.cadreId !== before.assigneeId).toBe(true);
    });
  });

  it('nobody decides what they have asked for, and nothing is asked twice at a time', () => {
    judgeLives(({ action, outcome, actor, request }, { pending, issue }) => {
      if (action === 'decide' && outcome === 'done') expect(actor.userId).not.toBe(request!.requestedBy);
      const kinds = pending.map(({ kind }) => kind);
      expect(new Set(kinds).size).toBe(kinds.length);
      const nothingToAsk = ['submitted', 'needs_info', 'done_claimed', 'verified', 'closed', 'withdrawn', 'merged'];
      if (nothingToAsk.includes(issue.status)) expect(kinds).toEqual([]);
      if (issue.status === 'refused') expect(kinds.filter((kind) => kind !== 'objection')).toEqual([]);
    });
  });

  it('counters only rise, by one at a time; what is fixed stays', () => {
    judgeLives(({ before, after, effect }) => {
      for (const counter of COUNTERS) expect([0, 1]).toContain(after[counter] - before[counter]);
      expect(FIXED.filter((field) => effect !== null && field in effect.changes)).toEqual([]);
      if (before.firstContactAt !== null) expect(after.firstContactAt).toBe(before.firstContactAt);
      if (before.secondReturnAt !== null) expect(after.secondReturnAt).toBe(before.secondReturnAt);
      if (before.secondReworkAt !== null) expect(after.secondReworkAt).toBe(before.secondReworkAt);
    });
  });

  it('the level only rises once it is accepted', () => {
    judgeLives(({ action, before, after }) => {
      if (action === 'accept') return;
      expect(LEVELS.indexOf(after.level)).toBeGreaterThanOrEqual(LEVELS.indexOf(before.level));
    });
  });

  it('the denial of a return is final', () => {
    judgeLives(({ action, outcome, before, after }) => {
      if (before.returnLocked) expect(after.returnLocked).toBe(true);
      if (action === 'return' && outcome === 'done') expect(before.returnLocked).toBe(false);
      expect(after.excludedCadreIds.length).toBe(after.returnCount);
    });
  });

  it('an issue that has ended changes only in the ways in which that is possible', () => {
    const ways: Readonly<Partial<Record<IssueStatus, readonly string[]>>> = {
      closed: ['reopen', 'call-back'],
      refused: ['object', 'decide'],
      merged: ['rate'],
      withdrawn: [],
    };
    judgeLives(({ action, outcome, before }) => {
      const possible = ways[before.status];
      if (possible && outcome === 'done') expect(possible).toContain(action);
    });
  });

  it('nothing has happened in the future', () => {
    judgeLives(({ at }, { issue }) => {
      const { acceptedAt, assignedAt, signedAt, firstContactAt, doneClaimedAt, verifiedAt, closedAt, ratedAt } = issue;
      const times = [acceptedAt, assignedAt, signedAt, firstContactAt, doneClaimedAt, verifiedAt, closedAt, ratedAt];
      for (const time of times) expect(time ?? at).toBeLessThanOrEqual(at);
    });
  });
});

describe('whatever the figures count', () => {
  it('solved: closed as solved, and the enterprise or a call-back said so after the last verification', () => {
    judgeLives((_, { issue }, history) => {
      if (!factsOf(issue).solvedConfirmed) return;
      expect(issue).toMatchObject({ status: 'closed', resolution: 'solved' });
      const answers = since(history, 'verify').filter(
        ({ action, effect }) => action === 'rate' || (action === 'call-back' && effect?.details.contacted === true),
      );
      expect(answers.length).toBeGreaterThan(0);
      for (const { effect } of answers) expect(effect!.details).toMatchObject({ solved: true, unhappy: false });
    });
  });

  it('silence: neither solved, nor confirmed, nor satisfied', () => {
    judgeLives((_, { issue }) => {
      if (issue.confirmation !== 'none') return;
      const { solvedConfirmed, satisfied, rated, unconfirmed } = factsOf(issue);
      expect({ solvedConfirmed, satisfied, rated, unconfirmed }).toEqual({
        solvedConfirmed: false,
        satisfied: false,
        rated: false,
        unconfirmed: true,
      });
    });
  });

  it('received: unless refused, merged, or withdrawn before it ever was accepted', () => {
    judgeLives((_, { issue }, history) => {
      const accepted = done(history).some(({ after }) => after.acceptedAt !== null);
      const apart = ['refused', 'merged'].includes(issue.status) || (issue.status === 'withdrawn' && !accepted);
      expect(factsOf(issue).received).toBe(!apart);
    });
  });
});

describe('whatever the situation', () => {
  it('what is offered is what would not be refused', () => {
    judgeLives((_, world) => {
      const question = world.question(CAST[world.requests.length % CAST.length]!);
      const offered = possibleActions(question);
      expect(offered).toEqual(API_ACTIONS.filter((action) => refusalOf(action, question) === null));
    });
  });
});
