import type { Bilingual } from '../../../kernel/language.js';

/** What an action asks for, as data: the check, the OpenAPI schema and the form in the UI are made from it. */
export type ActionField = {
  readonly label: Bilingual;
  readonly required: boolean;
} & (
  | { readonly kind: 'text'; readonly max: number }
  | { readonly kind: 'choice'; readonly choices: Readonly<Record<string, Bilingual>> }
  | { readonly kind: 'whole'; readonly min: number; readonly max: number }
  | { readonly kind: 'instant' | 'flag' | 'code' | 'codes' | 'informed' }
);

export type ActionFields = Readonly<Record<string, ActionField>>;

const need = <F extends object>(field: F, zh: string, en: string) =>
  ({ ...field, label: { zh, en }, required: true }) as const;
const may = <F extends object>(field: F, zh: string, en: string) =>
  ({ ...field, label: { zh, en }, required: false }) as const;

const text = (max: number) => ({ kind: 'text', max }) as const;
const choice = <C extends Readonly<Record<string, Bilingual>>>(choices: C) => ({ kind: 'choice', choices }) as const;
const code = { kind: 'code' } as const;
const codes = { kind: 'codes' } as const;
const instant = { kind: 'instant' } as const;
const flag = { kind: 'flag' } as const;

export const URGENCY_LABELS = {
  normal: { zh: '一般', en: 'Normal' },
  complex: { zh: '复杂', en: 'Complex' },
  urgent: { zh: '紧急', en: 'Urgent' },
} as const;

export const LEVEL_LABELS = {
  county: { zh: '县级', en: 'County' },
  municipality: { zh: '市级', en: 'Municipality' },
  province: { zh: '省级', en: 'Province' },
} as const;

export const MEANS_LABELS = {
  phone: { zh: '电话', en: 'By phone' },
  visit: { zh: '上门', en: 'On a visit' },
  online: { zh: '线上', en: 'Online' },
} as const;

/** Why a demand may be refused; each is referred to its legal channel. */
export const REFUSAL_LABELS = {
  litigation: { zh: '已进入诉讼、仲裁、行政复议等程序', en: 'In court, arbitration or administrative review' },
  repeated: { zh: '已办结且无新事实的重复诉求', en: 'Already answered, without new facts' },
  'out-of-duty': { zh: '不属于政府职责范围', en: 'Not within the duties of government' },
  secret: { zh: '涉及国家秘密、商业秘密或个人隐私', en: 'Concerns state secrets, trade secrets or privacy' },
  unlawful: { zh: '违反法律法规或公序良俗', en: 'Against the law or public order' },
} as const;

export const RETURN_LABELS = {
  'not-our-duty': { zh: '不属于本单位职责', en: 'Not our duty' },
  duplicate: { zh: '重复交办', en: 'Duplicate' },
  'wrong-level': { zh: '层级不符', en: 'Wrong level' },
  'conflict-of-interest': { zh: '需要回避', en: 'Conflict of interest' },
} as const;

export const LONG_TERM_LABELS = {
  'policy-ceiling': { zh: '受政策上限制约', en: 'Policy ceiling' },
  quota: { zh: '需等待规划或指标', en: 'Needs planning or a quota' },
  litigation: { zh: '等待诉讼结果', en: 'Litigation pending' },
  investment: { zh: '需要投资建设', en: 'Needs investment' },
  'force-majeure': { zh: '不可抗力', en: 'Force majeure' },
} as const;

export const RESOLUTION_LABELS = {
  solved: { zh: '已解决', en: 'Solved' },
  partly_solved: { zh: '部分解决', en: 'Partly solved' },
  explained: { zh: '解释说明（目前无法解决）', en: 'Explained (cannot be solved now)' },
  referred: { zh: '转法定渠道', en: 'Referred to a legal channel' },
} as const;

export const SUPERVISION_LABELS = {
  urge: { zh: '催办', en: 'Urge' },
  supervise: { zh: '督办', en: 'Supervise' },
  listed: { zh: '挂牌督办', en: 'Listed supervision' },
} as const;

export const ADDRESSEE_LABELS = {
  lead: { zh: '承办干部', en: 'The lead' },
  coordinator: { zh: '活动办', en: 'The coordinator' },
} as const;

