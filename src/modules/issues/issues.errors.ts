import { brokenField, problem } from '../../kernel/domain-error.js';

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
export const DirectNotAllowed = problem(
  'rule-broken',
  'issue.direct-not-allowed',
  '只有企业自己可以直达上级提交',
  'Only the enterprise itself may send an issue straight one level up',
);
export const NothingAbove = problem(
  'rule-broken',
  'issue.nothing-above',
  '企业所在区域已是最高一级，不能直达上级',
  'There is no level above the region of this enterprise',
);
export const ExclusionNotAllowed = problem(
  'rule-broken',
  'issue.exclusion-not-allowed',
  '只有企业或活动办可以提出回避',
  'Only the enterprise or a coordinator may exclude cadres',
);
export const ExcludedUnknown = problem(
  'rule-broken',
  'issue.excluded-unknown',
  '须回避的干部不存在',
  'There is no such cadre to be excluded',
);
export const EnterpriseHidden = problem(
  'forbidden',
  'issue.enterprise-hidden',
  '该问题对承办单位保密企业身份',
  'The enterprise of this issue is hidden from the handling unit',
);
export const NoContact = problem('not-found', 'issue.no-contact', '该问题没有登记联系人', 'The issue names no contact');
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

export const owesOpinions = (count: number) =>
  brokenField(
    'cadre.owes-opinions',
    'onDuty',
    {
      zh: '该干部还有 {count} 个协办意见未提出，请先移交（POST /cadres/{id}/handover）再停止在岗',
      en: 'The cadre still owes {count} opinions as a co-handler; hand them over first (POST /cadres/{id}/handover)',
    },
    { count },
  );

export const looksAfter = (count: number) =>
  brokenField(
    'cadre.looks-after-enterprises',
    'onDuty',
    {
      zh: '该干部还结对 {count} 家企业且没有代理人，请先移交（POST /cadres/{id}/handover）或解除结对，再停止在岗',
      en: 'The cadre looks after {count} enterprises and nobody acts for them; hand them over first (POST /cadres/{id}/handover), or end the pairings',
    },
    { count },
  );
