import { type Instant, iso } from '../../kernel/clock.js';
import type { FigureCode, FlowCode, Grouping } from '../issues/index.js';
import type { ReportPeriod } from './domain/report-period.js';

/** Makes the address of the list behind a number. */
export type Link = (figure: FigureCode | FlowCode) => string;

/** One cell of a report, as its list asks for it; without a group it is the total. */
export interface Cell {
  readonly groupBy?: Grouping;
  readonly groupKey?: string;
  readonly splitBy?: Grouping;
  readonly splitKey?: string;
}

// What a report is asked for besides the filters, which its lists take too.
const OF_REPORTS = new Set([
  ...['from', 'to', 'asOf', 'groupBy', 'splitBy', 'metric', 'unit', 'format'],
  ...['compareFrom', 'compareTo', 'compareAsOf'],
]);

/** The filters of `/issues` in the query of a report. */
function filtersIn(query: object): Record<string, string> {
  const filters = Object.entries(query).filter(([name, value]) => value !== undefined && !OF_REPORTS.has(name));
  return Object.fromEntries(filters.map(([name, value]) => [name, String(value)]));
}

/**
 * The addresses of the lists behind the numbers of one cell.
 * Without a cut-off, the lists are of the moment at which they are opened
 */
export function cellLinks(
  { period, asOf }: { readonly period: ReportPeriod; readonly asOf: Instant | null },
  query: object,
  cell: Cell,
): Link {
  const parameters: Record<string, string> = {
    // Said twice for readers of the address; `groupKey` alone decides.
    ...(cell.groupBy === 'region' ? { regionCode: cell.groupKey! } : {}),
    ...filtersIn(query),
    periodFrom: period.from,
    periodTo: period.to,
    ...(asOf === null ? {} : { asOf: iso(asOf) }),
    ...(cell as Record<string, string>),
  };
  const address = `/api/v1/issues?${new URLSearchParams(parameters).toString()}`;
  return (figure) => `${address}&metric=${figure}`;
}

/**
 * The addresses of the lists behind the numbers of one report.
 * @returns for the key of a row, or for null for the total, what makes its links
 */
export function reportLinks(
  report: { readonly period: ReportPeriod; readonly asOf: Instant; readonly groupBy: Grouping },
  query: object,
): (key: string | null) => Link {
  const { groupBy } = report;
  return (groupKey) => cellLinks(report, query, groupKey === null ? {} : { groupBy, groupKey });
}
