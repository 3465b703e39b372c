import { addDays, localDateOf } from '../../../kernel/local-date.js';
import { spanAround, type SpanUnit } from '../../../kernel/spans.js';
import type { ReportMoment, ReportPeriod } from './report-period.js';

/** A day each for more than two years: more than a chart can show, or anybody reads. */
export const MOST_SPANS = 800;

/** The part of the period that has begun at the cut-off. */
export function begun({ period: { from, to }, asOf }: ReportMoment): ReportPeriod {
  const tomorrow = addDays(localDateOf(asOf), 1);
  return { from, to: tomorrow < to ? tomorrow : to };
}

/** Whether what has begun of the period has more such spans than a report shows. */
export function isTooFine(unit: SpanUnit, moment: ReportMoment): boolean {
  const { from, to } = begun(moment);
  let day = from;
  for (let spans = 0; spans < MOST_SPANS && day < to; spans++) day = spanAround(unit, day).to;
  return day < to;
}
