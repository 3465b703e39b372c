import { MINUTE, type Instant } from '../../../kernel/clock.js';
import {
  dayOf,
  formatDay,
  isWeekend,
  midnightOf,
  parseDay,
  yearOfDay,
  type DayNumber,
} from '../../../kernel/day-number.js';
import { timeOfDay, yearOf, type LocalDate } from '../../../kernel/local-date.js';
import { YearTable } from './year-table.js';

/** The State Council's yearly notice on public holidays, as days: which are off, and which weekends are worked instead. */
export interface CalendarDays {
  /** Years whose notice is known. In any other year a weekday counts as working and the answer is provisional. */
  readonly knownYears: ReadonlySet<number>;
  readonly holidays: ReadonlySet<LocalDate>;
  readonly makeUpDays: ReadonlySet<LocalDate>;
}

export type DayKind = 'working' | 'off';

/** Wall-clock times `HH:MM` between which the office works, without a break; opening is before closing. */
export interface OfficeHours {
  readonly opensAt: string;
  readonly closesAt: string;
}

export const DEFAULT_OFFICE_HOURS: OfficeHours = { opensAt: '09:00', closesAt: '18:00' };

export interface Reckoned {
  readonly at: Instant;
  /** A day looked at is of a year for which no official calendar is known, and no correction names it. */
  readonly provisional: boolean;
}

export interface DayAnswer {
  readonly kind: DayKind;
  /** What decides the day; a correction beats the official calendar, and that beats the day of the week. */
  readonly source: 'correction' | 'official-holiday' | 'make-up-day' | 'weekday' | 'weekend';
  readonly provisional: boolean;
}

/**
 * Working days and office hours in Asia/Shanghai. It never changes: a new correction needs a new calendar.
 * Intervals are half-open, days that are not real and years outside 1 to 9999 are a RangeError.
 */
export class WorkingCalendar {
  /** Office hours of one working day. */
  readonly minutesPerDay: number;
  private readonly opens: number;
  private readonly closes: number;
  private readonly tables = new Map<number, YearTable>();

  constructor(
    private readonly days: CalendarDays,
    private readonly corrections: ReadonlyMap<LocalDate, DayKind>,
    office: OfficeHours,
  ) {
    this.opens = timeOfDay(office.opensAt);
    this.closes = timeOfDay(office.closesAt);
    if (this.opens >= this.closes) throw new RangeError(`office closes before it opens: ${JSON.stringify(office)}`);
    this.minutesPerDay = (this.closes - this.opens) / MINUTE;
    // A mistyped day would never match, and so be ignored without a word.
    for (const dates of [days.holidays, days.makeUpDays, corrections.keys()]) for (const date of dates) parseDay(date);
  }

  /** Whether the official calendar of the year is known. */
  knows(year: number): boolean {
    return this.days.knownYears.has(year);
  }

  isWorkingDay(date: LocalDate): boolean {
    return this.isWorking(parseDay(date));
  }

  /** Whether people work on the day, and why. */
  kindOf(date: LocalDate): DayAnswer {
    const correction = this.corrections.get(date);
    if (correction) return { kind: correction, source: 'correction', provisional: false };
    const provisional = !this.knows(yearOf(date));
    if (this.days.holidays.has(date)) return { kind: 'off', source: 'official-holiday', provisional };
    if (this.days.makeUpDays.has(date)) return { kind: 'working', source: 'make-up-day', provisional };
    return isWeekend(parseDay(date))
      ? { kind: 'off', source: 'weekend', provisional }
      : { kind: 'working', source: 'weekday', provisional };
  }

  /** The closing hour on that date, working day or not. */
  closing(date: LocalDate): Instant {
    return this.closingOf(parseDay(date));
  }

  /**
   * The closing hour of the count-th working day after the day of the event, which itself does not count (Civil Code of
   * the PRC, Art. 201); of the count-th one before it when negative. 0 is the day itself if it is a working day,
   * otherwise the next one; then the result can be before `from`, when the event came after closing.
   */
  addWorkingDays(from: Instant, count: number): Reckoned {
    if (!Number.isInteger(count)) throw new RangeError(`not a whole number of working days: ${count}`);
    const day = dayOf(from);
    if (count === 0) {
      const end = this.isWorking(day) ? day : this.workingDayFrom(day, 1);
      return { at: this.closingOf(end), provisional: this.touchesProvisional(day, end) };
    }
    const end = this.workingDayFrom(day, count);
    const provisional = count > 0 ? this.touchesProvisional(day + 1, end) : this.touchesProvisional(end, day - 1);
    return { at: this.closingOf(end), provisional };
  }

