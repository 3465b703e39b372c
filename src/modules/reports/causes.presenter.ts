import { iso } from '../../kernel/clock.js';
import type { CausesReport } from './cause-reports.service.js';
import type { CausesReportView } from './causes.dto.js';
import { presentRate } from './completion.presenter.js';
import type { Figures } from './figures.js';
import { cellLinks, type Link } from './report-links.js';

/** @param query gives the links their filters */
export function presentCauses(report: CausesReport, query: object): CausesReportView {
  const { period, asOf, total, rows, common } = report;
  return {
    period,
    asOf: iso(asOf),
    total: presentCounts(total, cellLinks(report, query, {})),
    rows: rows.map(({ key, label, figures, share, enterprises, regions }) => ({
      key,
      label,
      ...presentCounts(figures, cellLinks(report, query, { groupBy: 'subcategory', groupKey: key })),
      share: share.value,
      shareText: share.text,
      enterprises,
      regions,
    })),
    commonIssues: common.map(({ issue: { id, number, title, regionCode }, merged }) => ({
      ...{ id, number, title, regionCode, merged },
    })),
  };
}

function presentCounts({ counts, rates }: Figures, link: Link) {
  return {
    received: counts.received,
    receivedUrl: link('received'),
    open: counts.open,
    openUrl: link('open'),
    completion: presentRate(rates.completion, 'completion', link),
  };
}
