import type { Instant } from '../../../kernel/clock.js';
import { ClockBook } from './clock-book.js';
import { type ClockFact, DUE_COLUMN, type FactClock } from './clock-facts.js';
import type { ClockedIssue, ClockStep, IssueClocks } from './clocked-issue.js';
import { lastExtensionRequestAt } from './deadline.js';
import type { RecalculatedClock } from './recalculation.js';
import { ISSUE_WARNINGS, warningInstants } from './warning.js';

type Rule = (book: ClockBook) => void;

const unchanged: Rule = () => undefined;

/** It waits for a lead; nobody is there who could contact the enterprise. */
const queued: Rule = (book) => {
  book.stop('accept');
  book.start('assign');
  book.cancel('sign');
  book.cancel('progress');
  book.cancel('contact');
};

/** A lead has it and has yet to sign for it. */
const assigned: Rule = (book) => {
  book.stop('assign');
  book.start('sign');
  book.cancel('progress');
  contactStarts(book);
};

const contactStarts: Rule = (book) => {
  if (book.step.issue.firstContactAt === null) book.start('contact');
};

/** A lead is handling it. */
const inHand: Rule = (book) => {
  book.stop('assign');
  book.stop('sign');
  book.start('progress');
};

const accepted: Rule = (book) => {
  queued(book);
  finishStarts(book);
};

/** Starts with the acceptance; goes on if it ran before, as after a refusal that was objected to. */
const finishStarts: Rule = (book) => {
  if (book.instants.dueAt !== null) return finishGoesOn(book);
  book.start('finish');
  if (!book.isRunning('statutory')) book.start('statutory');
};

const finishGoesOn: Rule = (book) => book.resume('finish', book.instants.pausedAt);

/** Another handling after it was done. */
const finishStartsAgain: Rule = (book) => {
  if (book.instants.dueAt === null) finishStarts(book);
  else book.start('finish', { name: 'rework' });
};

/** The decider of an objection may name the lead at once. */
const acceptedAfterAll: Rule = (book) => {
  accepted(book);
  if (book.step.issue.status === 'assigned') assigned(book);
};

/** Whatever the lead's request was, somebody else has it now, or nobody yet; what stood still goes on. */
const handedOn: Rule = (book) => {
  if (book.step.issue.status === 'assigned') assigned(book);
  else queued(book);
  book.cancel('review');
  finishGoesOn(book);
};

/** Long-term handling stops the finish clock; instead there is a monthly duty to report. */
const longTerm: Rule = (book) => {
  const { reviewAt, requestReason } = book.step.details as { reviewAt: Instant; requestReason?: string };
  book.cancel('sign');
  book.start('progress', { name: 'review' });
  // A decision that came late may find the date that was asked for in the past.
  const review = Math.max(reviewAt, book.step.calendar.addWorkingDays(book.step.at, 1).at);
  book.startUntil('review', review);
  if (book.instants.pausedAt === null)
    book.pause('finish', { reason: `long_term:${requestReason ?? ''}`, until: review });
};

const progressRestarts: Rule = (book) =>
  book.start('progress', { name: book.step.issue.status === 'long_term' ? 'review' : 'progress' });

const asked: Rule = (book) => {
  book.start('info');
  book.pause('accept', { reason: 'needs_info', until: book.instants.infoDueAt });
};

const answered: Rule = (book) => {
  book.stop('info');
  book.resume('accept', book.instants.pausedAt);
};

const contacted: Rule = (book) => {
  book.stop('contact');
  book.stop('unhappyContact');
  progressRestarts(book);
};

const claimed: Rule = (book) => {
  finishGoesOn(book);
  book.stop('finish');
  book.cancel('progress');
  book.stop('review');
  book.start('verify');
};

const verified: Rule = (book) => {
  book.stop('verify');
  book.start('rating');
};

