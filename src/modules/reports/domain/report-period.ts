import { brokenField } from '../../../kernel/domain-error.js';
import { type LocalDate, yearOf } from '../../../kernel/local-date.js';

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

const endsBeforeItStarts = () =>
  brokenField('report.period', 'to', { zh: '必须晚于起始日期', en: 'must be later than from' });
