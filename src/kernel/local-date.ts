import { HOUR, MINUTE, type Instant } from './clock.js';
import { dayNamed, dayOf, formatDay, midnightOf, parseDay } from './day-number.js';

/**
 * `YYYY-MM-DD`, a day in Asia/Shanghai: UTC+8 all year, as there has been no daylight saving since 1991.
 * Functions that take one throw a RangeError for a text that {@link isLocalDate} refuses.
 */
export type LocalDate = string;

/** Whether the text is `YYYY-MM-DD` and such a day exists, in the years 0001 to 9999. */
export function isLocalDate(text: string): boolean {
  return dayNamed(text) !== null;
}

/** The day on which the instant falls; midnight belongs to the day that begins. */
export function localDateOf(instant: Instant): LocalDate {
  return formatDay(dayOf(instant));
}

/** Midnight at which the day begins. */
export function startOfDay(date: LocalDate): Instant {
  return midnightOf(parseDay(date));
}

/** The instant of a wall-clock time `HH:MM` on the day. */
export function atTime(date: LocalDate, time: string): Instant {
  return startOfDay(date) + timeOfDay(time);
}

/** Milliseconds from midnight to `HH:MM`, 00:00 to 23:59; RangeError for anything else. */
export function timeOfDay(time: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (!match) throw new RangeError(`not a time of day (HH:MM): ${time}`);
  return Number(match[1]) * HOUR + Number(match[2]) * MINUTE;
}

/** The day `count` calendar days later, or earlier when negative. */
export function addDays(date: LocalDate, count: number): LocalDate {
  if (!Number.isInteger(count)) throw new RangeError(`not a whole number of days: ${count}`);
  return formatDay(parseDay(date) + count);
}

/** How many days later `to` is than `from`; negative when it is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return parseDay(to) - parseDay(from);
}

/** The same day of the month `count` months later, or the last one of a month that has no such day. */
export function addMonths(date: LocalDate, count: number): LocalDate {
  if (!Number.isInteger(count)) throw new RangeError(`not a whole number of months: ${count}`);
  const [year, month, day] = [yearOf(date), Number(date.slice(5, 7)), Number(date.slice(8))];
  const first = new Date(Date.UTC(year, month - 1 + count, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, lastDay));
  return first.toISOString().slice(0, 10);
}

export function yearOf(date: LocalDate): number {
  parseDay(date);
  return Number(date.slice(0, 4));
}

/** The wall-clock time `HH:MM` of the instant. */
export function clockTimeOf(instant: Instant): string {
  const minutes = Math.floor((instant - midnightOf(dayOf(instant))) / MINUTE);
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
