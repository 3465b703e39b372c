import type { Instant } from '../../../kernel/clock.js';
import type { WorkingCalendar } from './working-calendar.js';

/** Ascending. Yellow tells the handler, orange also the coordinator, red also the manager. */
export const WARNINGS = ['none', 'yellow', 'orange', 'red'] as const;
export type Warning = (typeof WARNINGS)[number];

/** Running clocks and marks of one issue; a clock that was stopped or met in time is left out (null). */
export interface WarningFacts {
  readonly finish: { readonly startedAt: Instant; readonly dueAt: Instant } | null;
  /** Due instants of the other running clocks: accept, assign, sign, first contact. */
  readonly duties: readonly Instant[];
  readonly progressDueAt: Instant | null;
  readonly secondReturnAt: Instant | null;
  readonly secondReworkAt: Instant | null;
  readonly unhappyContactDueAt: Instant | null;
  readonly reviewDueAt: Instant | null;
}

/** The instants at which the causes of a colour begin; null where there is no cause. They are not ordered. */
export interface WarningInstants {
  readonly yellowAt: Instant | null;
  readonly orangeAt: Instant | null;
  readonly redAt: Instant | null;
}

const SHARE_USED = 0.75;
const WORKING_DAYS_OVERDUE_UNTIL_RED = 3;

/**
 * Yellow: 75 % of the finish clock's office time used, or at most one working day of it left.
 * Orange: the finish clock or a duty overdue, a second return, a progress note missing.
 * Red: overdue beyond the closing hour of the third working day after the due day, a second rework, an unhappy rating
 * not contacted in time, a long-term review missed. Everything overdue begins one millisecond after its due instant.
 */
export function warningInstants(calendar: WorkingCalendar, facts: WarningFacts): WarningInstants {
  const clocks = facts.finish ? [...facts.duties, facts.finish.dueAt] : facts.duties;
  const firstDueAt = earliest(clocks);
  return {
    yellowAt: facts.finish && yellowAt(calendar, facts.finish.startedAt, facts.finish.dueAt),
    orangeAt: earliest([after(firstDueAt), after(facts.progressDueAt), facts.secondReturnAt]),
    redAt: earliest([
      after(firstDueAt === null ? null : calendar.addWorkingDays(firstDueAt, WORKING_DAYS_OVERDUE_UNTIL_RED).at),
      after(facts.unhappyContactDueAt),
      after(facts.reviewDueAt),
      facts.secondReworkAt,
    ]),
  };
}

/** The colour at `now`; with the same instants it never goes down as time goes on. */
export function warningAt(instants: WarningInstants, now: Instant): Warning {
  if (hasBegun(instants.redAt, now)) return 'red';
  if (hasBegun(instants.orangeAt, now)) return 'orange';
  return hasBegun(instants.yellowAt, now) ? 'yellow' : 'none';
}

function yellowAt(calendar: WorkingCalendar, startedAt: Instant, dueAt: Instant): Instant {
  const minutes = calendar.workingMinutesBetween(startedAt, dueAt);
  const mostlyUsed = calendar.addWorkingMinutes(startedAt, minutes * SHARE_USED).at;
  const lastDay = calendar.addWorkingMinutes(dueAt, -calendar.minutesPerDay).at;
  return Math.max(startedAt, Math.min(mostlyUsed, lastDay));
}

function hasBegun(at: Instant | null, now: Instant): boolean {
  return at !== null && at <= now;
}

function after(dueAt: Instant | null): Instant | null {
  return dueAt === null ? null : dueAt + 1;
}

function earliest(instants: readonly (Instant | null)[]): Instant | null {
  return instants.reduce<Instant | null>(
    (least, instant) => (instant !== null && (least === null || instant < least) ? instant : least),
    null,
  );
}
