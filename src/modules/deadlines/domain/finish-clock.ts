import type { Instant } from '../../../kernel/clock.js';
import type { ClockStep, IssueClocks } from './clocked-issue.js';
import { dueAt, resumeDue } from './deadline.js';

/**
 * The finish clock: from acceptance to the claim of done. Its due instant is set once, never moves earlier, and moves
 * later only for a stop, an agreed extension or a new handling; the first one is kept beside it.
 */
type FinishClock = Partial<
  Pick<IssueClocks, 'finishStartedAt' | 'dueAt' | 'originalDueAt' | 'dueProvisional' | 'pausedAt'>
>;

/** Starts with the acceptance; goes on if it ran before, as after a refusal that was objected to. */
export function finishStarts(step: ClockStep): FinishClock {
  const { issue, limits, calendar, at } = step;
  if (issue.dueAt !== null) return finishGoesOn(step, issue.pausedAt);
  const due = dueAt(calendar, at, limits.finish);
  return {
    finishStartedAt: at,
    dueAt: due.at,
    originalDueAt: due.at,
    dueProvisional: due.provisional,
    pausedAt: null,
  };
}

/** Gives the office time again that was left when it stopped; does nothing for a clock that did not stop (null). */
export function finishGoesOn({ issue, calendar, at }: ClockStep, stoppedAt: Instant | null): FinishClock {
  if (issue.dueAt === null || stoppedAt === null) return { pausedAt: null };
  // The clock of a machine may be set back a little between the two.
  const stopped = Math.min(stoppedAt, at);
  const resumed = resumeDue(calendar, { dueAt: issue.dueAt, stoppedAt: stopped, resumedAt: at });
  if (resumed.at === issue.dueAt) return { pausedAt: null };
  const used = calendar.workingMinutesBetween(issue.finishStartedAt ?? stopped, stopped);
  return {
    finishStartedAt: calendar.addWorkingMinutes(at, -used).at,
    dueAt: resumed.at,
    dueProvisional: issue.dueProvisional || resumed.provisional,
    pausedAt: null,
  };
}

/** A new handling gets the rework limit, or what is left if that is more. */
export function finishStartsAgain(step: ClockStep): FinishClock {
  const { issue, limits, calendar, at } = step;
  if (issue.dueAt === null) return finishStarts(step);
  const due = dueAt(calendar, at, limits.rework);
  const later = due.at > issue.dueAt;
  return {
    finishStartedAt: at,
    dueAt: later ? due.at : issue.dueAt,
    dueProvisional: later ? due.provisional : issue.dueProvisional,
    pausedAt: null,
  };
}

/** An extension that was agreed while the clock had already been moved further must not move it back. */
export function finishExtended({ issue, details }: ClockStep): FinishClock {
  const { previousDueAt } = details as { previousDueAt: Instant | null };
  const kept = previousDueAt !== null && issue.dueAt !== null && previousDueAt >= issue.dueAt;
  // A date that people have agreed on is not reckoned, so no missing calendar can make it wrong.
  return kept ? { dueAt: previousDueAt } : { dueProvisional: false };
}
