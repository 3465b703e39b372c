import { iso } from '../../kernel/clock.js';
import { RATE_CODES, type RateCode } from '../issues/index.js';
import type { CompletionReport } from './completion-reports.service.js';
import type { Rate } from './domain/rates.js';
import type { Figures } from './figures.js';
import type { Link } from './report-links.js';
import type { CompletionReportView, FiguresView, RateView } from './reports.dto.js';

/** @param linksOf makes the links of a row by its key, of the total for null */
export function presentCompletion(
  report: CompletionReport,
  linksOf: (key: string | null) => Link,
): CompletionReportView {
  return {
    period: report.period,
    asOf: iso(report.asOf),
    groupBy: report.groupBy,
    total: presentFigures(report.total, linksOf(null)),
    rows: report.rows.map(({ key, label, figures }) => ({ key, label, ...presentFigures(figures, linksOf(key)) })),
  };
}

export function presentRate(rate: Rate, code: RateCode, link: Link): RateView {
  return { ...rate, numeratorUrl: link(`${code}.numerator`), denominatorUrl: link(`${code}.denominator`) };
}

export function presentFigures({ counts, rates, handling }: Figures, link: Link): FiguresView {
  const { received, refused, withdrawn, merged, open, unrouted } = counts;
  const presented = RATE_CODES.map((code): [RateCode, RateView] => [code, presentRate(rates[code], code, link)]);
  return {
    received,
    excluded: {
      refused,
      withdrawn,
      merged,
      refusedUrl: link('refused'),
      withdrawnUrl: link('withdrawn'),
      mergedUrl: link('merged'),
    },
    ...(Object.fromEntries(presented) as Record<RateCode, RateView>),
    open,
    openUrl: link('open'),
    unrouted,
    unroutedUrl: link('unrouted'),
    handlingWorkingDays: { ...handling, issuesUrl: link('handled') },
    issuesUrl: link('received'),
  };
}
