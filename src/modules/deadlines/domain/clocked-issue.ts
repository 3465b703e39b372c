import type { Instant } from '../../../kernel/clock.js';
import type { ClockLimits } from './sla-policy.js';
import type { WorkingCalendar } from './working-calendar.js';

/** The instants of an issue that deadlines set and clear; null for a clock that does not run. */
export interface IssueClocks {
  acceptDueAt: Instant | null;
  assignDueAt: Instant | null;
  signDueAt: Instant | null;
  /** Stays after the contact: the response rate compares the two. */
  contactDueAt: Instant | null;
  progressDueAt: Instant | null;
  /** From where the office time of the finish clock is counted: it is moved on by as much as the clock stood still. */
  finishStartedAt: Instant | null;
  dueAt: Instant | null;
  originalDueAt: Instant | null;
  dueProvisional: boolean;
  extendUntil: Instant | null;
  ratingDueAt: Instant | null;
  unhappyContactDueAt: Instant | null;
  /** Outlasts long-term handling when nobody has taken the issue up by then: it is red until somebody does. */
  reviewAt: Instant | null;
  /** Since when a clock stands still: that of acceptance in `needs_info`, the finish clock in `long_term` and `refused`. */
  pausedAt: Instant | null;
  /** By when the enterprise is to answer a question; then the accept clock goes on, once Zhuqi notices it. */
  infoDueAt: Instant | null;
  /** By when the claim of done is to be checked. */
  verifyDueAt: Instant | null;
  /** The limit that a statute sets, or null; nothing moves it and no extension goes beyond it. */
  statutoryDueAt: Instant | null;
  yellowAt: Instant | null;
  orangeAt: Instant | null;
  redAt: Instant | null;
  handlingTenths: number | null;
}

/** What clocks look at. */
export interface ClockedIssue extends Readonly<IssueClocks> {
  readonly status:
    | 'submitted'
    | 'needs_info'
    | 'accepted'
    | 'assigned'
    | 'in_progress'
    | 'long_term'
    | 'done_claimed'
    | 'verified'
    | EndedStatus;
  readonly submittedAt: Instant;
  readonly acceptedAt: Instant | null;
  readonly firstContactAt: Instant | null;
  readonly secondReturnAt: Instant | null;
  readonly secondReworkAt: Instant | null;
  /** By when the most urgent request is to be decided. */
  readonly requestDueAt: Instant | null;
  /** By when the first of the opinions that co-handlers owe is due. */
  readonly opinionDueAt: Instant | null;
  /** By when the first of the supervisions is to be answered, or an instruction to be acknowledged. */
  readonly answerDueAt: Instant | null;
}

type EndedStatus = 'closed' | 'refused' | 'withdrawn' | 'merged';

/** One transition that has been applied to an issue. */
export interface ClockStep {
  /** As it was before the transition. */
  readonly before: Readonly<IssueClocks> & Pick<ClockedIssue, 'firstContactAt'>;
  /** As the transition has left it; its clocks are still to follow. */
  readonly issue: ClockedIssue;
  /** Facts of the transition as its timeline entry has them. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly limits: ClockLimits;
  readonly calendar: WorkingCalendar;
  readonly at: Instant;
}
