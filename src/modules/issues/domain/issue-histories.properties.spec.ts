import { deepEqual, equal, notDeepEqual, notEqual, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { type Draw, IssueWorld, STEPS, type Taken } from '../../../../test/support/issue-simulator.js';
import type { EffectAction } from './issue-effects.js';
import { factsOf } from './issue-facts.js';
import { ISSUE_STATUSES, type IssueState, type IssueStatus, LEVELS, RESOLUTIONS } from './issue-types.js';

const SEED = 626;
const LIVES = 400;
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

/** Lived once; without the bias towards small values, which would make everybody do the same things. */
const HISTORIES: readonly (readonly Taken[])[] = fc
  .sample(fc.noBias(fc.array(draws, { minLength: LENGTH, maxLength: LENGTH })), { seed: SEED, numRuns: LIVES })
  .map((life) => {
    const world = new IssueWorld();
    return life.map((draw) => world.step(draw));
  });

// Some hundred thousand judgements: `expect` would take longer for them than the lives, `assert` takes nothing.
/** Shows every step of every life to the judge, with all before it; a failure tells the life up to there. */
function judgeLives(judge: (taken: Taken, history: readonly Taken[]) => void): void {
  for (const history of HISTORIES) {
    history.forEach((taken, index) => {
      const soFar = history.slice(0, index + 1);
      try {
        judge(taken, soFar);
      } catch (error) {
        throw new Error(`after: ${told(soFar)}`, { cause: error });
      }
    });
  }
}

const told = (history: readonly Taken[]): string =>
  done(history)
    .map(({ action, actor, after }) => `${action} (${actor.userId}) → ${after.status}`)
    .join(', ');

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
  'give-opinion',
  'return',
  'extend',
  'long-term',
  'escalate',
  'release',
  'supervise',
  'acknowledge-supervision',
  'answer-supervision',
  'recalculate',
  'instruct',
  'move-up',
  'remind-decider',
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
  'info-lapse': 'submitted',
  lapse: 'closed',
  resume: 'in_progress',
  merge: 'merged',
};

/** The same, and where it depends on whether the lead is still there. */
const ENDS: Readonly<Partial<Record<EffectAction, readonly IssueStatus[]>>> = {
  ...Object.fromEntries(Object.entries(ONE_END).map(([action, end]) => [action, [end]])),
  reopen: ['in_progress', 'accepted'],
  'hand-down': ['accepted', 'assigned'],
};

const DECIDED: Readonly<Record<string, readonly IssueStatus[]>> = {
  return: ['accepted', 'assigned'],
  long_term: ['long_term'],
  escalation: ['accepted', 'assigned'],
  objection: ['accepted', 'assigned'],
};

/** Where a step may end, told exactly: what was decided, said or found out matters too. */
function endsOf(taken: Taken): readonly IssueStatus[] {
  const { action, before, effect } = taken;
  if (SAME.includes(action)) return [before.status];
  switch (action) {
    case 'rate':
    case 'call-back':
      return endsOfAnswer(taken);
    case 'exclude-cadre':
      return [effect?.details.tookLead === true ? 'accepted' : before.status];
    case 'decide':
      return endsOfDecision(taken);
    default:
      return ENDS[action]!;
  }
}

function endsOfDecision({ before: { status }, effect, request }: Taken): readonly IssueStatus[] {
  if (effect?.decision?.approved !== true) return [status];
  return status === 'long_term' && request!.kind === 'objection'
    ? ['in_progress']
    : (DECIDED[request!.kind] ?? [status]);
}

