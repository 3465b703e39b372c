import { problem } from '../../kernel/domain-error.js';

export const IssueNotFound = problem(
  'not-found',
  'issue.not-found',
  '问题不存在，或不在您的范围内',
  'There is no such issue, or it is not yours to see',
);
export const StaleIssue = problem(
  'stale',
  'issue.stale',
  '问题已被他人更新，请刷新后再操作',
  'Somebody else has changed the issue; read it again',
);
export const EnterpriseNotFound = problem(
  'rule-broken',
  'issue.enterprise-not-found',
  '企业不存在，或不在您的范围内',
  'There is no such enterprise, or it is not yours',
);
export const EnterpriseMissing = problem(
  'rule-broken',
  'issue.enterprise-missing',
  '请指明企业',
  'Say for which enterprise',
);
export const CategoryUnknown = problem(
  'rule-broken',
  'issue.category-unknown',
  '没有这个问题类别',
  'There is no such category',
);
export const CampaignUnknown = problem(
  'rule-broken',
  'issue.campaign-unknown',
  '没有这个活动',
  'There is no such campaign',
);
export const SubmittedInFuture = problem(
  'rule-broken',
  'issue.submitted-in-future',
  '提交时间不能在未来',
  'The time of submission must not be in the future',
);
export const BackdatingNotAllowed = problem(
  'rule-broken',
  'issue.backdating-not-allowed',
  '只有代企业登记时才能填写提交时间',
  'Only somebody who logs it on behalf of an enterprise may say when it was submitted',
);
export const MergeTargetNotFound = problem(
  'rule-broken',
  'issue.merge-target-not-found',
  '目标问题不存在，或不在您的范围内',
  'There is no such issue to merge into, or it is not yours to see',
);
export const SameCadre = problem(
  'rule-broken',
  'cadre.handover-to-self',
  '不能移交给本人',
  'It cannot be handed over to the same cadre',
);
export const CadreNotFound = problem(
  'not-found',
  'cadre.not-found',
  '干部不存在，或不在您的范围内',
  'There is no such cadre, or not in your region',
);
