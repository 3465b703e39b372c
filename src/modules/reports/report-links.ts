import { iso } from '../../kernel/clock.js';
import type { FigureCode } from '../issues/index.js';
import type { CompletionReport } from './completion-reports.service.js';
import type { CompletionQuery, ReportQuery } from './reports.dto.js';

/** Makes the address of the list behind a number. */
export type Link = (figure: FigureCode) => string;

// Everything else in the query is a filter, which the list takes too.
const OF_THE_REPORT: Readonly<Record<keyof ReportQuery, true>> = {
  from: true,
  to: true,
  asOf: true,
  groupBy: true,
  format: true,
};

/**
 * The addresses of the lists behind the numbers of one report.
 * @returns for the key of a row, or for null for the total, what makes its links
 */
export function reportLinks(
  { period, asOf, groupBy }: Pick<CompletionReport, 'period' | 'asOf' | 'groupBy'>,
  query: CompletionQuery,
): (key: string | null) => Link {
  const filters = Object.entries(query).filter(([name, value]) => value !== undefined && !(name in OF_THE_REPORT));
  return (key) => {
    const parameters: Record<string, string> = {
      // Said twice for readers of the address; `groupKey` alone decides.
      ...(key !== null && groupBy === 'region' ? { regionCode: key } : {}),
      ...Object.fromEntries(filters.map(([name, value]) => [name, String(value)])),
      periodFrom: period.from,
      periodTo: period.to,
      asOf: iso(asOf),
      ...(key === null ? {} : { groupBy, groupKey: key }),
    };
    const address = `/api/v1/issues?${new URLSearchParams(parameters).toString()}`;
    return (figure) => `${address}&metric=${figure}`;
  };
}
