import { type Bilingual, type Language, say } from '../../kernel/language.js';
import type { SpanUnit } from '../../kernel/spans.js';
import type { Column, Table } from '../../platform/tables/index.js';
import { COUNTS, FLOW, FLOW_COUNTS, GROUPINGS, RATES } from '../issues/index.js';
import type { FlowCounts } from './domain/flow-balance.js';
import type { FlowReport, TrendReport } from './flow-reports.service.js';
import { AS_OF, codeOf, FROM, TO, TOTAL } from './table-headings.js';

interface FlowLine {
  readonly key: string;
  readonly label: string;
  readonly flow: FlowCounts;
}

/** What came and went, a line a group; the last line is the total. */
export function flowTable({ period, asOf, groupBy, total, rows }: FlowReport, language: Language): Table<FlowLine> {
  const group = GROUPINGS[groupBy];
  return {
    name: { zh: '收结存', en: 'Flow' },
    file: 'flow',
    suffix: `${period.from}-${period.to}`,
    columns: [
      { heading: FROM, kind: 'date', of: () => period.from },
      { heading: TO, kind: 'date', of: () => period.to },
      { heading: AS_OF, kind: 'instant', of: () => asOf },
      { heading: codeOf(group), kind: 'text', of: ({ key }) => key },
      { heading: group, kind: 'text', width: 28, of: ({ label }) => label },
      ...countColumns<FlowLine>(({ flow }) => flow),
    ],
    rows: [...rows, { key: '', label: say(TOTAL, language), flow: total }],
  };
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
      ...countColumns<TrendLine>(({ flow }) => flow),
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

function countColumns<Line>(flowOf: (line: Line) => FlowCounts): Column<Line>[] {
  return FLOW_COUNTS.map((count) => ({ heading: FLOW[count], kind: 'whole', of: (line) => flowOf(line)[count] }));
}
