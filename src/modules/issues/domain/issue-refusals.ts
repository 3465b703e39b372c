import { brokenField, problem } from '../../../kernel/domain-error.js';
import type { GuardName, Separation } from './issue-lifecycle.js';

export const ActorMayNot = problem(
  'forbidden',
  'issue.action-forbidden',
  '您不能对该问题执行此操作',
  'You may not take this action on this issue',
);

export const TransitionNotAllowed = problem(
  'conflict',
  'issue.transition-not-allowed',
  '问题当前为“{statusZh}”，不能执行此操作',
  'The issue is "{statusEn}"; this action is not possible now',
);

const conflict = (code: string, zh: string, en: string) => problem('conflict', `issue.${code}`, zh, en);
const broken = (code: string, zh: string, en: string) => problem('rule-broken', `issue.${code}`, zh, en);

const alreadyPending = conflict(
  'request-pending',
  '已有同类申请等待审批',
  'A request of this kind is already waiting for a decision',
);

export const SupervisionKindNotHigher = conflict(
  'supervision-not-higher',
  '已有同级或更高级别的督办待答复，只能升级',
  'A supervision of this kind or a higher one waits for its answer; it can only be raised',
);

export const GuardRefusals: Readonly<Record<GuardName, ReturnType<typeof problem>>> = {
  'never-contacted': conflict(
    'work-begun',
    '已与企业联系、开始办理，不能再不予受理',
    'The enterprise has been contacted; it can no longer be refused',
  ),
  'no-children': broken(
    'has-children',
    '已有其他问题并入本问题，须先办结',
    'Others were merged into this issue and wait for its answer',
  ),
  'asked-once': conflict(
    'asked-already',
    '只能要求企业补充一次',
    'The enterprise may be asked for information only once',
  ),
  'object-once': conflict(
    'objected-already',
    '对同一决定只能提出一次异议',
    'An objection to one decision may be raised only once',
  ),
  'within-return-window': broken(
    'return-too-late',
    '交办超过 24 小时，不能再退回',
    'It can be returned only within 24 hours of assignment',
  ),
  'return-open': conflict(
    'return-final',
    '退回申请已被驳回，决定为最终决定',
    'A return was denied; that decision is final',
  ),
  'before-extension-limit': broken(
    'extension-too-late',
    '须在到期前至少一个工作日申请延期',
    'An extension must be asked for at least one working day before the due date',
  ),
  'not-yet-contacted': conflict('contacted-already', '已登记首次联系', 'The first contact is already logged'),
  contacted: broken(
    'contact-missing',
    '请先登记与企业的首次联系，再申报办结',
    'Log the first contact with the enterprise before claiming done',
  ),
  'below-top-level': broken('top-level', '已由省级协调，不能再提级', 'It is already at the level of the province'),
  'above-lowest-level': broken(
    'lowest-level',
    '已由最低层级办理，不能再交回下级',
    'It is already at the lowest level that can handle it',
  ),
  'reopen-window': broken(
    'reopen-too-late',
    '办结超过 30 天，请重新提交',
    'It was closed more than 30 days ago; submit a new issue',
  ),
  'rating-open': conflict('rating-closed', '现在不能评价', 'It cannot be rated now'),
  'enterprise-hidden': conflict(
    'not-hidden',
    '企业身份并未对承办单位保密',
    'The enterprise is not hidden from the handling unit',
  ),
  'supervision-can-rise': SupervisionKindNotHigher,
  'supervision-open': conflict('no-supervision', '没有待您答复的督办', 'There is no supervision for you to answer'),
  'supervision-unacknowledged': conflict(
    'nothing-to-acknowledge',
    '没有待您签收的督办或批示',
    'There is no supervision or instruction for you to acknowledge',
  ),
  'nothing-pending:return': alreadyPending,
  'nothing-pending:extension': alreadyPending,
  'nothing-pending:long_term': alreadyPending,
  'nothing-pending:escalation': alreadyPending,
  'nothing-pending:objection': alreadyPending,
};

export const SeparationRefusals: Readonly<Record<Separation, ReturnType<typeof problem>>> = {
  handler: problem(
    'forbidden',
    'issue.own-work',
    '承办人不能核实或回访自己办理的问题',
    'Whoever handled an issue may neither verify it nor call back',
  ),
  'kept-from': problem(
    'forbidden',
    'issue.kept-from-you',
    '该问题的企业身份对承办或曾承办的人保密，不能由其改派、并案或公开',
    'The enterprise is hidden from whoever handles or has handled the issue; they neither reassign nor merge nor release it',
  ),
  'handling-unit': problem(
    'forbidden',
    'issue.own-unit',
    '回访人不能属于承办单位',
    'A caller may not belong to the handling unit',
  ),
  verifier: problem(
    'forbidden',
    'issue.own-verification',
    '核实人不能再做回访',
    'Whoever verified an issue may not call back',
  ),
  caller: problem(
    'forbidden',
    'issue.own-call',
    '已就该问题回访过企业的人不能再做抽查',
    'Whoever has spoken to the enterprise in a call-back may not spot-check the issue',
  ),
};

