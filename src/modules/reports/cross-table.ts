import type { Language } from '../../kernel/language.js';
import type { Column } from '../../platform/tables/index.js';
import { COUNTS, GROUPINGS, RATES } from '../issues/index.js';
import type { CrossReport } from './cross-reports.service.js';
import type { CrossMetric } from './cross.dto.js';
import { countOf, isRate } from './cross.presenter.js';
import { groupTable } from './group-table.js';
import { TOTAL } from './table-headings.js';

interface Told {
  /** Null for the total. */
  readonly row: string | null;
}

/** One figure by two groupings: a line a row, a column a column, and the totals of both at the end. */
export function crossTable(report: CrossReport, metric: CrossMetric, language: Language) {
  const { period, asOf, groupBy, rows, columns } = report;
  const [name, kind] = isRate(metric)
    ? ([RATES[metric].label, 'percent'] as const)
    : ([COUNTS[metric].label, 'whole'] as const);
  const cell = (row: string | null, column: string | null): string | number => {
    const figures = report.figures(row, column);
    return isRate(metric) ? figures.rates[metric].text : countOf(figures, metric);
  };
  const shown = columns.map(({ key, label }): Column<Told> => ({
    heading: { zh: label, en: label },
    kind,
    of: ({ row }) => cell(row, key),
  }));
  return groupTable(
    {
      ...{ name, file: 'cross', period, asOf, group: GROUPINGS[groupBy] },
      columns: [...shown, { heading: TOTAL, kind, of: ({ row }: Told) => cell(row, null) }],
      rows: rows.map((row) => ({ ...row, row: row.key })),
      total: { row: null },
    },
    language,
  );
}
