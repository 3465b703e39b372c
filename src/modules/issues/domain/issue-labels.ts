import type { Bilingual } from '../../../kernel/language.js';
import type { Channel, Confirmation, Level, Urgency } from './issue-types.js';

/** What people call the codes of an issue, in tables and reports. */
export const LEVEL_LABELS: Readonly<Record<Level, Bilingual>> = {
  county: { zh: '县级', en: 'County' },
  municipality: { zh: '市级', en: 'Municipality' },
  province: { zh: '省级', en: 'Province' },
};

export const URGENCY_LABELS: Readonly<Record<Urgency, Bilingual>> = {
  normal: { zh: '一般', en: 'Normal' },
  complex: { zh: '复杂', en: 'Complex' },
  urgent: { zh: '紧急', en: 'Urgent' },
};

export const CHANNEL_LABELS: Readonly<Record<Channel, Bilingual>> = {
  portal: { zh: '企业自行提交', en: 'Portal' },
  visit: { zh: '走访收集', en: 'Visit' },
  hotline: { zh: '热线', en: 'Hotline' },
  superior: { zh: '上级交办', en: 'From above' },
  import: { zh: '导入', en: 'Import' },
};

export const CONFIRMATION_LABELS: Readonly<Record<Confirmation, Bilingual>> = {
  enterprise: { zh: '企业确认', en: 'By the enterprise' },
  call_back: { zh: '回访确认', en: 'By a call-back' },
  none: { zh: '未确认', en: 'By nobody' },
};

export const COLOUR_LABELS = {
  none: { zh: '正常', en: 'No colour' },
  yellow: { zh: '黄色预警', en: 'Yellow' },
  orange: { zh: '橙色预警', en: 'Orange' },
  red: { zh: '红色预警', en: 'Red' },
} as const satisfies Readonly<Record<string, Bilingual>>;
