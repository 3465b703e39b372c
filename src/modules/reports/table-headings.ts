import type { Bilingual } from '../../kernel/language.js';

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
