import { MINUTE, type Instant } from '../../src/kernel/clock.js';
import { localDateOf, startOfDay, type LocalDate } from '../../src/kernel/local-date.js';

const MORNING = { from: 8 * 60 + 30, to: 12 * 60 };
const AFTERNOON = { from: 14 * 60 + 30, to: 18 * 60 };
const MORNING_MINUTES = MORNING.to - MORNING.from;

/** Minutes that an office works in a day. */
export const OFFICE_DAY = MORNING_MINUTES + AFTERNOON.to - AFTERNOON.from;

/** Working days of January 2025 before the Spring Festival (State Council notice of November 2024). */
const JANUARY_2025: readonly LocalDate[] = [2, 3, 6, 7, 8, 9, 10, 13, 14, 15, 16, 17, 20, 21, 22, 23, 24].map(
  (day) => `2025-01-${String(day).padStart(2, '0')}`,
);

/** Minutes since local midnight. */
export function minuteOfDay(instant: Instant): number {
  return Math.floor((instant - startOfDay(localDateOf(instant))) / MINUTE);
}

/** A wall-clock minute of a local day. */
export function instantAt(date: LocalDate, minute: number, second = 0): Instant {
  return startOfDay(date) + minute * MINUTE + second * 1_000;
}

/**
 * Office time as one line of minutes: day 0 is the first working date of the plan, and each day has {@link OFFICE_DAY}
 * minutes. Adding to it skips nights, lunch, weekends and holidays.
 */
export class OfficeTime {
  private readonly dates: readonly LocalDate[];
  private readonly numbers: ReadonlyMap<LocalDate, number>;

  constructor(workingDates: readonly LocalDate[]) {
    this.dates = [...workingDates, ...JANUARY_2025];
    this.numbers = new Map(this.dates.map((date, day) => [date, day]));
  }

  /** @throws RangeError after the last working day of the plan */
  dateOf(day: number): LocalDate {
    const date = this.dates[day];
    if (date === undefined) {
      throw new RangeError(`the plan has no working day ${day}`);
    }
    return date;
  }

  /** The number of the working day on or after a local date. */
  dayOf(date: LocalDate): number {
    const day = this.numbers.get(date) ?? this.dates.findIndex((candidate) => candidate >= date);
    if (day < 0) {
      throw new RangeError(`the plan ends before ${date}`);
    }
    return day;
  }

  isWorkingDay(date: LocalDate): boolean {
    return this.numbers.has(date);
  }

  /** The first office minute at or after an instant. */
  minuteAt(instant: Instant): number {
    const date = localDateOf(instant);
    const day = this.dayOf(date);
    if (!this.isWorkingDay(date)) {
      return day * OFFICE_DAY;
    }
    const minute = minuteOfDay(instant);
    if (minute >= AFTERNOON.to) {
      return (day + 1) * OFFICE_DAY;
    }
    const worked =
      minute < AFTERNOON.from
        ? Math.min(Math.max(minute - MORNING.from, 0), MORNING_MINUTES)
        : MORNING_MINUTES + minute - AFTERNOON.from;
    return day * OFFICE_DAY + worked;
  }

  instantOf(officeMinute: number, second = 0): Instant {
    const day = Math.floor(officeMinute / OFFICE_DAY);
    const worked = officeMinute - day * OFFICE_DAY;
    const minute = worked < MORNING_MINUTES ? MORNING.from + worked : AFTERNOON.from + worked - MORNING_MINUTES;
    return instantAt(this.dateOf(day), minute, second);
  }

  /** Closing time of a working day: where a deadline in working days ends. */
  closingOf(day: number): Instant {
    return instantAt(this.dateOf(day), AFTERNOON.to);
  }
}
