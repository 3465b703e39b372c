import { iso } from '../../kernel/clock.js';
import { FLOW_COUNTS, type FlowCode } from '../issues/index.js';
import { presentRate } from './completion.presenter.js';
import type { FlowCounts } from './domain/flow-balance.js';
import type { ReportPeriod } from './domain/report-period.js';
import type { FlowReport, TrendReport } from './flow-reports.service.js';
import type { FlowReportView, FlowView, TrendReportView, TrendSpanView } from './flow.dto.js';
import { cellLinks } from './report-links.js';

type FlowLink = (code: FlowCode) => string;

/** @param query gives the links their filters */
export function presentFlow(report: FlowReport, query: object): FlowReportView {
  const { period, asOf, groupBy, total, rows } = report;
  return {
    period,
    asOf: iso(asOf),
    groupBy,
    total: presentCounts(total, cellLinks(report, query, {})),
    rows: rows.map(({ key, label, flow }) => ({
      key,
      label,
      ...presentCounts(flow, cellLinks(report, query, { groupBy, groupKey: key })),
    })),
  };
}

/** @param query gives the links their filters */
export function presentTrend(report: TrendReport, query: object): TrendReportView {
  const { period, asOf, unit, total, rows } = report;
  const whole = cellLinks(report, query, {});
  // The span is seen in the picture of the whole period, with the filters of its end.
  const spanLink =
    ({ from, to }: ReportPeriod): FlowLink =>
    (code) =>
      `${whole(code)}&spanFrom=${from}&spanTo=${to}`;
  const span = ({ span: { name }, within, flow, figures }: (typeof rows)[number]): TrendSpanView => {
    const cohort = cellLinks(report, query, { groupBy: unit, groupKey: name });
    const { completion, solved, satisfaction } = figures.rates;
    return {
      key: name,
      period: within,
      flow: presentCounts(flow, spanLink(within)),
      figures: {
        received: figures.counts.received,
        issuesUrl: cohort('received'),
        completion: presentRate(completion, 'completion', cohort),
        solved: presentRate(solved, 'solved', cohort),
        satisfaction: presentRate(satisfaction, 'satisfaction', cohort),
      },
    };
  };
  return {
    period,
    asOf: iso(asOf),
    unit,
    total: presentCounts(total, whole),
    rows: rows.map(span),
  };
}

function presentCounts(flow: FlowCounts, link: FlowLink): FlowView {
  const numbers = FLOW_COUNTS.flatMap((count) => [
    [count, flow[count]],
    [`${count}Url`, link(`flow.${count}`)],
  ]);
  return Object.fromEntries(numbers) as FlowView;
}