  /**
   * Minutes may be a fraction. Positive: the earliest instant by which so much office time has passed since `from`.
   * Negative: the earliest instant with no more office time than that left until `from`. So either way a full day ends
   * at a closing hour, not at the next opening. 0: `from`. Instants are rounded up to whole milliseconds.
   */
  addWorkingMinutes(from: Instant, minutes: number): Reckoned {
    if (!Number.isFinite(minutes)) throw new RangeError(`not a number of minutes: ${minutes}`);
    // Minutes that came out of a division are off by less than a thousandth of a millisecond; that is not a millisecond.
    const duration = Math.ceil(minutes * MINUTE - 1e-3);
    const day = dayOf(from);
    if (duration === 0) return { at: from, provisional: this.touchesProvisional(day, day) };
    const perDay = this.closes - this.opens;
    const target = this.workedOn(day, from) + duration;
    // Counted from the start of `day`: whole working days, then a rest in (0, perDay].
    const wholeDays = Math.ceil(target / perDay) - 1;
    const end = this.workingDayFrom(wholeDays >= 0 ? day - 1 : day, wholeDays >= 0 ? wholeDays + 1 : wholeDays);
    const at = midnightOf(end) + this.opens + (target - wholeDays * perDay);
    return { at, provisional: this.touchesProvisional(Math.min(day, end), Math.max(day, end)) };
  }

  /** Office minutes in [from, to), a fraction where the ends are not whole minutes; 0 when `to` is not after `from`. */
  workingMinutesBetween(from: Instant, to: Instant): number {
    if (to <= from) return 0;
    const first = dayOf(from);
    const last = dayOf(to);
    const wholeDays = this.countWorkingDays(first, last) * (this.closes - this.opens);
    return (wholeDays + this.workedOn(last, to) - this.workedOn(first, from)) / MINUTE;
  }

  /** Office time in [from, to) in working days, with a fraction. */
  workingDaysBetween(from: Instant, to: Instant): number {
    return this.workingMinutesBetween(from, to) / this.minutesPerDay;
  }

  /** The working days in [from, toExclusive), ascending. */
  workingDatesBetween(from: LocalDate, toExclusive: LocalDate): LocalDate[] {
    const dates: LocalDate[] = [];
    const end = parseDay(toExclusive);
    for (let day = parseDay(from); day < end; day++) if (this.isWorking(day)) dates.push(formatDay(day));
    return dates;
  }

  /** Whether a day from that of `from` to that of `to`, both included, is still without an official calendar. */
  isProvisional(from: Instant, to: Instant): boolean {
    return this.touchesProvisional(dayOf(from), dayOf(to));
  }

  private closingOf(day: DayNumber): Instant {
    return midnightOf(day) + this.closes;
  }

  /** Office milliseconds of the day that are over at the instant, which is on that day. */
  private workedOn(day: DayNumber, instant: Instant): number {
    if (!this.isWorking(day)) return 0;
    return Math.min(Math.max(instant - midnightOf(day), this.opens), this.closes) - this.opens;
  }

  private isWorking(day: DayNumber): boolean {
    return this.tableWith(day).isWorking(day);
  }

  /** The count-th working day after the day, or before it when negative; count is not 0. */
  private workingDayFrom(day: DayNumber, count: number): DayNumber {
    let table = this.tableWith(day);
    let place = count > 0 ? table.workingBefore(day + 1) + count : table.workingBefore(day) + 1 + count;
    while (place > table.workingDayCount) {
      place -= table.workingDayCount;
      table = this.tableWith(table.lastDay + 1);
    }
    while (place < 1) {
      table = this.tableWith(table.firstDay - 1);
      place += table.workingDayCount;
    }
    return table.workingDayAt(place);
  }

  /** Working days in [from, to). */
  private countWorkingDays(from: DayNumber, to: DayNumber): number {
    let table = this.tableWith(from);
    let count = -table.workingBefore(from);
    while (to > table.lastDay) {
      count += table.workingDayCount;
      table = this.tableWith(table.lastDay + 1);
    }
    return count + table.workingBefore(to);
  }

  private touchesProvisional(from: DayNumber, to: DayNumber): boolean {
    for (let start = from; start <= to;) {
      const table = this.tableWith(start);
      if (table.hasProvisional(start, Math.min(to, table.lastDay))) return true;
      start = table.lastDay + 1;
    }
    return false;
  }

  private tableWith(day: DayNumber): YearTable {
    const year = yearOfDay(day);
    const known = this.tables.get(year);
    if (known) return known;
    const table = new YearTable(year, (each) => {
      const { kind, provisional } = this.kindOf(formatDay(each));
      return { working: kind === 'working', provisional };
    });
    this.tables.set(year, table);
    return table;
  }
}
