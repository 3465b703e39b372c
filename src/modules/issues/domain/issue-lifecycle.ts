import type { Bilingual } from '../../../kernel/language.js';
import { ENDED, type IssueStatus, OPEN } from './issue-types.js';

/** How somebody stands to an issue; one person can stand in several ways. */
export const RELATIONS = [
  'enterprise', // a user of the enterprise whose issue it is
  'representative', // the cadre who is paired with the enterprise, or who logged the issue on its behalf
  'lead', // the one responsible cadre
  'co-handler', // supports the lead
  'coordinator', // answers for the region at the issue's level
  'decider', // may decide a pending request
  'supervisor', // a manager whose region holds the issue
  'system', // Zhuqi itself: routing, windows that lapse
] as const;
export type Relation = (typeof RELATIONS)[number];

/** Whom an action is closed to although their relation would allow it. */
export type Separation = 'handler' | 'kept-from' | 'handling-unit' | 'verifier' | 'caller';

/** A condition besides status and relation; `issue-guards.ts` says what each means. */
export type GuardName =
  | 'asked-once'
  | 'no-children'
  | 'never-contacted'
  | 'object-once'
  | 'within-return-window'
  | 'return-open'
  | 'before-extension-limit'
  | 'not-yet-contacted'
  | 'contacted'
  | 'below-top-level'
  | 'above-lowest-level'
  | 'reopen-window'
  | 'rating-open'
  | 'supervision-can-rise'
  | 'supervision-open'
  | 'supervision-unacknowledged'
  | 'enterprise-hidden'
  | 'nothing-pending:return'
  | 'nothing-pending:extension'
  | 'nothing-pending:long_term'
  | 'nothing-pending:escalation'
  | 'nothing-pending:objection';

export interface Transition {
  readonly from: readonly IssueStatus[];
  /** `same` leaves the status alone; a list means that the input or a decision chooses among them. */
  readonly to: IssueStatus | 'same' | readonly IssueStatus[];
  readonly by: readonly Relation[];
  readonly not?: readonly Separation[];
  readonly guards?: readonly GuardName[];
  /** Whether the enterprise sees it in its timeline; `progress` and `attach` decide each time. */
  readonly visible: boolean;
  readonly label: Bilingual;
}

const BEING_HANDLED = ['assigned', 'in_progress', 'long_term'] as const;

/** What Zhuqi does when nobody decides a request in time. */
const UNDECIDED = {
  from: ['accepted', ...BEING_HANDLED, 'refused'],
  to: 'same',
  by: ['system'],
  visible: true,
} as const;

/**
 * The life of an issue, whole: API routes, permitted actions, history, documentation and tests are derived from it.
 * Closing has no action of its own: an issue is closed by a rating, a call-back or a rating window that lapses, never
 * by whoever handled it.
 */
