import type { Instant } from '../../../kernel/clock.js';
import { type ClockedIssue, type ClockStep, due, type IssueClocks } from './clocked-issue.js';
import { lastExtensionRequestAt, resumeDue } from './deadline.js';
import { finishExtended, finishGoesOn, finishStarts, finishStartsAgain } from './finish-clock.js';
import { warningInstants } from './warning.js';

type Changes = Partial<IssueClocks>;
type Rule = (step: ClockStep) => Changes;

const unchanged: Rule = () => ({});

/** It waits for a lead; nobody is there who could contact the enterprise. */
const queued: Rule = (step) => ({
  acceptDueAt: null,
  assignDueAt: due(step, 'assign'),
  signDueAt: null,
  progressDueAt: null,
  ...(step.issue.firstContactAt === null ? { contactDueAt: null } : {}),
});

/** A lead has it and has yet to sign for it. */
const assigned: Rule = (step) => ({
  assignDueAt: null,
  signDueAt: due(step, 'sign'),
  progressDueAt: null,
  ...contactStarts(step),
});

const contactStarts: Rule = (step) =>
  step.issue.firstContactAt === null ? { contactDueAt: due(step, 'contact') } : {};

/** A lead is handling it. */
const inHand: Rule = (step) => ({ assignDueAt: null, signDueAt: null, progressDueAt: due(step, 'progress') });

const accepted: Rule = (step) => ({ ...queued(step), ...finishStarts(step) });

/** The decider of an objection may name the lead at once. */
const acceptedAfterAll: Rule = (step) => ({
  ...accepted(step),
  ...(step.issue.status === 'assigned' ? assigned(step) : {}),
});

/** Whatever the lead's request was, somebody else has it now, or nobody yet; what stood still goes on. */
const handedOn: Rule = (step) => ({
  ...(step.issue.status === 'assigned' ? assigned(step) : queued(step)),
  ...finishGoesOn(step, step.issue.pausedAt),
  reviewAt: null,
});

/** Long-term handling stops the finish clock; instead there is a monthly duty to report. */
const longTerm: Rule = (step) => ({
  signDueAt: null,
  progressDueAt: due(step, 'review'),
  pausedAt: step.issue.pausedAt ?? step.at,
});

const progressRestarts: Rule = (step) => ({
  progressDueAt: due(step, step.issue.status === 'long_term' ? 'review' : 'progress'),
});

const acceptGoesOn: Rule = ({ issue, calendar, at }) => {
  const { acceptDueAt, pausedAt } = issue;
  if (acceptDueAt === null || pausedAt === null) return { pausedAt: null };
  const clock = { dueAt: acceptDueAt, stoppedAt: Math.min(pausedAt, at), resumedAt: at };
  return { acceptDueAt: resumeDue(calendar, clock).at, pausedAt: null };
};

const claimed: Rule = (step) => ({
  ...finishGoesOn(step, step.issue.pausedAt),
  progressDueAt: null,
  handlingTenths: handlingTenths(step),
});

function handlingTenths({ issue, calendar, at }: ClockStep): number {
  const minutes = calendar.workingMinutesBetween(issue.acceptedAt ?? at, at);
  return Math.round((minutes * 10) / calendar.minutesPerDay);
}

/** It comes back after the claim of done was accepted: for the same lead, or for the queue when there is none. */
const handledAgain: Rule = (step) => ({
  ...(step.issue.status === 'accepted' ? queued(step) : { ...inHand(step), ...contactStarts(step) }),
  ...finishStartsAgain(step),
});

const rated: Rule = (step) =>
  step.details.unhappy === true
    ? { ...handledAgain(step), unhappyContactDueAt: due(step, 'unhappyContact') }
    : unchanged(step);

/** What the approval of a request does, by kind of request. */
const APPROVALS: Readonly<Record<string, Rule>> = {
  return: handedOn,
  escalation: handedOn,
  objection: acceptedAfterAll,
  extension: finishExtended,
  long_term: longTerm,
};

