import { type Language, say } from '../../kernel/language.js';
import type { Column, Table } from '../../platform/tables/index.js';
import { COUNTS, GROUPINGS, RATES } from '../issues/index.js';
import type { CrossReport } from './cross-reports.service.js';
import type { CrossMetric } from './cross.dto.js';
import { countOf, isRate } from './cross.presenter.js';
import { AS_OF, codeOf, FROM, TO, TOTAL } from './table-headings.js';

interface Line {
  /** Null for the total. */
  readonly key: string | null;
  readonly label: string;
}

/** One figure by two groupings: a line a row, a column a column, and the totals of both at the end. */
export function crossTable(report: CrossReport, metric: CrossMetric, language: Language): Table<Line> {
  const { period, asOf, groupBy, rows, columns } = report;
  const [group, shown] = [GROUPINGS[groupBy], isRate(metric) ? RATES[metric] : COUNTS[metric]];
  const cell = (row: string | null, column: string | null): string | number => {
    const figures = report.figures(row, column);
    return isRate(metric) ? figures.rates[metric].text : countOf(figures, metric);
  };
  const kind = isRate(metric) ? 'percent' : 'whole';
  return {
    name: shown.label,
    file: 'cross',
    suffix: `${period.from}-${period.to}`,
    columns: [
      { heading: FROM, kind: 'date', of: () => period.from },
      { heading: TO, kind: 'date', of: () => period.to },
      { heading: AS_OF, kind: 'instant', of: () => asOf },
      { heading: codeOf(group), kind: 'text', of: ({ key }) => key ?? '' },
      { heading: group, kind: 'text', width: 28, of: ({ label }) => label },
      ...columns.map(({ key, label }): Column<Line> => ({
        heading: { zh: label, en: label },
        kind,
        of: (line) => cell(line.key, key),
      })),
      { heading: TOTAL, kind, of: (line) => cell(line.key, null) },
    ],
    rows: [...rows, { key: null, label: say(TOTAL, language) }],
  };
}
