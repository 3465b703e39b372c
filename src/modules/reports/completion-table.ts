import { type Language, say } from '../../kernel/language.js';
import type { Column, Table } from '../../platform/tables/index.js';
import { COUNTS, GROUPINGS, RATE_CODES, RATES } from '../issues/index.js';
import type { CompletionReport } from './completion-reports.service.js';
import type { Figures } from './figures.js';
import { AS_OF, codeOf, FROM, HANDLING_COLUMNS, inBrackets, TO, TOTAL } from './table-headings.js';

const FIGURES: readonly Column<Figures>[] = [
  ...(['received', 'refused', 'withdrawn', 'merged'] as const).map((code) => ({
    heading: COUNTS[code].label,
    kind: 'whole' as const,
    of: ({ counts }: Figures) => counts[code],
  })),
  ...RATE_CODES.flatMap((code) => [
    {
      heading: inBrackets(RATES[code].label, { zh: '分子', en: 'numerator' }),
      kind: 'whole' as const,
      of: ({ rates }: Figures) => rates[code].numerator,
    },
    {
      heading: inBrackets(RATES[code].label, { zh: '分母', en: 'denominator' }),
      kind: 'whole' as const,
      of: ({ rates }: Figures) => rates[code].denominator,
    },
    { heading: RATES[code].label, kind: 'percent' as const, of: ({ rates }: Figures) => rates[code].text },
  ]),
  { heading: COUNTS.open.label, kind: 'whole', of: ({ counts }) => counts.open },
  { heading: COUNTS.unrouted.label, kind: 'whole', of: ({ counts }) => counts.unrouted },
  ...HANDLING_COLUMNS.map(({ heading, kind, of }): Column<Figures> => ({
    heading,
    kind,
    of: ({ handling }) => of(handling),
  })),
];

interface Line {
  readonly key: string;
  readonly label: string;
  readonly figures: Figures;
}

/** The report as a table: every line names its period and cut-off, the last line is the total. */
export function completionTable(report: CompletionReport, language: Language): Table<Line> {
  const { period, asOf, groupBy, total, rows } = report;
  const group = GROUPINGS[groupBy];
  return {
    name: { zh: '办结率', en: 'Completion' },
    file: 'completion',
    suffix: `${period.from}-${period.to}`,
    columns: [
      { heading: FROM, kind: 'date', of: () => period.from },
      { heading: TO, kind: 'date', of: () => period.to },
      { heading: AS_OF, kind: 'instant', of: () => asOf },
      { heading: codeOf(group), kind: 'text', of: ({ key }) => key },
      { heading: group, kind: 'text', width: 28, of: ({ label }) => label },
      ...FIGURES.map(({ heading, kind, of }): Column<Line> => ({ heading, kind, of: ({ figures }) => of(figures) })),
    ],
    rows: [...rows, { key: '', label: say(TOTAL, language), figures: total }],
  };
}