const sentBack: Rule = (book) => {
  book.stop('verify');
  inHand(book);
  book.resume('finish', book.step.details.claimedAt as Instant | null);
};

/** The review stays due until somebody takes the issue up: see `TAKES_UP`. */
const resumed: Rule = (book) => {
  inHand(book);
  finishGoesOn(book);
};

/** It was no time to wait. */
const longTermRevoked: Rule = (book) => {
  book.stop('review');
  resumed(book);
};

/** It comes back after the claim of done was accepted: for the same lead, or for the queue when there is none. */
const handledAgain: Rule = (book) => {
  book.stop('rating');
  if (book.step.issue.status === 'accepted') queued(book);
  else {
    inHand(book);
    contactStarts(book);
  }
  finishStartsAgain(book);
};

const rated: Rule = (book) => {
  if (book.step.details.unhappy !== true) return;
  handledAgain(book);
  book.start('unhappyContact');
};

const extended: Rule = (book) => {
  const { dueAt, requestReason } = book.step.details as { dueAt: Instant; requestReason?: string };
  book.extend(dueAt, requestReason ?? '');
};

/** What the approval of a request does, by kind of request. */
const APPROVALS: Readonly<Record<string, Rule>> = {
  return: handedOn,
  escalation: handedOn,
  objection: (book) => (book.step.issue.status === 'in_progress' ? longTermRevoked(book) : acceptedAfterAll(book)),
  extension: extended,
  long_term: longTerm,
};

const decided: Rule = (book) => {
  const { request, approved } = book.step.details as { request: string; approved: boolean };
  if (approved) APPROVALS[request]!(book);
};

const recalculated: Rule = (book) => {
  const { clocks, reason } = book.step.details as { clocks: readonly RecalculatedClock[]; reason: string };
  for (const { clock, dueAt } of clocks) book.recalculate(clock, dueAt, reason);
};

/**
 * What every action does to the clocks (13710: a limit for every stage; product rules for stops, rework and reopening).
 * An action that ends an issue stops them all, whatever its rule.
 */
const RULES = {
  submit: (book) => book.start('accept', { at: book.step.issue.submittedAt }),
  edit: unchanged,
  attach: unchanged,
  accept: accepted,
  'request-info': asked,
  'provide-info': answered,
  'info-lapse': answered,
  refuse: unchanged,
  object: unchanged,
  withdraw: unchanged,
  assign: handedOn,
  reassign: (book) => {
    // Others who support the same lead move nothing of the lead's.
    if (book.step.details.coHandlersAdded === undefined) handedOn(book);
  },
  'hand-over': (book) => {
    // Another co-handler moves nothing of the lead's.
    if (book.step.issue.status === 'assigned' && book.step.details.coHandlerId === undefined) assigned(book);
  },
  sign: inHand,
  start: contacted,
  progress: progressRestarts,
  'give-opinion': unchanged,
  return: unchanged,
  extend: unchanged,
  'long-term': unchanged,
  escalate: unchanged,
  'hand-down': handedOn,
  'move-up': unchanged,
  'remind-decider': unchanged,
  decide: decided,
  'claim-done': claimed,
  verify: verified,
  rework: sentBack,
  rate: rated,
  'call-back': rated,
  lapse: unchanged,
  resume: resumed,
  reopen: handledAgain,
  merge: unchanged,
  'take-in': unchanged,
  release: unchanged,
  'exclude-cadre': (book) => {
    if (book.step.details.tookLead === true) handedOn(book);
  },
  supervise: unchanged,
  'acknowledge-supervision': unchanged,
  instruct: unchanged,
  'answer-supervision': unchanged,
  recalculate: recalculated,
} satisfies Readonly<Record<string, Rule>>;

export type ClockedAction = keyof typeof RULES;

/**
 * Steps of whoever handles the issue or decides about it: the first of them after a long-term review was due is the
 * review. A step that gives the issue to somebody else ends it by its own rule.
 */
