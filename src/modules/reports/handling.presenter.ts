import { iso } from '../../kernel/clock.js';
import { HANDLING_BANDS, type HandlingBand } from './domain/bands.js';
import type { Handling, HandlingReport } from './handling-reports.service.js';
import type { HandlingReportView, HandlingTimesView } from './handling.dto.js';
import { cellLinks, type Link } from './report-links.js';

/** @param query gives the links their filters */
export function presentHandling(report: HandlingReport, query: object): HandlingReportView {
  const { period, asOf, groupBy, total, rows } = report;
  return {
    period,
    asOf: iso(asOf),
    groupBy,
    total: present(total, cellLinks(report, query, {})),
    rows: rows.map(({ key, label, handling }) => ({
      key,
      label,
      ...present(handling, cellLinks(report, query, { groupBy, groupKey: key })),
    })),
  };
}

function present({ time, counts }: Handling, link: Link): HandlingTimesView {
  const issuesUrl = link('handled');
  const bands = HANDLING_BANDS.map((band, index) => ({
    ...band,
    count: counts[index]!,
    countUrl: `${issuesUrl}${limits(band)}`,
  }));
  return { ...time, issuesUrl, bands };
}

const limits = ({ over, upTo }: HandlingBand): string =>
  `${over === null ? '' : `&handledOver=${over}`}${upTo === null ? '' : `&handledUpTo=${upTo}`}`;
