import { brokenField, type DomainError, problem } from '../../kernel/domain-error.js';
import type { Bilingual } from '../../kernel/language.js';
import { invalidField } from '../../platform/http/index.js';
import type { CreditCodeFault } from './domain/credit-code.js';

export const EnterpriseNotFound = problem(
  'not-found',
  'enterprise.not-found',
  '没有这家企业，或不在您的范围内',
  'There is no such enterprise, or not in your scope',
);

const taken = { zh: '该统一社会信用代码已登记', en: 'This credit code is already registered' };
const takenField = { field: 'creditCode', rule: 'enterprise.duplicate', message: taken };
const Duplicate = problem('conflict', 'enterprise.duplicate', taken.zh, taken.en);
const KnownDuplicate = problem(
  'conflict',
  'enterprise.duplicate',
  '该统一社会信用代码已登记：{name}（{id}）',
  'This credit code is already registered: {name} ({id})',
);

/** @param existing named only to those who may see it */
export function duplicate(existing: { readonly id: string; readonly name: string } | null): DomainError {
  return existing
    ? KnownDuplicate({ id: existing.id, name: existing.name }, [takenField])
    : Duplicate({}, [takenField]);
}

const CREDIT_CODE_TEXTS: Readonly<Record<CreditCodeFault['part'], Bilingual>> = {
  length: { zh: '应为 18 位，现为 {length} 位', en: 'must have 18 characters, not {length}' },
  alphabet: {
    zh: '第 {position} 位的“{character}”不可用：只有数字和大写字母，且没有 I、O、S、V、Z',
    en: 'has “{character}” at position {position}: only digits and capital letters without I, O, S, V, Z are used',
  },
  division: {
    zh: '第 {position} 位应为数字：第 3 至 8 位是行政区划码',
    en: 'needs a digit at position {position}: 3 to 8 are the administrative division',
  },
  organisation: {
    zh: '第 9 至 17 位的主体标识码不正确（GB 11714 校验），请核对这几位',
    en: 'is wrong somewhere in positions 9 to 17, the organisation code (check of GB 11714)',
  },
  check: {
    zh: '校验码不符（GB 32100），请核对第 1 至 8 位和第 18 位',
    en: 'does not agree with its check character (GB 32100): look at positions 1 to 8 and 18',
  },
};

export function badCreditCode({ part, ...facts }: CreditCodeFault): DomainError {
  return brokenField('enterprise.credit-code', 'creditCode', CREDIT_CODE_TEXTS[part], facts);
}

export const badContactPhone = (index: number) =>
  invalidField(
    `contacts.${index}.phone`,
    'phone',
    '必须是手机号码或带区号的固定电话，如 13812345678、0394-8222333',
    'must be a mobile number or a landline with its area code, such as 13812345678 or 0394-8222333',
  );

export const badHonourPeriod = (index: number) =>
  brokenField('enterprise.honour', `honours.${index}.validUntil`, {
    zh: '有效期不得早于授予日期',
    en: 'must not be before the day on which it was granted',
  });

export const unknownChain = (code: string) =>
  brokenField(
    'enterprise.chain-unknown',
    'chainCode',
    { zh: '没有产业链 {code}，或已停用', en: 'There is no industrial chain {code} in use' },
    { code },
  );

export const PairingNotFound = problem(
  'not-found',
  'pairing.not-found',
  '该企业没有这条结对记录',
  'The enterprise has no such pairing',
);

export const SecondChief = problem(
  'conflict',
  'pairing.chief-taken',
  '该企业在此期间已有首席服务员，请先结束原结对',
  'The enterprise has a chief service officer in that time already; end that pairing first',
);

export const AlreadyPaired = problem(
  'conflict',
  'pairing.duplicate',
  '该干部在此期间已与该企业结对',
  'The cadre is paired with the enterprise in that time already',
);

export const emptyPeriod = () =>
  brokenField('pairing.period', 'to', { zh: '结束日期必须晚于开始日期', en: 'must be later than from' });

export const unknownCadre = (id: string) =>
  brokenField(
    'pairing.cadre-unknown',
    'cadreId',
    { zh: '没有干部 {id}，或不在您的范围内', en: 'There is no cadre {id}, or not in your scope' },
    { id },
  );

export const cadreOffDuty = (name: string) =>
  brokenField(
    'pairing.cadre-off-duty',
    'cadreId',
    { zh: '干部{name}不在岗，请另选', en: '{name} is not on duty, please choose somebody else' },
    { name },
  );
