import { iso } from '../../kernel/clock.js';
import { type Bilingual, type Language, say } from '../../kernel/language.js';
import { COUNTS, GROUPINGS, RATE_CODES, RATES } from '../issues/index.js';
import type { CompletionReport } from './completion-reports.service.js';
import { csvText } from './domain/csv.js';
import type { Figures } from './figures.js';

interface Column {
  readonly heading: Bilingual;
  readonly of: (figures: Figures) => string | number | null;
}

const inBrackets = ({ zh, en }: Bilingual, more: Bilingual): Bilingual => ({
  zh: `${zh}（${more.zh}）`,
  en: `${en} (${more.en})`,
});
const working = (more: Bilingual): Bilingual => inBrackets({ zh: '办理工作日', en: 'Handling working days' }, more);

const COLUMNS: readonly Column[] = [
  ...(['received', 'refused', 'withdrawn', 'merged'] as const).map((code) => ({
    heading: COUNTS[code].label,
    of: ({ counts }: Figures) => counts[code],
  })),
  ...RATE_CODES.flatMap((code) => [
    {
      heading: inBrackets(RATES[code].label, { zh: '分子', en: 'numerator' }),
      of: ({ rates }: Figures) => rates[code].numerator,
    },
    {
      heading: inBrackets(RATES[code].label, { zh: '分母', en: 'denominator' }),
      of: ({ rates }: Figures) => rates[code].denominator,
    },
    { heading: RATES[code].label, of: ({ rates }: Figures) => rates[code].text },
  ]),
  { heading: COUNTS.unrouted.label, of: ({ counts }) => counts.unrouted },
  { heading: working({ zh: '件数', en: 'issues' }), of: ({ handling }) => handling.count },
  { heading: working({ zh: '平均', en: 'mean' }), of: ({ handling }) => handling.mean },
  { heading: working({ zh: '中位数', en: 'median' }), of: ({ handling }) => handling.median },
  { heading: working({ zh: '第90百分位', en: 'P90' }), of: ({ handling }) => handling.p90 },
];

const FROM: Bilingual = { zh: '起始日期', en: 'From' };
const TO: Bilingual = { zh: '结束日期（不含）', en: 'To (exclusive)' };
const AS_OF: Bilingual = { zh: '统计时点', en: 'As of' };
const CODE: Bilingual = { zh: '代码', en: 'code' };
const TOTAL: Bilingual = { zh: '合计', en: 'Total' };

/** The report as a table: every line names its period and cut-off, the last line is the total. */
export function completionCsv({ period, asOf, groupBy, total, rows }: CompletionReport, language: Language): string {
  const group = GROUPINGS[groupBy];
  const headings = [FROM, TO, AS_OF, inBrackets(group, CODE), group, ...COLUMNS.map(({ heading }) => heading)];
  const line = (key: string, label: string, figures: Figures) => [
    period.from,
    period.to,
    iso(asOf),
    key,
    label,
    ...COLUMNS.map((column) => column.of(figures)),
  ];
  return csvText([
    headings.map((heading) => say(heading, language)),
    ...rows.map(({ key, label, figures }) => line(key, label, figures)),
    line('', say(TOTAL, language), total),
  ]);
}
