import { brokenField, type DomainError, problem } from '../../kernel/domain-error.js';

export const RetentionRuleNotFound = problem(
  'not-found',
  'retention.rule-not-found',
  '没有这条保存期限规则',
  'There is no such retention rule',
);

export const KeptOutsideBounds = (bounds: { least: number; most: number }): DomainError =>
  brokenField(
    'retention.bounds',
    'keepDays',
    { zh: '保存天数须在 {least} 至 {most} 之间', en: 'must be from {least} to {most} days' },
    bounds,
  );

export const PersonUnnamed = problem(
  'invalid',
  'privacy.person',
  '请指明账号或电话号码之一',
  'Name either an account or a phone number',
);

export const AccountUnknown = (): DomainError =>
  brokenField('privacy.account-unknown', 'userId', { zh: '没有这个账号', en: 'There is no such account' });

export const PhoneWrong = (): DomainError =>
  brokenField('privacy.phone', 'phone', {
    zh: '不是有效的中国大陆电话号码',
    en: 'is not a mainland phone number',
  });

export const OwnAccount = (): DomainError =>
  brokenField('privacy.own-account', 'userId', {
    zh: '不能注销自己的账号，请由他人办理',
    en: 'Your own account has to be erased by somebody else',
  });

export const PersonNotFound = problem(
  'not-found',
  'privacy.person-not-found',
  '没有这个账号',
  'There is no such account',
);
