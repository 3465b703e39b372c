import { brokenField, problem } from '../../kernel/domain-error.js';

export const RuleNotFound = problem('not-found', 'routing-rule.not-found', '没有这条分派规则', 'There is no such rule');

export const RuleExists = problem(
  'conflict',
  'routing-rule.duplicate',
  '代码 {code} 已有规则使用',
  'The code {code} is already in use',
);

export const reservedCode = (code: string) =>
  brokenField('routing-rule.code-reserved', 'code', { zh: '{code} 为系统保留', en: '{code} is reserved' }, { code });

/** The rule asks for something that is not there; `field` is a path such as `match.categoryCode`. */
export const unknownIn = (field: string, code: string) =>
  brokenField('routing-rule.unknown', field, { zh: '没有 {code}', en: 'There is no {code}' }, { code });

export const wrongTarget = () =>
  brokenField('routing-rule.target', 'target', {
    zh: 'department 需要 departmentId 或 departmentFunction 之一，cadre 需要 cadreId，其他类型不带字段',
    en: 'department needs departmentId or departmentFunction, cadre needs cadreId, the other kinds need nothing',
  });