export const RequestNotFound = problem('not-found', 'request.not-found', '没有这项申请', 'There is no such request');
export const RequestDecided = problem(
  'conflict',
  'request.decided',
  '该申请已处理',
  'The request has already been decided',
);
export const RequestNotYours = problem(
  'forbidden',
  'request.not-yours',
  '该申请不由您审批',
  'This request is not yours to decide',
);

export const OwnUnitSuggested = () =>
  brokenField('issue.suggested-unit-own', 'suggestedDepartmentId', {
    zh: '建议承办单位不能是本单位；本人须回避的除外',
    en: 'must be another unit than the one that gives it back, unless the reason is a conflict of interest',
  });
export const FinalUnitMissing = broken(
  'final-unit-missing',
  '第二次退回须由审批人指定最终承办单位',
  'Whoever approves a second return names the unit that handles it in the end',
);
export const NobodyToInstruct = broken('nobody-to-instruct', '该问题尚无承办干部', 'Nobody leads this issue yet');
export const DueNotLater = broken(
  'due-not-later',
  '新时限须晚于现时限',
  'The new due date must be later than the present one',
);
export const DueTooFar = broken('due-too-far', '新时限不得超过一年', 'The new due date must lie within a year');
export const DueBeyondStatute = broken(
  'due-beyond-statute',
  '新时限不得晚于法定期限',
  'The new due date must not lie beyond the statutory limit',
);
export const ReviewOutOfRange = broken(
  'review-out-of-range',
  '复核日期须在未来 30 天以内',
  'The review date must lie within the next 30 days',
);
export const NotInTheFuture = broken('not-in-the-future', '时间不能在未来', 'The time must not be in the future');
export const BeforeSubmission = broken(
  'before-submission',
  '时间不能早于提交时间',
  'The time must not be before the submission',
);
export const BeforeRating = broken(
  'before-rating',
  '须在差评之后重新联系企业',
  'The enterprise has to be contacted again after its bad rating',
);
export const MergeIntoItself = broken('merge-itself', '不能并入自身', 'An issue cannot be merged into itself');
export const MergeTargetEnded = broken(
  'merge-target-ended',
  '目标问题已结束或已并案',
  'The target has ended or is itself merged',
);
export const CadreUnavailable = broken('cadre-unavailable', '该干部不存在或不在岗', 'There is no such cadre on duty');
export const CadreAccountClosed = broken(
  'cadre-account-closed',
  '{name}的账号已停用，请另选',
  'The account of {name} is closed; please choose somebody else',
);
export const CadreOnLeave = broken(
  'cadre-on-leave',
  '{name}休假至 {until}，{adviceZh}',
  '{name} is on leave until {until}; {adviceEn}',
);
export const CadreOutsideScope = broken(
  'cadre-outside-scope',
  '该干部不在您负责的区域',
  'This cadre is outside your region',
);
export const SameLead = conflict('same-lead', '该干部已是承办人', 'This cadre already is the lead');
export const LeadAmongCoHandlers = broken(
  'lead-among-co-handlers',
  '承办干部不能同时为协办干部',
  'The lead cannot be a co-handler as well',
);
export const CadreExcluded = broken(
  'cadre-excluded',
  '该干部须回避问题 {number}',
  'This cadre is excluded from issue {number} by a conflict of interest',
);
export const CadreBelowDirect = broken(
  'cadre-below-direct',
  '该问题直达上级，不能交由下级干部办理',
  'This issue was sent straight one level up; nobody below that level may handle it',
);
export const AlreadyExcluded = conflict('already-excluded', '该干部已须回避', 'This cadre is excluded already');
export const MergeAcrossChannels = broken(
  'merge-across-channels',
  '直达上级的问题只能与同样直达上级的问题并案',
  'Of two issues that are merged, either both were sent straight one level up or neither',
);
export const LevelBelowDirect = broken(
  'level-below-direct',
  '该问题直达上级，不能定为更低的层级',
  'This issue was sent straight one level up and cannot be put below that level',
);
export const AnswerIncomplete = broken(
  'call-back-incomplete',
  '已联系上时须登记是否解决和满意度',
  'A call-back that reached somebody needs solved and stars',
);
export const LevelAboveYours = broken(
  'level-above-yours',
  '不能定为高于本级的层级，请提请上级协调',
  'That level is above yours; escalate the issue instead',
);
