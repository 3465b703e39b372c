import type { Bilingual } from '../../kernel/language.js';
import type { Column } from '../../platform/tables/index.js';
import type { HandlingTime } from './domain/handling-time.js';

export const FROM: Bilingual = { zh: '起始日期', en: 'From' };
export const TO: Bilingual = { zh: '结束日期（不含）', en: 'To (exclusive)' };
export const AS_OF: Bilingual = { zh: '统计时点', en: 'As of' };
/** Of the last line. */
export const TOTAL: Bilingual = { zh: '合计', en: 'Total' };

export const inBrackets = ({ zh, en }: Bilingual, more: Bilingual): Bilingual => ({
  zh: `${zh}（${more.zh}）`,
  en: `${en} (${more.en})`,
});

/** The code of what the rows are, beside its name. */
export const codeOf = (group: Bilingual): Bilingual => inBrackets(group, { zh: '代码', en: 'code' });

const working = (more: Bilingual): Bilingual => inBrackets({ zh: '办理工作日', en: 'Handling working days' }, more);

export const HANDLING_COLUMNS: readonly Column<HandlingTime>[] = [
  { heading: working({ zh: '件数', en: 'issues' }), kind: 'whole', of: ({ count }) => count },
  { heading: working({ zh: '平均', en: 'mean' }), kind: 'decimal', of: ({ mean }) => mean },
  { heading: working({ zh: '中位数', en: 'median' }), kind: 'decimal', of: ({ median }) => median },
  { heading: working({ zh: '第90百分位', en: 'P90' }), kind: 'decimal', of: ({ p90 }) => p90 },
];