export const ISSUE_LIFECYCLE = {
  submit: {
    from: [],
    to: 'submitted',
    by: ['enterprise', 'representative', 'coordinator'],
    visible: true,
    label: { zh: '提交', en: 'Submit' },
  },
  edit: {
    from: ['submitted', 'needs_info', 'accepted', 'assigned', 'in_progress'],
    to: 'same',
    by: ['enterprise', 'representative', 'coordinator'],
    visible: true,
    label: { zh: '修改', en: 'Edit' },
  },
  attach: {
    from: OPEN,
    to: 'same',
    by: ['enterprise', 'representative', 'lead', 'co-handler', 'coordinator'],
    visible: true,
    label: { zh: '添加附件', en: 'Add an attachment' },
  },
  accept: {
    from: ['submitted'],
    to: 'accepted',
    by: ['coordinator', 'system'],
    visible: true,
    label: { zh: '受理', en: 'Accept' },
  },
  'request-info': {
    from: ['submitted'],
    to: 'needs_info',
    by: ['coordinator'],
    guards: ['asked-once'],
    visible: true,
    label: { zh: '要求补充', en: 'Ask for information' },
  },
  'provide-info': {
    from: ['needs_info'],
    to: 'submitted',
    by: ['enterprise', 'representative'],
    visible: true,
    label: { zh: '补充材料', en: 'Provide information' },
  },
  'info-lapse': {
    from: ['needs_info'],
    to: 'submitted',
    by: ['system'],
    visible: true,
    label: { zh: '补充期满', en: 'Time to provide information lapsed' },
  },
  refuse: {
    from: ['submitted', 'needs_info', 'accepted', 'assigned'],
    to: 'refused',
    by: ['coordinator'],
    guards: ['never-contacted', 'no-children'],
    visible: true,
    label: { zh: '不予受理', en: 'Refuse' },
  },
  object: {
    // To the refusal, and to long-term handling.
    from: ['refused', 'long_term'],
    to: 'same',
    by: ['enterprise'],
    guards: ['object-once', 'nothing-pending:objection'],
    visible: true,
    label: { zh: '提出异议', en: 'Object' },
  },
  withdraw: {
    from: ['submitted', 'needs_info', 'accepted', ...BEING_HANDLED],
    to: 'withdrawn',
    by: ['enterprise'],
    guards: ['no-children'],
    visible: true,
    label: { zh: '撤回', en: 'Withdraw' },
  },
  assign: {
    from: ['accepted'],
    to: 'assigned',
    by: ['coordinator', 'system'],
    visible: true,
    label: { zh: '交办', en: 'Assign' },
  },
  reassign: {
    from: BEING_HANDLED,
    // It stays where it is when only those who support the lead change.
    to: BEING_HANDLED,
    by: ['coordinator'],
    not: ['kept-from'],
    visible: true,
    label: { zh: '改派', en: 'Reassign' },
  },
  'hand-over': {
    from: [...BEING_HANDLED, 'done_claimed', 'verified'],
    to: 'same',
    by: ['coordinator'],
    visible: true,
    label: { zh: '移交', en: 'Hand over' },
  },
  sign: { from: ['assigned'], to: 'in_progress', by: ['lead'], visible: true, label: { zh: '签收', en: 'Sign for' } },
  start: {
    from: ['in_progress', 'long_term'],
    to: 'same',
    by: ['lead'],
    guards: ['not-yet-contacted'],
    visible: true,
    label: { zh: '登记首次联系', en: 'Log first contact' },
  },
  progress: {
    from: ['in_progress', 'long_term'],
    to: 'same',
    by: ['lead', 'co-handler'],
    visible: false,
    label: { zh: '登记进展', en: 'Add progress' },
  },
  'give-opinion': {
    from: BEING_HANDLED,
    to: 'same',
    by: ['co-handler'],
    visible: false,
    label: { zh: '提出协办意见', en: 'Give an opinion' },
  },
  return: {
    from: ['assigned', 'in_progress'],
    to: 'same',
    by: ['lead'],
    guards: ['within-return-window', 'return-open', 'nothing-pending:return'],
    visible: false,
    label: { zh: '申请退回', en: 'Ask to return' },
  },
  extend: {
    from: ['in_progress'],
    to: 'same',
    by: ['lead'],
    guards: ['before-extension-limit', 'nothing-pending:extension'],
    visible: true,
    label: { zh: '申请延期', en: 'Ask for an extension' },
  },
  'long-term': {
    from: ['in_progress', 'long_term'],
    to: 'same',
    by: ['lead'],
    guards: ['nothing-pending:long_term'],
    visible: true,
    label: { zh: '申请长期推进', en: 'Ask for long-term handling' },
  },
  escalate: {
    from: ['accepted', 'in_progress'],
    to: 'same',
    by: ['lead', 'coordinator'],
    guards: ['below-top-level', 'nothing-pending:escalation'],
    visible: true,
    label: { zh: '提请上级协调', en: 'Escalate' },
  },
  'hand-down': {
    from: ['accepted', ...BEING_HANDLED],
    to: ['accepted', 'assigned'],
    by: ['coordinator'],
    not: ['kept-from'],
    guards: ['above-lowest-level', 'nothing-pending:escalation'],
    visible: true,
    label: { zh: '交回下级', en: 'Hand down' },
  },
  'move-up': { ...UNDECIDED, label: { zh: '逾期未批上提', en: 'Moved up undecided' } },
  'remind-decider': { ...UNDECIDED, label: { zh: '逾期未批提醒', en: 'Reminded of an undecided request' } },
  decide: {
    from: ['accepted', ...BEING_HANDLED, 'refused'],
    to: ['accepted', 'assigned', 'in_progress', 'long_term', 'refused'],
    by: ['decider'],
    visible: true,
    label: { zh: '审批', en: 'Decide a request' },
  },
  'claim-done': {
    from: ['in_progress', 'long_term'],
    to: 'done_claimed',
    by: ['lead'],
    guards: ['contacted'],
    visible: true,
    label: { zh: '申报办结', en: 'Claim done' },
  },
  verify: {
    from: ['done_claimed'],
    to: 'verified',
    by: ['coordinator'],
    not: ['handler'],
    visible: true,
    label: { zh: '核实通过', en: 'Verify' },
  },
  rework: {
    from: ['done_claimed'],
    to: 'in_progress',
    by: ['coordinator'],
    not: ['handler'],
    visible: true,
    label: { zh: '退回重办', en: 'Send back for rework' },
  },
  rate: {
    from: ['verified', 'merged'],
    // A child that disputes the common answer is `accepted` again when nobody leads the common issue any more.
    to: ['closed', 'in_progress', 'merged', 'accepted'],
    by: ['enterprise'],
    guards: ['rating-open'],
    visible: true,
    label: { zh: '评价', en: 'Rate' },
  },
  'call-back': {
    from: ['verified', 'closed'],
    to: ['verified', 'closed', 'in_progress', 'accepted'],
    by: ['coordinator'],
    not: ['handler', 'handling-unit', 'verifier', 'caller'],
    visible: true,
    label: { zh: '登记回访', en: 'Log a call-back' },
  },
  lapse: {
    from: ['verified'],
    to: 'closed',
    by: ['system'],
    visible: true,
    label: { zh: '评价期满', en: 'Rating window lapsed' },
  },
  resume: {
    from: ['long_term'],
    to: 'in_progress',
    by: ['system'],
    visible: true,
    label: { zh: '到期复核', en: 'Review due' },
  },
  reopen: {
    from: ['closed'],
    to: ['in_progress', 'accepted'],
    by: ['enterprise', 'coordinator', 'supervisor'],
    guards: ['reopen-window'],
    visible: true,
    label: { zh: '重新办理', en: 'Reopen' },
  },
  merge: {
    from: ['submitted', 'needs_info', 'accepted', 'assigned', 'in_progress'],
    to: 'merged',
    by: ['coordinator'],
    // Whether the other becomes a common issue tells whose this one is.
    not: ['kept-from'],
    guards: ['no-children'],
    visible: true,
    label: { zh: '并案', en: 'Merge' },
  },
  'take-in': {
    from: OPEN,
    to: 'same',
    by: ['system'],
    visible: false,
    label: { zh: '并入其他问题', en: 'Another issue merged in' },
  },
  release: {
    from: [...BEING_HANDLED, 'done_claimed', 'verified'],
    to: 'same',
    by: ['coordinator'],
    not: ['handler', 'kept-from'],
    guards: ['enterprise-hidden'],
    visible: true,
    label: { zh: '公开企业身份', en: 'Release the enterprise' },
  },
  'exclude-cadre': {
    from: ['submitted', 'needs_info', 'accepted', ...BEING_HANDLED],
    // A lead who is excluded leaves it to the queue.
    to: ['submitted', 'needs_info', 'accepted', ...BEING_HANDLED],
    by: ['coordinator'],
    visible: true,
    label: { zh: '设置回避', en: 'Exclude a cadre' },
  },
  supervise: {
    from: OPEN,
    to: 'same',
    by: ['coordinator', 'supervisor'],
    guards: ['supervision-can-rise'],
    visible: false,
    label: { zh: '督办', en: 'Supervise' },
  },
  'acknowledge-supervision': {
    from: OPEN,
    to: 'same',
    by: ['lead', 'coordinator'],
    guards: ['supervision-unacknowledged'],
    visible: false,
    label: { zh: '签收督办', en: 'Acknowledge a supervision' },
  },
  'answer-supervision': {
    from: OPEN,
    to: 'same',
    // A coordinator answers while nobody leads it.
    by: ['lead', 'coordinator'],
    guards: ['supervision-open'],
    visible: false,
    label: { zh: '答复督办', en: 'Answer a supervision' },
  },
  instruct: {
    from: OPEN,
    to: 'same',
    by: ['supervisor'],
    visible: false,
    label: { zh: '批示', en: 'Instruct' },
  },
  recalculate: {
    from: OPEN,
    to: 'same',
    by: ['system'],
    visible: true,
    label: { zh: '重算时限', en: 'Recalculate deadlines' },
  },
} as const satisfies Record<string, Transition>;

export type IssueAction = keyof typeof ISSUE_LIFECYCLE;
export const ISSUE_ACTIONS = Object.keys(ISSUE_LIFECYCLE) as readonly IssueAction[];

/** The transition of an action, widened so that rules can be read from it. */
export function transitionOf(action: IssueAction): Transition {
  return ISSUE_LIFECYCLE[action];
}

/** Whether the table lets the action lead from one status to the other. */
export function mayLeadTo(action: IssueAction, from: IssueStatus, to: IssueStatus): boolean {
  const { to: target } = transitionOf(action);
  if (target === 'same') return from === to;
  return typeof target === 'string' ? target === to : target.includes(to);
}

export const isEnded = (status: IssueStatus): boolean => ENDED.includes(status);
