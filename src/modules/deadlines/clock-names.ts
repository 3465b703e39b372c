import type { Bilingual } from '../../kernel/language.js';
import type { FactClock } from './domain/clock-facts.js';

/** What people call the clocks. */
export const CLOCK_NAMES: Readonly<Record<FactClock, Bilingual>> = {
  accept: { zh: '受理', en: 'Acceptance' },
  assign: { zh: '交办', en: 'Assignment' },
  sign: { zh: '签收', en: 'Signing for it' },
  contact: { zh: '首次联系', en: 'First contact' },
  progress: { zh: '进展反馈', en: 'Progress note' },
  finish: { zh: '办结', en: 'Finish' },
  rating: { zh: '评价', en: 'Rating' },
  unhappyContact: { zh: '不满意回访', en: 'Contact after an unhappy rating' },
  review: { zh: '长期推进复核', en: 'Long-term review' },
  info: { zh: '补充材料', en: 'Answer to a question' },
  verify: { zh: '核实', en: 'Verification' },
  statutory: { zh: '法定期限', en: 'Statutory limit' },
};
