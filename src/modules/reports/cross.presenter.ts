import { iso } from '../../kernel/clock.js';
import { type CountCode, RATES, type RateCode } from '../issues/index.js';
import { presentRate } from './completion.presenter.js';
import type { CrossReport } from './cross-reports.service.js';
import type { CrossCellView, CrossMetric, CrossReportView } from './cross.dto.js';
import type { Figures } from './figures.js';
import { cellLinks, type Link } from './report-links.js';

/** @param query gives the links their filters */
export function presentCross(report: CrossReport, metric: CrossMetric, query: object): CrossReportView {
  const { period, asOf, groupBy, splitBy, rows, columns } = report;
  const cell = (row: string | null, column: string | null): CrossCellView => {
    const place = {
      ...(row === null ? {} : { groupBy, groupKey: row }),
      ...(column === null ? {} : { splitBy, splitKey: column }),
    };
    return presentCell(report.figures(row, column), metric, cellLinks(report, query, place));
  };
  const line = (row: string | null) => ({ total: cell(row, null), cells: columns.map(({ key }) => cell(row, key)) });
  return {
    period,
    asOf: iso(asOf),
    groupBy,
    splitBy,
    metric,
    columns: [...columns],
    rows: rows.map((row) => ({ ...row, ...line(row.key) })),
    total: line(null),
  };
}

function presentCell(figures: Figures, metric: CrossMetric, link: Link): CrossCellView {
  if (isRate(metric)) return presentRate(figures.rates[metric], metric, link);
  const count = countOf(figures, metric);
  return {
    numerator: count,
    denominator: null,
    value: count,
    text: String(count),
    numeratorUrl: link(metric),
    denominatorUrl: null,
  };
}

export function countOf({ counts, handling }: Figures, code: CountCode): number {
  return code === 'handled' ? handling.count : counts[code];
}

export function isRate(metric: CrossMetric): metric is RateCode {
  return metric in RATES;
}
