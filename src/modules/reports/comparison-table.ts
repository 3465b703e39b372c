import { type Bilingual, type Language, say } from '../../kernel/language.js';
import type { Column, Table } from '../../platform/tables/index.js';
import { COUNTS, GROUPINGS, RATE_CODES, RATES } from '../issues/index.js';
import type { ComparisonReport } from './comparison-reports.service.js';
import { pointsBetween } from './domain/rates.js';
import type { Figures } from './figures.js';
import { codeOf, inBrackets, TOTAL } from './table-headings.js';

interface Line {
  readonly key: string;
  readonly label: string;
  readonly current: Figures;
  readonly earlier: Figures;
}

const CURRENT: Bilingual = { zh: '本期', en: 'current' };
const EARLIER: Bilingual = { zh: '对比期', en: 'earlier' };
const CHANGE: Bilingual = { zh: '增减', en: 'change' };
const POINTS: Bilingual = { zh: '百分点', en: 'points' };

const COMPARED: readonly Column<Line>[] = [
  ...(
    [
      [CURRENT, ({ current }) => current.counts.received],
      [EARLIER, ({ earlier }) => earlier.counts.received],
      [CHANGE, ({ current, earlier }) => current.counts.received - earlier.counts.received],
    ] as const satisfies readonly (readonly [Bilingual, (line: Line) => number])[]
  ).map(([which, of]): Column<Line> => ({ heading: inBrackets(COUNTS.received.label, which), kind: 'whole', of })),
  ...RATE_CODES.flatMap((code): Column<Line>[] => {
    const { label } = RATES[code];
    return [
      { heading: inBrackets(label, CURRENT), kind: 'percent', of: ({ current }) => current.rates[code].text },
      { heading: inBrackets(label, EARLIER), kind: 'percent', of: ({ earlier }) => earlier.rates[code].text },
      {
        heading: inBrackets(label, POINTS),
        kind: 'decimal',
        of: ({ current, earlier }) => pointsBetween(current.rates[code], earlier.rates[code]),
      },
    ];
  }),
];

/** Both periods and what changed between them, a line a group; the last line is the total. */
export function comparisonTable(report: ComparisonReport, language: Language): Table<Line> {
  const { groupBy, current, earlier, rows } = report;
  const group = GROUPINGS[groupBy];
  return {
    name: { zh: '同期对比', en: 'Comparison' },
    file: 'comparison',
    suffix: `${current.period.from}-${current.period.to}-${earlier.period.from}-${earlier.period.to}`,
    columns: [
      { heading: codeOf(group), kind: 'text', of: ({ key }) => key },
      { heading: group, kind: 'text', width: 28, of: ({ label }) => label },
      ...COMPARED,
    ],
    rows: [...rows, { key: '', label: say(TOTAL, language), current: current.total, earlier: earlier.total }],
  };
}
