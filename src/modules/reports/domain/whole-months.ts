import { spanAround } from '../../../kernel/spans.js';
import { addMonths, type LocalDate } from '../../../kernel/local-date.js';
import type { ReportPeriod } from './report-period.js';

/** A period taken apart: whole months that are over, and what is left of it at both ends. */
export interface PeriodParts {
  /** Null when no whole month lies in it. */
  readonly whole: ReportPeriod | null;
  readonly edges: readonly ReportPeriod[];
}

/** @param today the local day of the cut-off: its month is not over */
export function partsOf({ from, to }: ReportPeriod, today: LocalDate): PeriodParts {
  const firstOf = (date: LocalDate): LocalDate => spanAround('month', date).from;
  const begin = firstOf(from) === from ? from : addMonths(firstOf(from), 1);
  const end = firstOf(to < today ? to : today);
  if (begin >= end) return { whole: null, edges: [{ from, to }] };
  const edges = [
    { from, to: begin },
    { from: end, to },
  ];
  return { whole: { from: begin, to: end }, edges: edges.filter((edge) => edge.from < edge.to) };
}

/** The fewest years and months that make up a period of whole months: `2023-12`, `2024`, `2025-01`. */
export function yearsAndMonths({ from, to }: ReportPeriod): string[] {
  const spans: string[] = [];
  for (let date = from; date < to;) {
    const nextYear = addMonths(date, 12);
    const isYear = date.slice(5, 7) === '01' && nextYear <= to;
    spans.push(date.slice(0, isYear ? 4 : 7));
    date = isYear ? nextYear : addMonths(date, 1);
  }
  return spans;
}
