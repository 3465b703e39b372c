import { brokenField, problem } from '../../kernel/domain-error.js';

export const SamplingRuleNotFound = problem(
  'not-found',
  'sampling-rule.not-found',
  '没有这条抽样规则',
  'There is no such sampling rule',
);

export const unknownIn = (field: string, code: string) =>
  brokenField('sampling-rule.unknown', field, { zh: '没有 {code}', en: 'There is no {code}' }, { code });

export const confirmationTooEarly = () =>
  brokenField('sampling-rule.confirmation', 'confirmation', {
    zh: '回访抽样时问题尚未销号，不能按确认方式抽取',
    en: 'An issue that is drawn for a call-back is not closed yet: nobody has confirmed it',
  });
