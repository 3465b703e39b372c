import { iso } from '../../kernel/clock.js';
import { presentRate } from './completion.presenter.js';
import { everUntil } from './domain/bands.js';
import { type Cell, cellLinks } from './report-links.js';
import type { Workload, WorkloadReport } from './workload-reports.service.js';
import type { WorkloadReportView, WorkloadView } from './workload.dto.js';

/** @param query gives the links their filters */
export function presentWorkload(report: WorkloadReport, query: object): WorkloadReportView {
  const { period, asOf, total, rows } = report;
  const present = ({ work, cadresOnDuty, figures }: Workload, cell: Cell): WorkloadView => {
    const link = cellLinks(report, query, cell);
    const openUrl = cellLinks({ period: everUntil(asOf), asOf: null }, query, cell)('open');
    return {
      cadresOnDuty,
      ...work,
      openUrl,
      openPerCadre: perCadre(work.open, cadresOnDuty),
      overdueUrl: `${openUrl}&overdue=true`,
      yellowUrl: `${openUrl}&warning=yellow`,
      orangeUrl: `${openUrl}&warning=orange`,
      redUrl: `${openUrl}&warning=red`,
      received: figures.counts.received,
      receivedUrl: link('received'),
      completion: presentRate(figures.rates.completion, 'completion', link),
      onTime: presentRate(figures.rates.onTime, 'onTime', link),
      handlingWorkingDays: { ...figures.handling, issuesUrl: link('handled') },
    };
  };
  return {
    period,
    asOf: iso(asOf),
    total: present(total, {}),
    rows: rows.map(({ key, label, workload }) => ({
      key,
      label,
      ...present(workload, { groupBy: 'department', groupKey: key }),
    })),
  };
}

/** Cut off after one decimal, as rates are. */
export function perCadre(open: number, cadres: number): number | null {
  return cadres === 0 ? null : Math.floor((open * 10) / cadres) / 10;
}
