import type { Instant } from '../../../kernel/clock.js';
import { addDays, addMonths, localDateOf, startOfDay } from '../../../kernel/local-date.js';
import type { WorkingCalendar } from './working-calendar.js';

/** Ascending. Yellow tells the handler, orange also the coordinator, red also the manager. */
export const WARNINGS = ['none', 'yellow', 'orange', 'red'] as const;
export type Warning = (typeof WARNINGS)[number];

/** A running clock, or the mark that something has happened at `dueAt`. */
export interface WarningMark {
  /** Only for rules about the share of time that is used. */
  readonly startedAt?: Instant;
  readonly dueAt: Instant;
}

/** When a rule's colour begins, seen from the mark. */
type Moment =
  | { readonly at: 'once' }
  /** So much of the office time between start and due instant is used. */
  | { readonly at: 'used'; readonly share: number }
  /** So many working days or less are left; never before the start. */
  | { readonly at: 'left'; readonly workingDays: number }
  /** A millisecond past due. */
  | { readonly at: 'missed' }
  /** Past due by more than so many working days: past the closing hour of the last of them. */
  | { readonly at: 'missed-by'; readonly workingDays: number }
  /** Past due by more than so many months: from the day after the month is full. */
  | { readonly at: 'missed-by-months'; readonly months: number };

/** One line of the colours: `mark` is what it looks at. Colours are data; projects have a table of their own. */
export interface WarningRule<M extends string> {
  readonly colour: Exclude<Warning, 'none'>;
  readonly mark: M;
  readonly begins: Moment;
}

/** Duties of a stage that an issue has to get through, to decide what was asked for, and what others owe it. */
const DUTIES = [
  ...(['accept', 'assign', 'sign', 'contact', 'verify', 'decision', 'finish'] as const),
  ...(['opinion', 'answer'] as const),
] as const;
type IssueMark =
  (typeof DUTIES)[number] | 'progress' | 'unhappyContact' | 'review' | 'statutory' | 'secondReturn' | 'secondRework';

const overdue = DUTIES.flatMap(
  (mark) =>
    [
      { colour: 'orange', mark, begins: { at: 'missed' } },
      { colour: 'red', mark, begins: { at: 'missed-by', workingDays: 3 } },
    ] as const,
);

/**
 * Yellow: 75 % of the finish clock's office time used, or at most one working day of it left; at most one working day
 * left for an opinion of a co-handler or an answer to a supervision.
 * Orange: the finish clock or a duty overdue, also an opinion or an answer; a second return, a progress note missing.
 * Red: overdue by more than three working days, a second rework, an unhappy rating not contacted in time, a long-term
 * review missed, a statutory limit missed. (Product rule; the statutory limit: ADR 0019.)
 */
export const ISSUE_WARNINGS: readonly WarningRule<IssueMark>[] = [
  { colour: 'yellow', mark: 'finish', begins: { at: 'used', share: 0.75 } },
  { colour: 'yellow', mark: 'finish', begins: { at: 'left', workingDays: 1 } },
  ...overdue,
  { colour: 'yellow', mark: 'opinion', begins: { at: 'left', workingDays: 1 } },
  { colour: 'yellow', mark: 'answer', begins: { at: 'left', workingDays: 1 } },
  { colour: 'orange', mark: 'progress', begins: { at: 'missed' } },
  { colour: 'orange', mark: 'secondReturn', begins: { at: 'once' } },
  { colour: 'red', mark: 'unhappyContact', begins: { at: 'missed' } },
  { colour: 'red', mark: 'review', begins: { at: 'missed' } },
  { colour: 'red', mark: 'statutory', begins: { at: 'missed' } },
  { colour: 'red', mark: 'secondRework', begins: { at: 'once' } },
];

/** The instants at which the causes of a colour begin; null where there is no cause. They are not ordered. */
export interface WarningInstants {
  readonly yellowAt: Instant | null;
  readonly orangeAt: Instant | null;
  readonly redAt: Instant | null;
}

/** @param marks a clock that was stopped or met in time is left out (null) */
export function warningInstants<M extends string>(
  calendar: WorkingCalendar,
  rules: readonly WarningRule<M>[],
  marks: Readonly<Partial<Record<M, WarningMark | null>>>,
): WarningInstants {
  const first = (colour: Warning): Instant | null => {
    const instants = rules.flatMap((rule) => {
      const mark = rule.colour === colour ? marks[rule.mark] : null;
      return mark ? [beginning(calendar, rule.begins, mark)] : [];
    });
    return instants.length === 0 ? null : Math.min(...instants);
  };
  return { yellowAt: first('yellow'), orangeAt: first('orange'), redAt: first('red') };
}

/** The colour at `now`; with the same instants it never goes down as time goes on. */
export function warningAt(instants: WarningInstants, now: Instant): Warning {
  if (hasBegun(instants.redAt, now)) return 'red';
  if (hasBegun(instants.orangeAt, now)) return 'orange';
  return hasBegun(instants.yellowAt, now) ? 'yellow' : 'none';
}

function beginning(calendar: WorkingCalendar, moment: Moment, { startedAt, dueAt }: WarningMark): Instant {
  switch (moment.at) {
    case 'once':
      return dueAt;
    case 'used': {
      const from = startedAt ?? dueAt;
      const minutes = calendar.workingMinutesBetween(from, dueAt);
      return Math.max(from, calendar.addWorkingMinutes(from, minutes * moment.share).at);
    }
    case 'left': {
      const before = calendar.addWorkingMinutes(dueAt, -moment.workingDays * calendar.minutesPerDay).at;
      return Math.max(startedAt ?? before, before);
    }
    case 'missed':
      return dueAt + 1;
    case 'missed-by':
      return calendar.addWorkingDays(dueAt, moment.workingDays).at + 1;
    case 'missed-by-months':
      return startOfDay(addDays(addMonths(localDateOf(dueAt), moment.months), 1));
  }
}

function hasBegun(at: Instant | null, now: Instant): boolean {
  return at !== null && at <= now;
}
