import { DAY } from './clock.js';
import { firstDayOf, parseDay } from './day-number.js';
import { addDays, addMonths, type LocalDate, yearOf } from './local-date.js';

/** What time is cut into for people: local days, ISO 8601 weeks from Monday to Sunday, and months. */
export const SPAN_UNITS = ['day', 'week', 'month'] as const;
export type SpanUnit = (typeof SPAN_UNITS)[number];

/** A local day, week or month: `2024-02-04`, `2024-W05` or `2024-02`. Names are in the order of time. */
export interface Span {
  readonly name: string;
  /** Its first day. */
  readonly from: LocalDate;
  /** The first day after it. */
  readonly to: LocalDate;
}

export function isSpanUnit(text: string): text is SpanUnit {
  return (SPAN_UNITS as readonly string[]).includes(text);
}

/** The day, week or month to which the day belongs. A week belongs to the year that has its Thursday (ISO 8601). */
export function spanAround(unit: SpanUnit, date: LocalDate): Span {
  switch (unit) {
    case 'day':
      return { name: date, from: date, to: addDays(date, 1) };
    case 'week': {
      const from = addDays(date, -daysSinceMonday(date));
      const thursday = addDays(from, 3);
      const week = Math.floor((dayOfYear(thursday) - 1) / 7) + 1;
      return { name: `${thursday.slice(0, 4)}-W${String(week).padStart(2, '0')}`, from, to: addDays(from, 7) };
    }
    case 'month': {
      const from = `${date.slice(0, 7)}-01`;
      return { name: date.slice(0, 7), from, to: addMonths(from, 1) };
    }
  }
}

/** The spans of a half-open period, in their order. The first and the last may reach beyond it. */
export function spansOf(unit: SpanUnit, { from, to }: { readonly from: LocalDate; readonly to: LocalDate }): Span[] {
  const spans: Span[] = [];
  for (let day = from; day < to; day = spans.at(-1)!.to) spans.push(spanAround(unit, day));
  return spans;
}

function daysSinceMonday(date: LocalDate): number {
  return (new Date(parseDay(date) * DAY).getUTCDay() + 6) % 7;
}

function dayOfYear(date: LocalDate): number {
  return parseDay(date) - firstDayOf(yearOf(date)) + 1;
}
