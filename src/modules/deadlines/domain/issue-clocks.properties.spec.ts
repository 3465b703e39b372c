import { deepEqual, equal, notEqual } from 'node:assert/strict';
import fc from 'fast-check';
import {
  aContext,
  aLead,
  anActor,
  anIssue,
  aQuestion,
  aRequest,
  NOW,
  aSupervision,
} from '../../../../test/support/issue-samples.js';
import { DAY, HOUR, type Instant } from '../../../kernel/clock.js';
import type { Effect } from '../../issues/domain/effect.js';
import { type EffectAction, effectOf } from '../../issues/domain/issue-effects.js';
import { refusalOf } from '../../issues/domain/issue-guards.js';
import { ISSUE_ACTIONS, type IssueAction, RELATIONS, transitionOf } from '../../issues/domain/issue-lifecycle.js';
import { fallsAway } from '../../issues/domain/request-endings.js';
import { isOpen, ISSUE_STATUSES, type IssueRequestState, type IssueState } from '../../issues/domain/issue-types.js';
import { officialDays } from '../official-days.js';
import { changesBy, type ClockFact, type FactInstants, NO_CLOCKS } from './clock-facts.js';
import type { IssueClocks } from './clocked-issue.js';
import { clocksAfter } from './issue-clocks.js';
import { recalculatedClocks } from './recalculation.js';
import { type ClockLimits, DEFAULT_LIMITS } from './sla-policy.js';
import { DEFAULT_OFFICE_HOURS, WorkingCalendar } from './working-calendar.js';

const calendar = new WorkingCalendar(officialDays(), new Map(), DEFAULT_OFFICE_HOURS);
const EVERYBODY = new Set(RELATIONS);

/** The dice of one step: after which time, which of the possible actions, and how it turns out. */
interface Throw {
  readonly gap: number;
  readonly pick: number;
  readonly good: boolean;
  readonly other: boolean;
}

const dice: fc.Arbitrary<Throw> = fc.record({
  gap: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30 * HOUR }), fc.integer({ min: 1, max: 12 * DAY })),
  pick: fc.nat(10_000),
  good: fc.boolean(),
  other: fc.boolean(),
});

interface Moment {
  readonly action: IssueAction;
  readonly at: Instant;
  readonly before: Readonly<IssueState>;
  readonly after: Readonly<IssueState>;
  /** All that has happened to the clocks so far. */
  readonly facts: readonly ClockFact[];
  /** What follows from them. */
  readonly instants: FactInstants;
}

const RARE: readonly IssueAction[] = [
  'refuse',
  'withdraw',
  'merge',
  'edit',
  'attach',
  'take-in',
  'supervise',
  'acknowledge-supervision',
  'answer-supervision',
  'instruct',
];

/** An issue that goes through its life by the rules of the issues module, with only the clocks around it. */
class Life {
  readonly moments: Moment[] = [];
  private readonly requests: IssueRequestState[] = [];
  private facts: readonly ClockFact[] = [];
  private instants = NO_CLOCKS;
  private state: IssueState;
  private now = NOW;

  constructor(first: Throw) {
    const submitted = anIssue({ confidential: true, submittedAt: NOW - (first.other ? first.gap : 0) });
    this.state = submitted;
    this.apply('submit', { changes: {}, details: {} }, first);
  }

  go(dice: Throw): void {
    this.now += dice.gap;
    const possible = ISSUE_ACTIONS.filter((action) => this.mayHappen(action, dice));
    const action = possible[dice.pick % Math.max(possible.length, 1)];
    if (action === undefined) return;
    const effect = this.effectOf(action, dice);
    if (effect) this.apply(action, effect, dice);
  }

  private mayHappen(action: IssueAction, { pick }: Throw): boolean {
    if (!transitionOf(action).from.includes(this.state.status)) return false;
    // Most lives are to go on, and to be more than supervised.
    if (RARE.includes(action) && pick % 7 > 0) return false;
    if (action === 'exclude-cadre' && this.state.conflictCadreIds.includes(this.state.assigneeId ?? '')) return false;
    if (['decide', 'move-up', 'remind-decider'].includes(action) && this.pending.length === 0) return false;
    const question = aQuestion({
      actor: anActor('coordinator', { userId: `user-${this.moments.length}` }),
      issue: this.state,
      relations: EVERYBODY,
      requests: this.pending,
      supervisions: [aSupervision()],
      parentStatus: this.state.status === 'merged' ? 'verified' : null,
      now: this.now,
    });
    return refusalOf(action, question) === null;
  }

