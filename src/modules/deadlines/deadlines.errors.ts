import { brokenField, problem } from '../../kernel/domain-error.js';

/** Far enough for every deadline that anybody sets, and near enough that no table of a year beyond is ever made. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
export const CALENDAR_YEARS = { min: FIRST_YEAR, max: LAST_YEAR } as const;

export const CorrectionNotFound = problem(
  'not-found',
  'calendar.correction-not-found',
  '这一天没有调整记录',
  'There is no correction of that day',
);

export const PolicyNotFound = problem('not-found', 'policy.not-found', '没有这条时限规则', 'There is no such policy');

export const PolicyExists = problem(
  'conflict',
  'policy.duplicate',
  '代码 {code} 已被使用',
  'The code {code} is already in use',
);

export const PolicySuperseded = problem(
  'conflict',
  'policy.superseded',
  '该版本已被新版本取代，请修改最新版本',
  'A newer version has replaced this one; change that one',
);

export const ScopeTaken = problem(
  'conflict',
  'policy.scope-taken',
  '规则 {code} 已适用于相同的类别、紧急程度和层级',
  'The policy {code} is already for the same category, urgency and level',
);

export const RecalculationChanged = problem(
  'conflict',
  'recalculation.outdated',
  '预览之后情况已变化，请重新预览',
  'Something has changed since the preview; look at it again',
);

export const TooManyToRecalculate = problem(
  'rule-broken',
  'recalculation.too-many',
  '一次最多重算 {most} 件，请按区域分批进行',
  'At most {most} issues at once; name a region',
);

export const unknownCategory = (code: string) =>
  brokenField(
    'policy.category-unknown',
    'categoryCode',
    { zh: '没有类别 {code}', en: 'There is no category {code}' },
    { code },
  );
