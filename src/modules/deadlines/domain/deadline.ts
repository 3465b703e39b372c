import { HOUR, type Instant } from '../../../kernel/clock.js';
import { dayOf, midnightOf } from '../../../kernel/day-number.js';
import { addDays, localDateOf } from '../../../kernel/local-date.js';
import type { Reckoned, WorkingCalendar } from './working-calendar.js';

export const CLOCK_UNITS = ['hour', 'working_day', 'calendar_day'] as const;
export type ClockUnit = (typeof CLOCK_UNITS)[number];

/** `count` is a whole number, 0 or more. */
export interface TimeLimit {
  readonly count: number;
  readonly unit: ClockUnit;
}

/**
 * When the limit ends for a clock that starts at `from`; never before `from`. Hours elapse day and night. Days leave out
 * the day of the event (Civil Code of the PRC, Art. 201) and end at the closing hour; a calendar day may be a day off.
 * A limit of 0 days ends at the closing hour still ahead: today's, or the next one.
 */
export function dueAt(calendar: WorkingCalendar, from: Instant, limit: TimeLimit): Reckoned {
  const { count, unit } = limit;
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`not a time limit: ${count} ${unit}`);
  switch (unit) {
    case 'hour':
      return { at: from + count * HOUR, provisional: false };
    case 'calendar_day': {
      const today = localDateOf(from);
      const closing = calendar.closing(addDays(today, count));
      return { at: closing < from ? calendar.closing(addDays(today, 1)) : closing, provisional: false };
    }
    case 'working_day': {
      const due = calendar.addWorkingDays(from, count);
      return due.at < from ? calendar.addWorkingDays(from, 1) : due;
    }
  }
}

export interface StoppedClock {
  readonly dueAt: Instant;
  readonly stoppedAt: Instant;
  readonly resumedAt: Instant;
}

/**
 * The new due instant of a clock that stood still: the office time that was left when it stopped is given again from
 * `resumedAt`. Where the old one fell on a closing hour, the new one is moved on to the closing hour of its day. A clock
 * that was overdue when it stopped keeps its due instant. One that was not, but had no office time left (stopped at its
 * due instant, or due on a day off), gets until the next closing hour if its due instant has passed meanwhile, so that
 * nobody is overdue by resuming.
 */
export function resumeDue(calendar: WorkingCalendar, clock: StoppedClock): Reckoned {
  const { stoppedAt, resumedAt } = clock;
  if (resumedAt < stoppedAt) throw new RangeError(`clock resumed at ${resumedAt}, before it stopped at ${stoppedAt}`);
  const minutesLeft = calendar.workingMinutesBetween(stoppedAt, clock.dueAt);
  const nothingLost = minutesLeft === 0 && resumedAt <= clock.dueAt;
  if (stoppedAt > clock.dueAt || nothingLost) {
    return { at: clock.dueAt, provisional: calendar.isProvisional(clock.dueAt, clock.dueAt) };
  }
  const toClosing = minutesLeft === 0 || clock.dueAt === calendar.closing(localDateOf(clock.dueAt));
  const end = calendar.addWorkingMinutes(resumedAt, minutesLeft === 0 ? 1 : minutesLeft);
  const resumed = toClosing ? calendar.closing(localDateOf(end.at)) : end.at;
  return {
    at: Math.max(resumed, clock.dueAt),
    provisional: end.provisional || calendar.isProvisional(stoppedAt, clock.dueAt),
  };
}

/**
 * The last instant at which an extension may be asked for: one working day before due (practice of Quanzhou's
 * 万名干部进万企), that is, the same clock time on the working day before the due day. A due instant on a day off stands for
 * the last closing hour before it, so that one whole office day is left for the decision in any case.
 */
export function lastExtensionRequestAt(calendar: WorkingCalendar, dueAt: Instant): Instant {
  const onWorkingDay = dayOf(calendar.addWorkingDays(dueAt, 0).at) === dayOf(dueAt);
  const due = onWorkingDay ? dueAt : calendar.addWorkingDays(dueAt, -1).at;
  const dayBefore = dayOf(calendar.addWorkingDays(due, -1).at);
  return midnightOf(dayBefore) + due - midnightOf(dayOf(due));
}