  private get pending(): IssueRequestState[] {
    return this.requests.filter(({ status }) => status === 'pending');
  }

  private effectOf(action: IssueAction, dice: Throw): Effect | null {
    if (['submit', 'edit', 'attach', 'take-in'].includes(action)) return { changes: {}, details: {} };
    const lead = aLead(`c${dice.pick % 3}`);
    const isFinal = action === 'decide' && this.state.returnCount > 0;
    const named = ['assign', 'reassign', 'hand-over'].includes(action) || isFinal || dice.other;
    const context = aContext({
      now: this.now,
      lead: named ? lead : null,
      request: this.pending[0] ?? null,
      relations: EVERYBODY,
      supervisions: [aSupervision()],
      parent: { id: 'parent', number: 'ZK-2024-000002', enterpriseId: 'e1', confidential: false },
      leadOnDuty: dice.other,
    });
    const input = action === 'recalculate' ? this.recalculation(dice.pick) : this.input(action, dice);
    return effectOf(action as EffectAction, this.state, input, context);
  }

  private input(action: IssueAction, { pick, good }: Throw): object {
    const later = (1 + (pick % 20)) * DAY;
    switch (action) {
      case 'extend':
        return { dueAt: this.state.dueAt! + later, reason: '', enterpriseInformed: { means: 'phone', at: this.now } };
      case 'long-term':
        return { reviewAt: this.now + later };
      case 'decide':
        return { requestId: this.pending[0]!.id, approve: good };
      case 'rate':
        return { stars: good ? 5 : 1, solved: good };
      case 'call-back':
        return { contacted: pick % 3 > 0, at: this.now, stars: good ? 5 : 2, solved: good };
      case 'exclude-cadre':
        // Somebody new every time; now and then the lead.
        return { cadreId: (pick % 4 === 0 && this.state.assigneeId) || `excluded-${this.moments.length}`, reason: '' };
      default:
        return { resolution: 'solved', measures: '', kind: 'listed', note: '' };
    }
  }

  private recalculation(pick: number): object {
    const finish = { count: 1 + (pick % 40), unit: 'calendar_day' } as const;
    const limits: ClockLimits = { ...DEFAULT_LIMITS, finish, progress: { count: pick % 5, unit: 'working_day' } };
    const { state: instants, facts, now: at } = this;
    const { firstContactAt } = instants;
    return { clocks: recalculatedClocks({ instants, firstContactAt, facts, limits, calendar, at }), reason: '' };
  }

  private apply(action: IssueAction, effect: Effect, { pick }: Throw): void {
    const before = { ...this.state };
    Object.assign(this.state, effect.changes, { openSupervisions: effect.supervision ? 1 : 0 });
    const decided = this.requests.find(({ id }) => id === effect.decision?.requestId);
    if (decided) decided.status = effect.decision!.approved ? 'approved' : 'rejected';
    for (const request of this.pending)
      if (fallsAway(request, action, before, this.state)) request.status = 'superseded';
    if (effect.request) this.requests.push(aRequest(effect.request.kind, { ...effect.request, id: `r${pick}` }));
    // Another policy at every step: what is set once must not follow it.
    const finish = { count: 1 + (pick % 30), unit: pick % 2 === 0 ? 'working_day' : 'calendar_day' } as const;
    const limits: ClockLimits = { ...DEFAULT_LIMITS, finish, rework: { ...finish, unit: 'working_day' } };
    const step = { before, issue: this.state, details: effect.details, limits, calendar, at: this.now };
    const { changes, facts } = clocksAfter(action, step);
    Object.assign(this.state, changes);
    this.facts = [...this.facts, ...facts];
    for (const fact of facts) this.instants = { ...this.instants, ...changesBy(this.instants, fact, calendar) };
    const { now: at, instants } = this;
    this.moments.push({ action, at, before, after: { ...this.state }, facts: this.facts, instants });
  }
}