/** The fields of every action, by action. */
export const ACTION_FIELDS = {
  accept: {
    urgency: may(choice(URGENCY_LABELS), '紧急程度', 'Urgency'),
    categoryCode: may(code, '问题类别', 'Category'),
    level: may(choice(LEVEL_LABELS), '协调层级', 'Level'),
  },
  assign: {
    cadreId: need(code, '承办干部', 'Lead cadre'),
    coHandlerIds: may(codes, '协办干部', 'Co-handlers'),
    reason: may(text(1000), '说明', 'Reason'),
  },
  reassign: {
    cadreId: need(code, '承办干部', 'Lead cadre'),
    coHandlerIds: may(codes, '协办干部', 'Co-handlers'),
    reason: need(text(1000), '改派原因', 'Reason'),
  },
  sign: {},
  start: {
    means: need(choice(MEANS_LABELS), '联系方式', 'Means'),
    person: need(text(100), '联系人', 'Person'),
    contactedAt: may(instant, '联系时间', 'Time of contact'),
    note: may(text(4000), '备注', 'Note'),
  },
  progress: {
    note: need(text(4000), '进展', 'Progress'),
    visibleToEnterprise: need(flag, '企业可见', 'Visible to the enterprise'),
  },
  'give-opinion': { opinion: need(text(4000), '协办意见', 'Opinion') },
  'request-info': { question: need(text(2000), '需要补充的内容', 'What is missing') },
  'provide-info': { answer: need(text(4000), '补充内容', 'Answer') },
  refuse: {
    reason: need(choice(REFUSAL_LABELS), '不予受理原因', 'Reason'),
    channel: need(text(500), '建议渠道', 'Channel that is told'),
    note: may(text(2000), '说明', 'Note'),
  },
  object: { reason: need(text(2000), '异议理由', 'Reason') },
  withdraw: { reason: need(text(1000), '撤回原因', 'Reason') },
  return: {
    reason: need(choice(RETURN_LABELS), '退回原因', 'Reason'),
    suggestedDepartmentId: need(code, '建议承办单位', 'Suggested unit'),
    note: may(text(2000), '说明', 'Note'),
  },
  extend: {
    dueAt: need(instant, '新的办结时限', 'New due date'),
    reason: need(text(2000), '延期原因', 'Reason'),
    enterpriseInformed: need({ kind: 'informed' } as const, '已告知企业', 'How the enterprise was told'),
  },
  'long-term': {
    reason: need(choice(LONG_TERM_LABELS), '原因', 'Reason'),
    stageResult: need(text(2000), '阶段性成果', 'What was reached so far'),
    reviewAt: need(instant, '复核日期', 'Review date'),
  },
  escalate: {
    tried: need(text(2000), '已采取的措施', 'What was tried'),
    powerMissing: need(text(2000), '缺少的权限', 'Which power is missing'),
  },
  'hand-down': {
    reason: need(text(2000), '交回原因', 'Reason'),
    cadreId: may(code, '承办干部', 'Lead cadre'),
    keepLead: may(flag, '现承办干部转为协办', 'The present lead stays as co-handler'),
  },
  decide: {
    requestId: need(code, '申请', 'Request'),
    approve: need(flag, '同意', 'Approve'),
    reason: need(text(2000), '理由', 'Reason'),
    cadreId: may(code, '承办干部', 'Lead cadre'),
  },
  'claim-done': {
    resolution: need(choice(RESOLUTION_LABELS), '办理结果', 'Resolution'),
    measures: need(text(4000), '办理措施', 'Measures'),
  },
  verify: { note: may(text(2000), '核实情况', 'Note') },
  rework: { missing: need(text(2000), '欠缺内容', 'What is missing') },
  rate: {
    stars: need({ kind: 'whole', min: 1, max: 5 } as const, '满意度', 'Stars'),
    solved: need(flag, '问题是否解决', 'Solved'),
    comment: may(text(2000), '意见', 'Comment'),
  },
  'call-back': {
    contacted: need(flag, '是否联系上', 'Reached'),
    person: need(text(100), '联系人', 'Person'),
    at: need(instant, '回访时间', 'Time'),
    solved: may(flag, '问题是否解决', 'Solved'),
    stars: may({ kind: 'whole', min: 1, max: 5 } as const, '满意度', 'Stars'),
    comment: may(text(2000), '意见', 'Comment'),
  },
  reopen: { reason: need(text(2000), '重开原因', 'Reason') },
  merge: { intoIssueId: need(code, '并入的问题', 'Issue to merge into') },
  release: { reason: need(text(1000), '公开理由', 'Reason') },
  'exclude-cadre': {
    cadreId: need(code, '回避干部', 'Cadre'),
    reason: need(text(1000), '回避原因', 'Reason'),
  },
  supervise: {
    kind: need(choice(SUPERVISION_LABELS), '督办类型', 'Kind'),
    note: need(text(2000), '要求', 'Note'),
  },
  'acknowledge-supervision': {},
  'answer-supervision': { answer: need(text(4000), '答复', 'Answer') },
  instruct: {
    addressee: need(choice(ADDRESSEE_LABELS), '批示对象', 'For whom'),
    note: need(text(2000), '批示内容', 'Instruction'),
  },
} as const satisfies Record<string, ActionFields>;
