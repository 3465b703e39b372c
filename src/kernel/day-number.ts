import { DAY, HOUR, type Instant } from './clock.js';

/** Whole days since 1970-01-01 as the calendar on the wall in Asia/Shanghai shows them; calendars count with these. */
export type DayNumber = number;

/** Asia/Shanghai is UTC+8 without daylight saving since 1991-09-15; the six summers before that are not modelled. */
const OFFSET = 8 * HOUR;

const FIRST_YEAR = 1;
const LAST_YEAR = 9999;

/** The day that contains the instant; a day begins at its midnight and ends before the next one. */
export function dayOf(instant: Instant): DayNumber {
  return Math.floor((instant + OFFSET) / DAY);
}

/** The first instant of the day. */
export function midnightOf(day: DayNumber): Instant {
  return day * DAY - OFFSET;
}

/** The Gregorian year. RangeError outside the years 1 to 9999, also for NaN: such a day is a fault, never a date. */
export function yearOfDay(day: DayNumber): number {
  const year = new Date(day * DAY).getUTCFullYear();
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) throw new RangeError(`day ${day} is outside the years 1 to 9999`);
  return year;
}

/** 1 January of the year. */
export function firstDayOf(year: number): DayNumber {
  return parseDay(`${String(year).padStart(4, '0')}-01-01`);
}

/** 31 December of the year. */
export function lastDayOf(year: number): DayNumber {
  return parseDay(`${String(year).padStart(4, '0')}-12-31`);
}

export function isWeekend(day: DayNumber): boolean {
  const weekday = new Date(day * DAY).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** `YYYY-MM-DD`. */
export function formatDay(day: DayNumber): string {
  yearOfDay(day);
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** The day of a `YYYY-MM-DD` text; RangeError for anything else, also for a day that does not exist. */
export function parseDay(text: string): DayNumber {
  const day = dayNamed(text);
  if (day === null) throw new RangeError(`not a date (YYYY-MM-DD): ${text}`);
  return day;
}

/** The day of a `YYYY-MM-DD` text, or null when there is no such day. */
export function dayNamed(text: string): DayNumber | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text.startsWith('0000')) return null;
  const day = Date.parse(`${text}T00:00:00Z`) / DAY;
  // V8 rolls 30 February over into March instead of refusing it.
  return new Date(day * DAY).getUTCDate() === Number(text.slice(8)) ? day : null;
}