/** Every moment of some hundred lives; they are lived once, since every property looks at all of them. */
const moments: readonly Moment[] = fc
  .sample(fc.array(dice, { minLength: 60, maxLength: 60 }), { seed: 13710, numRuns: 240 })
  .flatMap((all) => {
    const life = new Life(all[0]!);
    for (const each of all) life.go(each);
    return life.moments;
  });

// Some hundred thousand checks, for which `expect` takes longer than everything else; `assert` takes nothing.
function forEveryMoment(check: (moment: Moment) => void): void {
  for (const moment of moments) check(moment);
}

const RUNNING = {
  acceptDueAt: ['submitted', 'needs_info'],
  assignDueAt: ['accepted'],
  signDueAt: ['assigned'],
  progressDueAt: ['in_progress', 'long_term'],
  ratingDueAt: ['verified'],
  infoDueAt: ['needs_info'],
  verifyDueAt: ['done_claimed'],
  pausedAt: ['needs_info', 'long_term', 'refused'],
  extendUntil: ['accepted', 'assigned', 'in_progress'],
} as const satisfies Partial<Record<keyof IssueClocks, readonly IssueState['status'][]>>;

describe('the clocks of any issue', () => {
  it('follow from the facts that are kept of them', () => {
    forEveryMoment(({ after, instants }) => {
      const kept = Object.fromEntries(Object.keys(NO_CLOCKS).map((name) => [name, after[name as keyof IssueState]]));
      expect([after.status, instants]).toEqual([after.status, kept]);
    });
  });

  it('stand still only for a question, by a decision, or because the issue was refused; with an end, while it is open', () => {
    forEveryMoment(({ after, facts }) => {
      const pause = facts.findLast(({ kind }) => kind === 'paused');
      if (after.pausedAt === null) return;
      const reasons = { needs_info: 'needs_info', long_term: 'long_term:', refused: 'refused' };
      expect([after.status, pause!.reason]).toEqual([after.status, reasons[after.status as keyof typeof reasons]]);
      if (isOpen(after.status)) expect(pause!.until).toBeGreaterThanOrEqual(pause!.at);
    });
  });

  it('run in their statuses, all of them, and in no other', () => {
    forEveryMoment(({ after }) => {
      const running = Object.keys(RUNNING).filter((clock) => after[clock as keyof typeof RUNNING] !== null);
      const expected = Object.entries(RUNNING).filter(([, statuses]) =>
        (statuses as readonly string[]).includes(after.status),
      );
      deepEqual([after.status, running], [after.status, expected.map(([clock]) => clock)]);
    });
  });

  it('have a review to be made from the decision for long-term handling on, until somebody takes the issue up', () => {
    forEveryMoment(({ action, at, before, after }) => {
      const isUp = after.status !== 'long_term' && after.status !== 'in_progress';
      const isLate = before.reviewAt !== null && before.reviewAt < at;
      if (isUp || (isLate && action === 'progress')) equal(after.reviewAt, null);
      if (before.status !== 'long_term' && after.status === 'long_term') notEqual(after.reviewAt, null);
      if (action === 'resume') equal(after.reviewAt, before.reviewAt);
      if (after.reviewAt !== null) equal(after.redAt, Math.min(after.redAt!, after.reviewAt + 1));
    });
  });

  it('leave the first due date alone once it is set, from acceptance on', () => {
    forEveryMoment(({ before, after }) => {
      if (before.originalDueAt !== null) equal(after.originalDueAt, before.originalDueAt);
      equal(after.dueAt === null, after.originalDueAt === null);
      if (isOpen(after.status)) equal(after.dueAt === null, after.acceptedAt === null);
    });
  });

  it('never move the due date to an earlier one, but for a recalculation', () => {
    forEveryMoment(({ action, before, after, facts }) => {
      if (before.dueAt !== null && action !== 'recalculate') equal(after.dueAt, Math.max(after.dueAt!, before.dueAt));
      if (facts.some(({ kind }) => kind === 'recalculated')) return;
      if (after.dueAt !== null) equal(after.dueAt, Math.max(after.dueAt, after.originalDueAt!));
    });
  });

  it('move the due date only where the rules say so', () => {
    forEveryMoment(({ action, before, after }) => {
      if (before.dueAt === null || after.dueAt === before.dueAt) return;
      const stoodStill = before.pausedAt !== null || action === 'rework';
      const handledAgain = action === 'reopen' || action === 'rate' || action === 'call-back';
      const moves = action === 'decide' || action === 'recalculate';
      deepEqual([action, stoodStill || handledAgain || moves], [action, true]);
    });
  });

  it('set nothing that is overdue at once', () => {
    forEveryMoment(({ action, at, before, after }) => {
      if (action === 'submit' || action === 'decide' || action === 'recalculate') return;
      for (const clock of ['acceptDueAt', 'assignDueAt', 'signDueAt', 'progressDueAt', 'dueAt'] as const) {
        if (after[clock] !== null && after[clock] !== before[clock]) equal(after[clock], Math.max(after[clock], at));
      }
    });
  });

  it('give a stopped finish clock exactly the office time that it had used', () => {
    forEveryMoment(({ action, at, before, after }) => {
      if (after.finishStartedAt !== null) equal(after.finishStartedAt, Math.min(after.finishStartedAt, after.dueAt!));
      if (action !== 'resume' || after.dueAt === before.dueAt) return;
      const used = calendar.workingMinutesBetween(before.finishStartedAt!, before.pausedAt!);
      expect(calendar.workingMinutesBetween(after.finishStartedAt!, at)).toBeCloseTo(used, 6);
    });
  });

  it('make nobody overdue by a recalculation', () => {
    forEveryMoment(({ action, at, before, after }) => {
      if (action !== 'recalculate' || before.dueAt === null || after.dueAt! >= before.dueAt) return;
      expect(after.dueAt).toBeGreaterThanOrEqual(Math.min(before.dueAt, calendar.addWorkingDays(at, 1).at));
    });
  });

  it('stop and lose their colours when the issue ends', () => {
    forEveryMoment(({ after }) => {
      if (isOpen(after.status)) return;
      const { yellowAt, orangeAt, redAt, unhappyContactDueAt } = after;
      deepEqual([yellowAt, orangeAt, redAt, unhappyContactDueAt], [null, null, null, null]);
    });
  });

  it('watch every open issue', () => {
    forEveryMoment(({ after }) => {
      if (!isOpen(after.status)) return;
      const { acceptDueAt, assignDueAt, signDueAt, progressDueAt, verifyDueAt, ratingDueAt, infoDueAt } = after;
      const armed = [acceptDueAt, assignDueAt, signDueAt, progressDueAt, verifyDueAt, ratingDueAt, infoDueAt];
      equal(
        armed.some((instant) => instant !== null),
        true,
      );
      if (after.status === 'verified' || after.status === 'needs_info') return;
      // A colour will begin by itself if nobody does anything.
      notEqual(after.orangeAt ?? after.redAt, null);
    });
  });

  it('give a lead who has not contacted the enterprise a limit for it', () => {
    forEveryMoment(({ after }) => {
      const handled = after.status === 'assigned' || after.status === 'in_progress';
      if (handled && after.firstContactAt === null) notEqual(after.contactDueAt, null);
      if (after.status === 'accepted' && after.firstContactAt === null) equal(after.contactDueAt, null);
    });
  });

  it('measure the handling time of what is claimed done, and of nothing else', () => {
    forEveryMoment(({ after }) => {
      equal(after.handlingTenths === null, after.doneClaimedAt === null);
      equal(Math.min(after.handlingTenths ?? 0, 0), 0);
    });
  });

  it('were looked at in every status and after every action', () => {
    expect(new Set(moments.map(({ after }) => after.status))).toEqual(new Set(ISSUE_STATUSES));
    expect(new Set(moments.map(({ action }) => action))).toEqual(new Set(ISSUE_ACTIONS));
  });
});
