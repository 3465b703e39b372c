import type { Bilingual } from '../../kernel/language.js';

/** The sentence for each rule that a field can break; `{constraint}` is the rule's limit. */
const RULE_TEXTS: Readonly<Record<string, Bilingual>> = {
  whitelistValidation: { zh: '不认识的字段', en: 'is not a known field' },
  isString: { zh: '必须是文本', en: 'must be text' },
  isCleanText: {
    zh: '含有无法保存的字符（如不完整的字符或控制字符）',
    en: 'contains characters that cannot be stored (broken or control characters)',
  },
  isNotBlank: { zh: '不能为空', en: 'must not be empty' },
  minLength: { zh: '至少 {constraint} 个字符', en: 'must have at least {constraint} characters' },
  maxLength: { zh: '最多 {constraint} 个字符', en: 'must have at most {constraint} characters' },
  matches: { zh: '格式不正确', en: 'has the wrong form' },
  isIn: { zh: '必须是以下之一：{constraint}', en: 'must be one of: {constraint}' },
  isInt: { zh: '必须是整数', en: 'must be a whole number' },
  isNumber: { zh: '必须是数字', en: 'must be a number' },
  min: { zh: '不得小于 {constraint}', en: 'must not be less than {constraint}' },
  max: { zh: '不得大于 {constraint}', en: 'must not be greater than {constraint}' },
  isBoolean: { zh: '必须是 true 或 false', en: 'must be true or false' },
  isInstant: {
    zh: '必须是 1900 至 2199 年间带时区的时间，如 2024-02-04T01:00:00.000Z',
    en: 'must be a time of the years 1900 to 2199 with its zone, such as 2024-02-04T01:00:00.000Z',
  },
  isLocalDate: {
    zh: '必须是 1900 至 2199 年间的真实日期，如 2024-02-04',
    en: 'must be a real date of the years 1900 to 2199, such as 2024-02-04',
  },
  isArray: { zh: '必须是列表', en: 'must be a list' },
  arrayMinSize: { zh: '至少 {constraint} 项', en: 'must have at least {constraint} items' },
  arrayMaxSize: { zh: '最多 {constraint} 项', en: 'must have at most {constraint} items' },
  arrayUnique: { zh: '不能有重复项', en: 'must not repeat an item' },
  nestedValidation: { zh: '必须是对象', en: 'must be an object' },
  isObject: { zh: '必须是对象', en: 'must be an object' },
  isDefined: { zh: '必填', en: 'is required' },
};

const UNKNOWN_RULE: Bilingual = { zh: '不正确', en: 'is not valid' };

export function ruleText(rule: string): Bilingual {
  return RULE_TEXTS[rule] ?? UNKNOWN_RULE;
}
