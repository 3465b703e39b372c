import type { Bilingual } from '../../../kernel/language.js';

/**
 * How a notice leaves the office: `urgent` at once, day and night, and nobody can mute it; `prompt` at once in working
 * hours; `digest` with the others on the next working morning.
 */
export type Importance = 'urgent' | 'prompt' | 'digest';

interface NoticeText {
  readonly importance: Importance;
  readonly title: Bilingual;
  /** `{places}` are filled from the notice's own facts; which issue it is stands apart. */
  readonly body: Bilingual;
}

const notice = (importance: Importance, zh: readonly [string, string], en: readonly [string, string]): NoticeText => ({
  importance,
  title: { zh: zh[0], en: en[0] },
  body: { zh: zh[1], en: en[1] },
});

/** Every kind of notice and what it says. None names an enterprise, nor repeats what somebody has written. */
export const NOTICE_KINDS = {
  'to-accept': notice(
    'prompt',
    ['有问题待受理', '系统没有找到承办干部，请受理并交办。'],
    ['An issue waits to be accepted', 'No rule found a lead for it: please accept and assign it.'],
  ),
  'to-assign': notice(
    'prompt',
    ['有问题待交办', '目前没有承办干部，请尽快交办。'],
    ['An issue waits for a lead', 'Nobody leads it at present: please assign it.'],
  ),
  'logged-for-you': notice(
    'digest',
    ['已代您登记一个问题', '工作人员已代贵企业登记此问题，可随时查看进展。'],
    ['An issue was logged for you', 'Somebody logged it on your behalf; you can follow it here.'],
  ),
  edited: notice(
    'digest',
    ['问题内容有修改', '问题的内容已修改，请查看最新内容。'],
    ['An issue was edited', 'What it says has changed; please read it again.'],
  ),
  attached: notice(
    'digest',
    ['问题有新附件', '有人添加了附件。'],
    ['An issue has a new attachment', 'Somebody attached a file.'],
  ),
  accepted: notice(
    'digest',
    ['您的问题已受理', '问题已受理，正在安排承办干部。'],
    ['Your issue was accepted', 'It is ours to do; a lead is being chosen.'],
  ),
  'info-wanted': notice(
    'prompt',
    ['请补充材料', '受理前需要您补充情况，补充后继续办理。'],
    ['Please provide information', 'Something is missing before it can be accepted; it waits for your answer.'],
  ),
  'info-provided': notice(
    'prompt',
    ['企业已补充材料', '问题已补充情况，请继续受理。'],
    ['Information was provided', 'The answer is there: please go on with accepting it.'],
  ),
  refused: notice(
    'prompt',
    ['问题不予受理', '问题不予受理，理由和办理渠道见详情；企业可以提出一次异议。'],
    [
      'An issue was refused',
      'The reason and the channel to turn to are with the issue; the enterprise may object once.',
    ],
  ),
  withdrawn: notice(
    'digest',
    ['企业已撤回问题', '问题已撤回，不必继续办理。'],
    ['An issue was withdrawn', 'The enterprise has withdrawn it; nothing is left to do.'],
  ),
  'assigned-to-you': notice(
    'prompt',
    ['有问题交由您承办', '请在时限内签收并联系企业。'],
    ['An issue was assigned to you', 'Please sign for it and contact the enterprise in time.'],
  ),
  'handed-to-you': notice(
    'prompt',
    ['有问题移交给您', '原承办干部已离岗，请接续办理。'],
    ['An issue was handed over to you', 'Its lead has left; please go on with it.'],
  ),
  'you-support': notice(
    'digest',
    ['您协办的问题有变动', '承办安排已更新，请与主办干部配合。'],
    ['An issue you support has moved', 'Who handles it has changed; please work with the lead.'],
  ),
  'support-changed': notice(
    'digest',
    ['协办干部有调整', '新增协办干部 {added} 名，退出 {removed} 名，名单见详情。'],
    ['Others support you now', '{added} came and {removed} left; their names are with the issue.'],
  ),
  'no-longer-supporting': notice(
    'digest',
    ['您不再协办一个问题', '协办安排已调整，您不必再提出意见。'],
    ['You do not support an issue any more', 'Others support its lead now; your opinion is not needed any more.'],
  ),
  'no-longer-yours': notice(
    'digest',
    ['问题已转由他人办理', '您不再承办此问题。'],
    ['An issue is no longer yours', 'You do not lead it any more.'],
  ),
  'lead-named': notice(
    'digest',
    ['您的问题已交办', '已有承办干部负责，他们会与您联系。'],
    ['Your issue has a lead', 'Somebody is responsible for it and will contact you.'],
  ),
  progress: notice(
    'digest',
    ['问题有新进展', '有新的进展记录。'],
    ['An issue has moved on', 'There is a new progress note.'],
  ),
  'opinion-given': notice(
    'digest',
    ['协办干部已提出意见', '意见见详情。'],
    ['A co-handler has given an opinion', 'It is with the issue.'],
  ),
  'request-asked': notice(
    'urgent',
    ['有申请待您审批：{request}', '请在 {decideBy} 前作出决定。'],
    ['A request waits for your decision: {request}', 'Please decide it by {decideBy}.'],
  ),
  'decision-missed': notice(
    'urgent',
    ['申请逾期未批，请尽快审批：{request}', '审批时限已过，已无上级可以上提；请在 {decideBy} 前作出决定。'],
    [
      'Overdue, please decide: {request}',
      'The time to decide has passed, and there is no level above; please decide by {decideBy}.',
    ],
  ),
  'decider-silent': notice(
    'prompt',
    ['申请逾期未批：{request}', '审批人未在时限内作出决定，已提醒其在 {decideBy} 前决定，请督促。'],
    [
      'Nobody has decided in time: {request}',
      'Whoever decides it was reminded to do so by {decideBy}; please see to it.',
    ],
  ),
  'request-approved': notice(
    'prompt',
    ['申请已同意：{request}', '申请已获同意，理由见详情。'],
    ['A request was approved: {request}', 'The reason is with the issue.'],
  ),
  'request-rejected': notice(
    'prompt',
    ['申请未获同意：{request}', '申请未获同意，理由见详情，请继续办理。'],
    ['A request was denied: {request}', 'The reason is with the issue; please go on.'],
  ),
  'objection-upheld': notice(
    'prompt',
    ['您的异议成立', '问题将继续办理。'],
    ['Your objection was upheld', 'Work on the issue goes on.'],
  ),
  'objection-denied': notice(
    'prompt',
    ['您的异议未获支持', '维持不予受理的决定，理由见详情。'],
    ['Your objection was denied', 'The refusal stands; the reason is with the issue.'],
  ),
  'due-moved': notice(
    'digest',
    ['办结期限已延长', '新的办结期限见详情。'],
    ['The due date was moved', 'The new date is with the issue.'],
  ),
  'long-term': notice(
    'digest',
    ['您的问题转入长期推进', '目前无法办结，将定期复核并告知进展。'],
    ['Your issue goes on long-term', 'It cannot be finished now; it is reviewed regularly and you hear of it.'],
  ),
  escalated: notice(
    'digest',
    ['您的问题已提请上级协调', '问题已由上一级负责。'],
    ['Your issue was escalated', 'The level above answers for it now.'],
  ),
  'to-verify': notice(
    'prompt',
    ['有问题待核实', '承办干部已申报办结，请核实。'],
    ['An issue waits to be verified', 'Its lead says it is done: please check.'],
  ),
  'to-rate': notice(
    'prompt',
    ['请评价办理结果', '问题已核实，请在评价期内评价。'],
    ['Please rate the result', 'It has been verified; please rate it within the time for that.'],
  ),
  verified: notice(
    'digest',
    ['办结已核实通过', '已请企业评价。'],
    ['Your work was verified', 'The enterprise has been asked to rate it.'],
  ),
  rework: notice(
    'prompt',
    ['问题退回重办', '核实未通过，所缺事项见详情。'],
    ['An issue was sent back for rework', 'It was not accepted as done; what is missing is with the issue.'],
  ),
  rated: notice('digest', ['企业已评价', '评价：{stars} 星。'], ['The enterprise has rated it', '{stars} stars.']),
  unhappy: notice(
    'prompt',
    ['企业不满意', '评价：{stars} 星。请在一个工作日内联系企业。'],
    ['The enterprise is not satisfied', '{stars} stars. Please contact it within one working day.'],
  ),
  closed: notice(
    'digest',
    ['评价期满，问题已销号', '评价期内没有收到评价。'],
    ['Closed: nobody rated it', 'The time to rate it has passed.'],
  ),
  'review-due': notice(
    'prompt',
    ['长期推进到期复核', '复核期已到，请继续办理并登记进展。'],
    ['A long-term review is due', 'Please take it up again and log what has happened.'],
  ),
  reopened: notice(
    'prompt',
    ['问题重新办理', '已销号的问题重新办理。'],
    ['An issue was reopened', 'It was closed and goes on.'],
  ),
  merged: notice(
    'digest',
    ['问题已并案', '与其他问题合并办理，答复仍会告知您。'],
    ['An issue was merged', 'It is handled together with another one; the answer reaches you all the same.'],
  ),
  'took-in': notice(
    'digest',
    ['有问题并入您承办的问题', '请一并办理。'],
    ['Another issue was merged into yours', 'Please handle them together.'],
  ),
  released: notice(
    'prompt',
    ['企业身份已公开给承办单位', '现在可以联系企业。'],
    ['The enterprise was released to the handling unit', 'It can be contacted now.'],
  ),
  supervised: notice(
    'prompt',
    ['{supervision}', '请按要求办理并答复。'],
    ['{supervision}', 'Please act on it and answer.'],
  ),
  instructed: notice(
    'prompt',
    ['领导批示', '请签收并落实。'],
    ['An instruction from above', 'Please acknowledge it and act on it.'],
  ),
  'supervision-answered': notice(
    'prompt',
    ['督办已答复', '承办干部已答复。'],
    ['A supervision was answered', 'The lead has answered.'],
  ),
  'call-back-wanted': notice(
    'digest',
    ['有问题待回访', '请在 {callBy} 前回访企业；承办人员不知道此事。'],
    ['An issue waits for a call-back', 'Please call the enterprise by {callBy}; whoever handled it does not know.'],
  ),
  'call-back-late': notice(
    'prompt',
    ['回访已逾期', '应在 {callBy} 前回访企业，目前仍未完成。'],
    ['A call-back is late', 'The enterprise was to be called by {callBy}, and has not been yet.'],
  ),
  'bulletin-published': notice(
    'prompt',
    ['新一期通报已发布', '通报 {bulletin} 已发布，可查看和打印。'],
    ['A bulletin was published', 'Bulletin {bulletin} is there to be read and printed.'],
  ),
  'lead-account-closed': notice(
    'prompt',
    [
      '承办干部账号已停用，请移交',
      '{cadre}的账号已停用，名下仍有 {issues} 个未办结问题、{opinions} 项待提协办意见，请尽快移交。',
    ],
    [
      'The account of a lead was closed: please hand over',
      '{cadre} still leads {issues} open issues and owes {opinions} opinions; please hand them over.',
    ],
  ),
  yellow: notice('prompt', ['黄色预警', '期限将至，请抓紧办理。'], ['Yellow warning', 'Time is running out.']),
  orange: notice(
    'prompt',
    ['橙色预警', '已超期或需要重视，请立即办理。'],
    ['Orange warning', 'It is overdue or needs attention: please act now.'],
  ),
  red: notice(
    'urgent',
    ['红色预警', '严重超期或企业不满意未处理，请立即督促。'],
    ['Red warning', 'It is long overdue, or an unhappy enterprise was left alone: please see to it.'],
  ),
} as const satisfies Record<string, NoticeText>;

export type NoticeKind = keyof typeof NOTICE_KINDS;
export const ALL_NOTICE_KINDS = Object.keys(NOTICE_KINDS) as readonly NoticeKind[];

export const importanceOf = (kind: NoticeKind): Importance => NOTICE_KINDS[kind].importance;

/** What somebody may choose not to have by e-mail; in the inbox everything arrives. */
export const MUTABLE_KINDS = ALL_NOTICE_KINDS.filter((kind) => importanceOf(kind) !== 'urgent');