const TAKES_UP: readonly ClockedAction[] = ['start', 'progress', 'return', 'extend', 'long-term', 'escalate', 'decide'];

function reviewIfDue(action: ClockedAction, book: ClockBook): void {
  const { reviewAt } = book.instants;
  if (TAKES_UP.includes(action) && reviewAt !== null && reviewAt < book.step.at) book.stop('review');
}

/** What a transition does to the clocks. */
export interface ClockOutcome {
  /** The instants that the action sets or clears; those that it leaves alone are left out. */
  readonly changes: Partial<IssueClocks>;
  readonly facts: readonly ClockFact[];
}

export function clocksAfter(action: ClockedAction, step: ClockStep): ClockOutcome {
  const book = new ClockBook(step);
  reviewIfDue(action, book);
  RULES[action](book);
  endAll(book);
  const { changes } = book;
  const handling = action === 'claim-done' ? { handlingTenths: handlingTenths(step) } : {};
  return { changes: { ...changes, ...handling, ...following({ ...step.issue, ...changes }, step) }, facts: book.facts };
}

const ENDED: readonly ClockedIssue['status'][] = ['closed', 'withdrawn', 'merged', 'refused'];

/** What is kept as history: when it was due, first and last, and by when it was to be contacted. */
function endAll(book: ClockBook): void {
  const { status } = book.step.issue;
  if (!ENDED.includes(status)) return;
  for (const clock of Object.keys(DUE_COLUMN) as FactClock[]) book.stop(clock);
  // An objection can let a refused issue go on, and then its clock with it.
  if (status === 'refused') book.pause('finish', { reason: 'refused', until: null });
}

function handlingTenths({ issue, calendar, at }: ClockStep): number {
  const minutes = calendar.workingMinutesBetween(issue.acceptedAt ?? at, at);
  return Math.round((minutes * 10) / calendar.minutesPerDay);
}

const HANDLED: readonly ClockedIssue['status'][] = ['assigned', 'in_progress'];
const FINISHING: readonly ClockedIssue['status'][] = ['accepted', ...HANDLED];

/** What follows from the other clocks as they are now. */
export function following(issue: ClockedIssue, { calendar }: Pick<ClockStep, 'calendar'>): Partial<IssueClocks> {
  const { status, dueAt, finishStartedAt: startedAt } = issue;
  if (ENDED.includes(status)) return { extendUntil: null, yellowAt: null, orangeAt: null, redAt: null };
  const finishes = FINISHING.includes(status) && dueAt !== null && startedAt !== null;
  const finish = finishes ? { startedAt, dueAt } : null;
  return {
    extendUntil: finish && lastExtensionRequestAt(calendar, finish.dueAt),
    ...warningInstants(calendar, ISSUE_WARNINGS, { finish, ...duties(issue) }),
  };
}

const due = (instant: Instant | null, runs = true) => (instant === null || !runs ? null : { dueAt: instant });

/** What the colours look at besides the finish clock. */
function duties(issue: ClockedIssue) {
  const { status } = issue;
  return {
    accept: due(issue.acceptDueAt, status === 'submitted'),
    assign: due(issue.assignDueAt),
    sign: due(issue.signDueAt),
    contact: due(issue.contactDueAt, HANDLED.includes(status) && issue.firstContactAt === null),
    verify: due(issue.verifyDueAt),
    decision: due(issue.requestDueAt),
    opinion: due(issue.opinionDueAt, HANDLED.includes(status) || status === 'long_term'),
    answer: due(issue.answerDueAt),
    progress: due(issue.progressDueAt),
    unhappyContact: due(issue.unhappyContactDueAt),
    review: due(issue.reviewAt),
    statutory: due(issue.statutoryDueAt, FINISHING.includes(status) || status === 'long_term'),
    secondReturn: due(issue.secondReturnAt),
    secondRework: due(issue.secondReworkAt),
  };
}