const decided: Rule = (step) => {
  const { request, approved } = step.details as { request: string; approved: boolean };
  return approved ? APPROVALS[request]!(step) : unchanged(step);
};

/**
 * What every action does to the clocks (13710: a limit for every stage; product rules for stops, rework and reopening).
 * An action that ends an issue stops them all, whatever its rule.
 */
const RULES = {
  submit: (step) => ({ acceptDueAt: due(step, 'accept', step.issue.submittedAt) }),
  edit: unchanged,
  attach: unchanged,
  accept: accepted,
  'request-info': ({ at }) => ({ pausedAt: at }),
  'provide-info': acceptGoesOn,
  refuse: ({ at }) => ({ pausedAt: at }),
  object: unchanged,
  withdraw: unchanged,
  assign: handedOn,
  reassign: handedOn,
  'hand-over': (step) => (step.issue.status === 'assigned' ? assigned(step) : unchanged(step)),
  sign: inHand,
  start: progressRestarts,
  progress: progressRestarts,
  'give-opinion': unchanged,
  return: unchanged,
  extend: unchanged,
  'long-term': unchanged,
  escalate: unchanged,
  decide: decided,
  'claim-done': claimed,
  verify: (step) => ({ ratingDueAt: due(step, 'rating') }),
  rework: (step) => ({ ...inHand(step), ...finishGoesOn(step, step.details.claimedAt as Instant | null) }),
  rate: rated,
  'call-back': rated,
  lapse: unchanged,
  resume: (step) => ({ ...inHand(step), ...finishGoesOn(step, step.issue.pausedAt) }),
  reopen: handledAgain,
  merge: unchanged,
  'take-in': unchanged,
  release: unchanged,
  'exclude-cadre': (step) => (step.details.tookLead === true ? handedOn(step) : unchanged(step)),
  supervise: unchanged,
  'answer-supervision': unchanged,
} satisfies Readonly<Record<string, Rule>>;

export type ClockedAction = keyof typeof RULES;

/** The clocks that the action sets or clears; those that it leaves alone are left out. */
export function clocksAfter(action: ClockedAction, step: ClockStep): Changes {
  const changes: Changes = RULES[action](step);
  const issue: ClockedIssue = { ...step.issue, ...changes };
  switch (issue.status) {
    case 'closed':
    case 'withdrawn':
    case 'merged':
      return { ...changes, ...STOPPED, pausedAt: null };
    case 'refused':
      return { ...changes, ...STOPPED };
    default:
      return { ...changes, ...following(issue, step) };
  }
}

/** What is kept as history: when it was due, first and last, and by when it was to be contacted. */
const STOPPED = {
  acceptDueAt: null,
  assignDueAt: null,
  signDueAt: null,
  progressDueAt: null,
  extendUntil: null,
  ratingDueAt: null,
  unhappyContactDueAt: null,
  reviewAt: null,
  yellowAt: null,
  orangeAt: null,
  redAt: null,
} satisfies Changes;

/** What follows from the other clocks as they are now. */
function following(issue: ClockedIssue, { calendar }: ClockStep): Changes {
  const { status, dueAt, finishStartedAt: startedAt } = issue;
  const handled = status === 'assigned' || status === 'in_progress';
  const finish = (status === 'accepted' || handled) && dueAt !== null && startedAt !== null && { startedAt, dueAt };
  const duties = [
    status === 'submitted' ? issue.acceptDueAt : null,
    issue.assignDueAt,
    issue.signDueAt,
    handled && issue.firstContactAt === null ? issue.contactDueAt : null,
  ];
  return {
    extendUntil: finish ? lastExtensionRequestAt(calendar, finish.dueAt) : null,
    ...warningInstants(calendar, {
      finish: finish || null,
      duties: duties.filter((instant) => instant !== null),
      progressDueAt: issue.progressDueAt,
      secondReturnAt: issue.secondReturnAt,
      secondReworkAt: issue.secondReworkAt,
      unhappyContactDueAt: issue.unhappyContactDueAt,
      reviewDueAt: status === 'long_term' ? issue.reviewAt : null,
    }),
  };
}
