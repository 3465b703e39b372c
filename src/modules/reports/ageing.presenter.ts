import { iso } from '../../kernel/clock.js';
import { localDateOf } from '../../kernel/local-date.js';
import type { AgeingReport } from './ageing-reports.service.js';
import type { AgeingReportView, AgesView } from './ageing.dto.js';
import { AGE_BANDS, everUntil, submittedWithin } from './domain/bands.js';
import { type Cell, cellLinks } from './report-links.js';

/** @param query gives the links their filters */
export function presentAgeing({ asOf, groupBy, total, rows }: AgeingReport, query: object): AgeingReportView {
  const today = localDateOf(asOf);
  const present = (counts: readonly number[], cell: Cell): AgesView => {
    const bands = AGE_BANDS.map((band, index) => ({
      ...band,
      count: counts[index]!,
      countUrl: cellLinks({ period: submittedWithin(band, today), asOf }, query, cell)('open'),
    }));
    const open = counts.reduce((sum, count) => sum + count, 0);
    return { open, openUrl: cellLinks({ period: everUntil(asOf), asOf }, query, cell)('open'), bands };
  };
  return {
    asOf: iso(asOf),
    groupBy,
    total: present(total, {}),
    rows: rows.map(({ key, label, counts }) => ({ key, label, ...present(counts, { groupBy, groupKey: key }) })),
  };
}
