import type { Bilingual, Language } from '../../kernel/language.js';
import type { SpanUnit } from '../../kernel/spans.js';
import type { Column, Table } from '../../platform/tables/index.js';
import { COUNTS, FLOW, FLOW_COUNTS, GROUPINGS, RATES } from '../issues/index.js';
import type { FlowCounts } from './domain/flow-balance.js';
import type { FlowReport, TrendReport } from './flow-reports.service.js';
import { groupTable } from './group-table.js';
import { AS_OF, FROM, TO } from './table-headings.js';

interface Told {
  readonly flow: FlowCounts;
}

const FLOWS = FLOW_COUNTS.map((count): Column<Told> => ({
  heading: FLOW[count],
  kind: 'whole',
  of: ({ flow }) => flow[count],
}));

/** What came and went. */
export function flowTable({ period, asOf, groupBy, total, rows }: FlowReport, language: Language) {
  return groupTable(
    {
      ...{ name: { zh: '收结存', en: 'Flow' }, file: 'flow', period, asOf },
      ...{ group: GROUPINGS[groupBy], columns: FLOWS, rows, total: { flow: total } },
    },
    language,
  );
}

type TrendLine = TrendReport['rows'][number];

const UNITS: Readonly<Record<SpanUnit, Bilingual>> = {
  day: { zh: '日期', en: 'Day' },
  week: { zh: '周', en: 'Week' },
  month: { zh: '月份', en: 'Month' },
};

/** What came and went over time, a line a span. */
export function trendTable({ period, asOf, unit, rows }: TrendReport): Table<TrendLine> {
  const rates = ['completion', 'solved', 'satisfaction'] as const;
  return {
    name: { zh: '趋势', en: 'Trend' },
    file: 'trend',
    suffix: `${period.from}-${period.to}`,
    columns: [
      { heading: UNITS[unit], kind: 'text', of: ({ span }) => span.name },
      { heading: FROM, kind: 'date', of: ({ within }) => within.from },
      { heading: TO, kind: 'date', of: ({ within }) => within.to },
      { heading: AS_OF, kind: 'instant', of: () => asOf },
      ...FLOWS,
      { heading: COUNTS.received.label, kind: 'whole', of: ({ figures }) => figures.counts.received },
      ...rates.map((code): Column<TrendLine> => ({
        heading: RATES[code].label,
        kind: 'percent',
        of: ({ figures }) => figures.rates[code].text,
      })),
    ],
    rows,
  };
}
