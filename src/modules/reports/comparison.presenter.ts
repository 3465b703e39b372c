import { iso } from '../../kernel/clock.js';
import { RATE_CODES, type RateCode } from '../issues/index.js';
import type { ComparisonReport } from './comparison-reports.service.js';
import type { ChangeView, ComparedFiguresView, ComparisonReportView } from './comparison.dto.js';
import { presentFigures } from './completion.presenter.js';
import { pointsBetween } from './domain/rates.js';
import type { Figures } from './figures.js';
import { reportLinks } from './report-links.js';

/** @param query gives the links their filters */
export function presentComparison(report: ComparisonReport, query: object): ComparisonReportView {
  const { groupBy, current, earlier } = report;
  const [currentLinks, earlierLinks] = [reportLinks(current, query), reportLinks(earlier, query)];
  const compared = (key: string | null, now: Figures, then: Figures): ComparedFiguresView => ({
    current: presentFigures(now, currentLinks(key)),
    earlier: presentFigures(then, earlierLinks(key)),
    change: change(now, then),
  });
  return {
    groupBy,
    current: { period: current.period, asOf: iso(current.asOf) },
    earlier: { period: earlier.period, asOf: iso(earlier.asOf) },
    total: compared(null, current.total, earlier.total),
    rows: report.rows.map((row) => ({
      key: row.key,
      label: row.label,
      ...compared(row.key, row.current, row.earlier),
    })),
  };
}

function change(current: Figures, earlier: Figures): ChangeView {
  const points = RATE_CODES.map((code) => [code, pointsBetween(current.rates[code], earlier.rates[code])]);
  return {
    received: current.counts.received - earlier.counts.received,
    ...(Object.fromEntries(points) as Record<RateCode, number | null>),
  };
}
