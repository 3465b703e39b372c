import { isOpen, type IssueState } from './issue-types.js';

/**
 * What a report needs to know of an issue, as bits of one integer. It is kept with the issue and with every event, so
 * that a report, as of now or as of a past instant, is one GROUP BY over an index, and so that a figure and the list
 * behind it ask for the same bits. Facts that depend on the hour (overdue) are compared with the clock instead.
 * Bits are never renumbered: old events carry them.
 */
export const FACTS = {
  /** Counts as received work: not refused, not merged, not withdrawn before acceptance. */
  received: 1 << 0,
  refused: 1 << 1,
  withdrawnEarly: 1 << 2,
  merged: 1 << 3,
  open: 1 << 4,
  closed: 1 << 5,
  /** Closed as solved, and the enterprise said so: itself or in a call-back. */
  solvedConfirmed: 1 << 6,
  /** Closed because nobody answered. */
  unconfirmed: 1 << 7,
  /** Somebody leads it or has led it; a return does not take it out of the rates that look at assigned issues. */
  assigned: 1 << 8,
  contactedInTime: 1 << 9,
  /** The handler's claim stands: it was not sent back. */
  finished: 1 << 10,
  finishedInTime: 1 << 11,
  finishedInOriginalTime: 1 << 12,
  invitedToRate: 1 << 13,
  rated: 1 << 14,
  satisfied: 1 << 15,
  returned: 1 << 16,
  reworked: 1 << 17,
  reopened: 1 << 18,
  spotChecked: 1 << 19,
  spotCheckFailed: 1 << 20,
  /** Received, open, and nobody leads it. */
  unrouted: 1 << 21,
  escalated: 1 << 22,
  extended: 1 << 23,
  /** Handled long-term by decision: its finish clock stands still. */
  paused: 1 << 24,
  /** Sent straight one level up: officials below that level do not see it. Set once, by the submission. */
  direct: 1 << 25,
  /** The stars were told in a call-back, not given by the enterprise itself. */
  ratedByCallBack: 1 << 26,
} as const;
export type Fact = keyof typeof FACTS;

const notAfter = (instant: number | null, limit: number | null): boolean =>
  instant !== null && limit !== null && instant <= limit;

/** The facts of an issue, by name. */
export function factsOf(issue: IssueState): Readonly<Record<Fact, boolean>> {
  const withdrawnEarly = issue.status === 'withdrawn' && issue.acceptedAt === null;
  const received = issue.status !== 'refused' && issue.status !== 'merged' && !withdrawnEarly;
  const open = isOpen(issue.status);
  return {
    received,
    refused: issue.status === 'refused',
    withdrawnEarly,
    merged: issue.status === 'merged',
    open,
    ...closureFacts(issue),
    ...ratingFacts(issue),
    assigned: wasAssigned(issue),
    contactedInTime: notAfter(issue.firstContactAt, issue.contactDueAt),
    finished: issue.doneClaimedAt !== null,
    finishedInTime: notAfter(issue.doneClaimedAt, issue.dueAt),
    finishedInOriginalTime: notAfter(issue.doneClaimedAt, issue.originalDueAt),
    returned: issue.returnCount > 0,
    reworked: issue.reworkCount > 0,
    reopened: issue.reopenCount > 0,
    spotChecked: issue.spotCheckCount > 0,
    spotCheckFailed: issue.spotCheckFailedCount > 0,
    unrouted: received && open && issue.assigneeId === null,
    escalated: issue.escalationCount > 0,
    extended: issue.extensionCount > 0,
    paused: issue.status === 'long_term',
    direct: isDirect(issue),
  };
}

// Whoever gives an issue back leaves no assignment behind, but a count or the contact that was made.
const wasAssigned = ({ assignedAt, firstContactAt, returnCount }: IssueState): boolean =>
  assignedAt !== null || firstContactAt !== null || returnCount > 0;

function closureFacts({ status, confirmation, resolution, ratingSolved }: IssueState) {
  const closed = status === 'closed';
  const confirmed = confirmation === 'enterprise' || confirmation === 'call_back';
  return {
    closed,
    solvedConfirmed: closed && confirmed && resolution === 'solved' && ratingSolved === true,
    unconfirmed: closed && confirmation === 'none',
  };
}

function ratingFacts({ stars, verifiedAt, ratedFrom }: IssueState) {
  return {
    ratedByCallBack: stars !== null && ratedFrom === 'call_back',
    invitedToRate: verifiedAt !== null || stars !== null,
    rated: stars !== null,
    satisfied: stars !== null && stars >= 3,
  };
}

/** Whether the enterprise has sent it straight one level up. */
export const isDirect = ({ facts }: Pick<IssueState, 'facts'>): boolean => (facts & FACTS.direct) !== 0;

/** {@link factsOf} as one integer. */
export function reportFacts(issue: IssueState): number {
  let bits = 0;
  for (const [name, holds] of Object.entries(factsOf(issue))) if (holds) bits |= FACTS[name as Fact];
  return bits;
}

/** The bits of several facts together. */
export function factMask(facts: readonly Fact[]): number {
  return facts.reduce((mask, fact) => mask | FACTS[fact], 0);
}