function endsOfAnswer({ action, before: { status }, effect }: Taken): readonly IssueStatus[] {
  const { contacted, unhappy } = effect!.details;
  if (contacted === false) return [status];
  // Whoever led it may have left since it was closed, or merged into an issue that nobody leads now.
  if (unhappy) return action === 'rate' && status === 'verified' ? ['in_progress'] : ['in_progress', 'accepted'];
  return [status === 'merged' ? 'merged' : 'closed'];
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

/** What is set once and then stays. */
const ONCE = ['firstContactAt', 'secondReturnAt', 'secondReworkAt', 'originalDueAt'] as const;

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

/** Instants and names that an issue has in these statuses and in no other. */
const BELONGS: Readonly<Partial<Record<keyof IssueState, readonly IssueStatus[]>>> = {
  doneClaimedAt: ['done_claimed', 'verified', 'closed'],
  doneClaimedBy: ['done_claimed', 'verified', 'closed'],
  resolution: ['done_claimed', 'verified', 'closed'],
  verifiedAt: ['verified', 'closed'],
  verifiedBy: ['verified', 'closed'],
  ratingDueAt: ['verified'],
  closedAt: ['closed'],
  confirmation: ['closed'],
  mergedIntoId: ['merged'],
};

function misplaced(issue: IssueState): string[] {
  const names = Object.keys(BELONGS) as (keyof typeof BELONGS)[];
  return names.filter((name) => (issue[name] !== null) !== BELONGS[name]!.includes(issue.status));
}

describe('whatever happens to an issue', () => {
  it('a step ends where it must', () => {
    judgeLives((taken) => {
      if (taken.outcome === 'done') equal(endsOf(taken).includes(taken.after.status), true);
    });
  });

  it('these lives are wild enough: everything happens often, every status is left and reached, people err', () => {
    const taken = HISTORIES.flatMap((history) => done(history));
    const times = (action: EffectAction): number => taken.filter((one) => one.action === action).length;
    expect(STEPS.filter((action) => times(action) < 10)).toEqual([]);
    expect(ISSUE_STATUSES.filter((status) => !taken.some(({ after }) => after.status === status))).toEqual([]);
    expect(taken.length).toBeLessThan((LIVES * LENGTH * 9) / 10);
  });

  it('exactly one lead is responsible from the assignment to the end, and nobody before', () => {
    judgeLives(({ after: { status, assigneeId, departmentId, assignedAt } }) => {
      const isLed = assigneeId !== null;
      const right = status === 'withdrawn' || isLed === WITH_LEAD.includes(status);
      deepEqual([right, departmentId !== null, assignedAt !== null], [true, isLed, isLed]);
    });
  });

  it('what a status needs is there, and what belongs to another status is not', () => {
    judgeLives(({ after: issue }) => {
      if (issue.status === 'withdrawn') return;
      deepEqual(misplaced(issue), []);
      if (issue.status !== 'in_progress') equal(issue.reviewAt !== null, issue.status === 'long_term');
      if (issue.signedAt === null) equal(['in_progress', 'long_term', 'done_claimed'].includes(issue.status), false);
    });
  });

  it('no issue is closed that somebody other than its handler has not checked since it was claimed done', () => {
    judgeLives((taken, history) => {
      if (taken.outcome !== 'done' || taken.after.status !== 'closed') return;
      const [claim, ...later] = since(history, 'claim-done');
      const checks = later.filter(({ action }) => action === 'verify');
      notDeepEqual(checks, []);
      for (const { actor, before } of checks) {
        notEqual(actor.userId, claim!.actor.userId);
        equal(actor.cadreId === null || actor.cadreId !== before.assigneeId, true);
      }
    });
  });

  it('nobody calls back about their own work, that of their unit, or what they verified', () => {
    judgeLives(({ action, outcome, actor, before }) => {
      if (action !== 'call-back' || outcome !== 'done') return;
      notEqual(actor.userId, before.verifiedBy);
      notEqual(actor.userId, before.doneClaimedBy);
      equal(actor.departmentId === null || actor.departmentId !== before.departmentId, true);
      equal(actor.cadreId === null || actor.cadreId !== before.assigneeId, true);
    });
  });

  it('nobody decides what they have asked for or refused, and nothing is asked twice at a time', () => {
    judgeLives(({ action, outcome, actor, request, pending, after: issue }) => {
      if (outcome !== 'done') return;
      if (action === 'decide') equal([request!.requestedBy, request!.opposedUserId].includes(actor.userId), false);
      const kinds = pending.map(({ kind }) => kind);
      if (kinds.length > 1) equal(new Set(kinds).size, kinds.length);
      const nothingToAsk = ['submitted', 'needs_info', 'done_claimed', 'verified', 'closed', 'withdrawn', 'merged'];
      if (nothingToAsk.includes(issue.status)) deepEqual(kinds, []);
      if (issue.status === 'refused')
        deepEqual(
          kinds.filter((kind) => kind !== 'objection'),
          [],
        );
    });
  });

  it('counters only rise, by one at a time; what is fixed stays', () => {
    judgeLives(({ before, after, effect, outcome }) => {
      if (outcome !== 'done') return;
      const odd = COUNTERS.filter((counter) => ![0, 1].includes(after[counter] - before[counter]));
      const moved = ONCE.filter((field) => before[field] !== null && after[field] !== before[field]);
      const touched = FIXED.filter((field) => field in effect!.changes);
      deepEqual([...odd, ...moved, ...touched], []);
    });
  });

  it('whoever has a conflict of interest neither leads nor supports it, and the enterprise is released to one unit', () => {
    judgeLives(({ action, outcome, before, after: issue }) => {
      equal(issue.conflictCadreIds.includes(issue.assigneeId!), false);
      if (outcome !== 'done') return;
      const stays = issue.releasedAt === null || action === 'release' || before.departmentId === issue.departmentId;
      equal(stays, true);
    });
  });

  it('once it is accepted the level rises or falls by one: by an escalation, or handed down', () => {
    judgeLives(({ action, before, after }) => {
      if (action === 'accept' || after.level === before.level) return;
      const step = action === 'hand-down' ? -1 : 1;
      equal(LEVELS.indexOf(after.level), LEVELS.indexOf(before.level) + step);
    });
  });

  it('the denial of a return is final, and so is the decision on a second one', () => {
    judgeLives(({ action, outcome, before, after, effect, request }) => {
      if (outcome !== 'done') return;
      const isReturn = action === 'decide' && request!.kind === 'return';
      const isSecond = before.returnCount > 0;
      const isFinal = isReturn && (effect!.decision!.approved === false || isSecond);
      equal(after.returnLocked, before.returnLocked || isFinal);
      if (isFinal) equal(effect!.details.finalDepartmentId, isSecond ? after.departmentId : undefined);
      if (action === 'return') equal(before.returnLocked, false);
      if (action === 'decide') equal(after.excludedCadreIds.length, after.returnCount);
    });
  });

  it('an issue that has ended changes only in the ways in which that is possible', () => {
    const ways: Readonly<Partial<Record<IssueStatus, readonly string[]>>> = {
      closed: ['reopen', 'call-back'],
      refused: ['object', 'move-up', 'remind-decider', 'decide'],
      merged: ['rate'],
      withdrawn: [],
    };
    judgeLives(({ action, outcome, before }) => {
      const possible = ways[before.status];
      if (possible && outcome === 'done') equal(possible.includes(action), true);
    });
  });

  it('a request goes up one level at a time, and comes down never; at the top it gets a new time, and stays overdue', () => {
    judgeLives(({ action, outcome, request, pending, at }) => {
      if (!['move-up', 'remind-decider'].includes(action) || outcome !== 'done') return;
      const { decideBy, movedUpCount, overdueSince } = pending.find(({ id }) => id === request!.id)!;
      ok(decideBy > at && movedUpCount < LEVELS.length);
      equal(overdueSince !== null, action === 'remind-decider');
    });
  });

  it('a duty is put on somebody and met once', () => {
    judgeLives(({ action, outcome, before, after }) => {
      if (outcome !== 'done') return;
      const change = after.openSupervisions - before.openSupervisions;
      if (action === 'supervise' || action === 'instruct') equal(change, 1);
      else if (action === 'answer-supervision') ok(change < 0);
      else if (action === 'acknowledge-supervision') ok(change <= 0);
      else equal(change, 0);
    });
  });

  it('nothing has happened in the future', () => {
    judgeLives(({ at, after: issue }) => {
      const { acceptedAt, assignedAt, signedAt, firstContactAt, doneClaimedAt, verifiedAt, closedAt, ratedAt } = issue;
      const times = [acceptedAt, assignedAt, signedAt, firstContactAt, doneClaimedAt, verifiedAt, closedAt, ratedAt];
      deepEqual(
        times.filter((time) => time !== null && time > at),
        [],
      );
    });
  });
});

describe('whatever the figures count', () => {
  it('solved: closed as solved, and the enterprise or a call-back said so after the last verification', () => {
    judgeLives(({ after: issue }, history) => {
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
    judgeLives(({ after: issue }) => {
      if (issue.confirmation !== 'none') return;
      const { solvedConfirmed, satisfied, rated, unconfirmed } = factsOf(issue);
      deepEqual(
        { solvedConfirmed, satisfied, rated, unconfirmed },
        { solvedConfirmed: false, satisfied: false, rated: false, unconfirmed: true },
      );
    });
  });

  it('received: unless refused, merged, or withdrawn before it ever was accepted', () => {
    judgeLives(({ after: issue }, history) => {
      const accepted = done(history).some(({ after }) => after.acceptedAt !== null);
      const apart = ['refused', 'merged'].includes(issue.status) || (issue.status === 'withdrawn' && !accepted);
      equal(factsOf(issue).received, !apart);
    });
  });
});
