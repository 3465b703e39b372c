import type { Instant } from '../../../kernel/clock.js';
import { brokenField } from '../../../kernel/domain-error.js';
import {
  addDays,
  addMonths,
  daysBetween,
  type LocalDate,
  localDateOf,
  startOfDay,
  yearOf,
} from '../../../kernel/local-date.js';

/** Local dates, half-open: `from` is the first day, `to` the first day after. */
export interface ReportPeriod {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

// Held within the years that a local date can name; what does not fit then ends before it starts.
function newYear(year: number): LocalDate {
  return `${String(Math.min(Math.max(year, 1), 9999)).padStart(4, '0')}-01-01`;
}

/**
 * What the reader asks for, completed: without any date the current year, with one date the year that it starts or
 * ends.
 * @throws DomainError 422 `report.period` when it would end before it starts
 */
export function reportPeriod(asked: Partial<ReportPeriod>, today: LocalDate): ReportPeriod {
  const from = asked.from ?? (asked.to === undefined ? newYear(yearOf(today)) : newYearBefore(asked.to));
  const to = asked.to ?? newYear(yearOf(from) + 1);
  if (to <= from) throw endsBeforeItStarts();
  return { from, to };
}

function newYearBefore(date: LocalDate): LocalDate {
  const own = newYear(yearOf(date));
  return own < date ? own : newYear(yearOf(date) - 1);
}

/** What a report is compared with. */
export interface ReportMoment {
  readonly period: ReportPeriod;
  readonly asOf: Instant;
}

/**
 * The period of the same length right before: of whole months when the period is one of whole months, so that 2025 is
 * compared with 2024 and June with May. Its cut-off lies as far back, so that both had the same time to be worked on.
 */
export function momentBefore({ period: { from, to }, asOf }: ReportMoment): ReportMoment {
  const months = isFirst(from) && isFirst(to) ? monthsBetween(from, to) : null;
  const days = daysBetween(from, to);
  const back = (date: LocalDate): LocalDate => (months === null ? addDays(date, -days) : addMonths(date, -months));
  const cutOffDay = localDateOf(asOf);
  return { period: { from: back(from), to: from }, asOf: startOfDay(back(cutOffDay)) + (asOf - startOfDay(cutOffDay)) };
}

const isFirst = (date: LocalDate): boolean => date.endsWith('-01');
const monthsBetween = (from: LocalDate, to: LocalDate): number =>
  (yearOf(to) - yearOf(from)) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));

const endsBeforeItStarts = () =>
  brokenField('report.period', 'to', { zh: '必须晚于起始日期', en: 'must be later than from' });
