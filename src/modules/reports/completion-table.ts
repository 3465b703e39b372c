import type { Language } from '../../kernel/language.js';
import type { Column } from '../../platform/tables/index.js';
import { COUNTS, GROUPINGS, RATE_CODES, RATES } from '../issues/index.js';
import type { CompletionReport } from './completion-reports.service.js';
import type { Figures } from './figures.js';
import { columnsOf, groupTable } from './group-table.js';
import { HANDLING_COLUMNS, inBrackets } from './table-headings.js';

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
  ...columnsOf(HANDLING_COLUMNS, ({ handling }: Figures) => handling),
];

const COLUMNS = columnsOf(FIGURES, ({ figures }: { readonly figures: Figures }) => figures);

/** The report as a table. */
export function completionTable(report: CompletionReport, language: Language) {
  const { period, asOf, groupBy, total, rows } = report;
  return groupTable(
    {
      ...{ name: { zh: '办结率', en: 'Completion' }, file: 'completion', period, asOf },
      ...{ group: GROUPINGS[groupBy], columns: COLUMNS, rows, total: { figures: total } },
    },
    language,
  );
}
