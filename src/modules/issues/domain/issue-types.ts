import type { Instant } from '../../../kernel/clock.js';
import type { Bilingual } from '../../../kernel/language.js';

/** The statuses of an issue and their names; the order is that of an ordinary life. */
export const STATUS_LABELS = {
  submitted: { zh: '待受理', en: 'Submitted' },
  needs_info: { zh: '待补充', en: 'Needs information' },
  accepted: { zh: '待交办', en: 'Accepted' },
  assigned: { zh: '待签收', en: 'Assigned' },
  in_progress: { zh: '办理中', en: 'In progress' },
  long_term: { zh: '长期推进', en: 'Long-term' },
  done_claimed: { zh: '待核实', en: 'Done, to be verified' },
  verified: { zh: '待评价', en: 'Verified, to be rated' },
  closed: { zh: '已销号', en: 'Closed' },
  refused: { zh: '不予受理', en: 'Refused' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  merged: { zh: '已并案', en: 'Merged' },
} as const satisfies Record<string, Bilingual>;
export type IssueStatus = keyof typeof STATUS_LABELS;
export const ISSUE_STATUSES = Object.keys(STATUS_LABELS) as readonly IssueStatus[];

/** Ended: nobody has anything left to do unless it is opened again. */
export const ENDED: readonly IssueStatus[] = ['closed', 'refused', 'withdrawn', 'merged'];
export const OPEN: readonly IssueStatus[] = ISSUE_STATUSES.filter((status) => !ENDED.includes(status));
export const isOpen = (status: IssueStatus): boolean => !ENDED.includes(status);

export const URGENCIES = ['normal', 'complex', 'urgent'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Who has the power to solve it; lowest first. */
export const LEVELS = ['county', 'municipality', 'province'] as const;
export type Level = (typeof LEVELS)[number];

export const CHANNELS = ['portal', 'visit', 'hotline', 'superior', 'import'] as const;
export type Channel = (typeof CHANNELS)[number];

export const RESOLUTIONS = ['solved', 'partly_solved', 'explained', 'referred'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** Who confirmed a closure; `none` when the rating window lapsed without an answer. */
export const CONFIRMATIONS = ['enterprise', 'call_back', 'none'] as const;
export type Confirmation = (typeof CONFIRMATIONS)[number];

/** Who gave the stars: the enterprise itself, or somebody who asked it in a call-back. */
export type RatedFrom = Exclude<Confirmation, 'none'>;

export const REQUEST_KINDS = ['return', 'extension', 'long_term', 'escalation', 'objection'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];
export const REQUEST_STATUSES = ['pending', 'approved', 'rejected', 'superseded'] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

export const SUPERVISION_KINDS = ['urge', 'supervise', 'listed'] as const;
export type SupervisionKind = (typeof SUPERVISION_KINDS)[number];

/** Whom an instruction (批示) is for. */
export const ADDRESSEES = ['lead', 'coordinator'] as const;
export type Addressee = (typeof ADDRESSEES)[number];

/** A duty that was put on somebody: to answer a supervision, or to acknowledge an instruction. */
export interface SupervisionState {
  readonly id: string;
  readonly kind: SupervisionKind | 'instruction';
  readonly note: string;
  /** Null: the lead. */
  readonly addressee: Addressee | null;
  readonly openedBy: string;
  readonly openedByName: string;
  readonly openedAt: Instant;
  /** By when the answer is due, or of an instruction the acknowledgement; null for those of long ago. */
  answerDueAt: Instant | null;
  acknowledgedBy: string | null;
  acknowledgedAt: Instant | null;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: Instant | null;
}

export interface Contact {
  readonly name: string;
  readonly phone: string;
}

/** Why a lead was chosen, or why nobody was; made by routing, stored with the issue, told to people. */
export interface RoutingDecision {
  /** Code of the rule that named the lead; `manual` for a person's choice; null when nobody was found. */
  readonly rule: string | null;
  readonly reasons: readonly { readonly code: string; readonly params: Readonly<Record<string, string | number>> }[];
  readonly candidates: readonly RoutingCandidate[];
}

export interface RoutingCandidate {
  readonly cadreId: string;
  readonly name: string;
  readonly openCount: number;
  readonly capacity: number;
  readonly chosen: boolean;
  /** Why this one was passed over, a reason code; null when merely busier. */
  readonly passedOver: string | null;
}

/** An issue as it stands: one row, JSON parsed, flags boolean. Instants in epoch milliseconds. */
export interface IssueState {
  id: string;
  number: string;
  enterpriseId: string;
  regionCode: string;
  categoryCode: string;
  chainCode: string | null;
  enterpriseSize: string;
  campaignCode: string | null;
  title: string;
  description: string;
  urgency: Urgency;
  level: Level;
  channel: Channel;
  contact: Contact | null;
  confidential: boolean;
  /** When the enterprise of a confidential issue was released to its handling unit, and by whom. */
  releasedAt: Instant | null;
  releasedBy: string | null;

  status: IssueStatus;
  resolution: Resolution | null;
  measures: string | null;
  /** Department of the lead: the handling unit. */
  departmentId: string | null;
  /** The one lead cadre. */
  assigneeId: string | null;

  submittedBy: string;
  onBehalf: boolean;
  submittedAt: Instant;
  acceptedAt: Instant | null;
  assignedAt: Instant | null;
  signedAt: Instant | null;
  firstContactAt: Instant | null;
  doneClaimedAt: Instant | null;
  doneClaimedBy: string | null;
  /** The cadre behind that account: one person may have two accounts. The same below. */
  doneClaimedCadreId: string | null;
  /** Who refused it; they may not decide the objection. */
  refusedBy: string | null;
  refusedCadreId: string | null;
  /** Who agreed to long-term handling; they may not decide the objection to it. */
  longTermBy: string | null;
  longTermCadreId: string | null;
  /** When the enterprise objected to the present long-term handling; one objection for each decision. */
  longTermObjectedAt: Instant | null;
  verifiedAt: Instant | null;
  verifiedBy: string | null;
  verifiedCadreId: string | null;
  closedAt: Instant | null;

  confirmation: Confirmation | null;
  stars: number | null;
  ratingSolved: boolean | null;
  ratingComment: string | null;
  ratedAt: Instant | null;
  ratedFrom: RatedFrom | null;

  routing: RoutingDecision | null;
  /** Cadres whom routing must not name again: they returned it. */
  excludedCadreIds: readonly string[];
  /** Cadres with a conflict of interest: nobody may give it to them, and they see nothing of it. */
  conflictCadreIds: readonly string[];
  /** Cadres who lead or support it, or ever did: of a confidential issue only. */
  handlerCadreIds: readonly string[];
  /** Cadres who acted for an absent lead or co-handler: they have handled it as well. */
  deputyCadreIds: readonly string[];

  acceptDueAt: Instant | null;
  assignDueAt: Instant | null;
  signDueAt: Instant | null;
  contactDueAt: Instant | null;
  progressDueAt: Instant | null;
  finishStartedAt: Instant | null;
  dueAt: Instant | null;
  originalDueAt: Instant | null;
  /** The due date was reckoned over days for which no official calendar is known yet. */
  dueProvisional: boolean;
  /** The last instant at which an extension may be asked for. */
  extendUntil: Instant | null;
  ratingDueAt: Instant | null;
  unhappyContactDueAt: Instant | null;
  /** By when the most urgent of the pending requests is to be decided. */
  requestDueAt: Instant | null;
  /** By when the first of the opinions that co-handlers owe is due. */
  opinionDueAt: Instant | null;
  /** By when the first of the open supervisions is to be answered, or an instruction to be acknowledged. */
  answerDueAt: Instant | null;
  reviewAt: Instant | null;
  /** Since when a clock stands still: that of acceptance in `needs_info`, the main one in `long_term` and `refused`. */
  pausedAt: Instant | null;
  /** By when the enterprise is to answer the question that it was asked. */
  infoDueAt: Instant | null;
  /** By when the claim of done is to be checked. */
  verifyDueAt: Instant | null;
  /** The limit that a statute sets, or null; no extension goes beyond it. */
  statutoryDueAt: Instant | null;
  yellowAt: Instant | null;
  orangeAt: Instant | null;
  redAt: Instant | null;

  infoRequestCount: number;
  objectionCount: number;
  returnCount: number;
  /** A return was denied: the decision is final, nobody may return it again. */
  returnLocked: boolean;
  extensionCount: number;
  escalationCount: number;
  reworkCount: number;
  reopenCount: number;
  secondReturnAt: Instant | null;
  secondReworkAt: Instant | null;

  mergedIntoId: string | null;
  /** Others were merged into it although they belong to other enterprises (共性问题). */
  common: boolean;
  /** How many others were merged into it. */
  childCount: number;
  pendingRequests: number;
  coHandlerCount: number;
  openSupervisions: number;
  spotCheckCount: number;
  spotCheckFailedCount: number;

  /** {@link reportFacts} of this state, kept for reports. */
  facts: number;
  /** Tenths of a working day from acceptance to the claim of done, once claimed. */
  handlingTenths: number | null;
  version: number;
  updatedAt: Instant;
}

/** A cadre who comes to support the lead, and by when their opinion is asked for. */
export interface NewCoHandler {
  readonly cadreId: string;
  readonly addedAt: Instant;
  /** Set by the clocks. */
  opinionDueAt: Instant | null;
}

/** An opinion that has not been given. */
export interface OwedOpinion {
  readonly cadreId: string;
  readonly opinionDueAt: Instant | null;
}

export interface IssueRequestState {
  readonly id: string;
  readonly issueId: string;
  readonly kind: RequestKind;
  status: RequestStatus;
  /** Reason code or text. */
  readonly reason: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestedBy: string;
  /** The cadre behind that account, or null. */
  readonly requestedCadreId: string | null;
  readonly requestedByName: string;
  readonly requestedAt: Instant;
  decideBy: Instant;
  /** The region whose coordinator decides; coordinators above may, too. */
  deciderRegionCode: string;
  /** How often it has gone one level up, since those before were silent. */
  movedUpCount: number;
  movedUpAt: Instant | null;
  /** How often whoever decides at the top, above whom there is nobody, was reminded: once for each time missed. */
  remindedCount: number;
  remindedAt: Instant | null;
  /** The first time that the top has missed; null below it. What is to be decided by a new time stays overdue. */
  overdueSince: Instant | null;
  /** Who made the decision that is objected to; they may not decide. The cadre behind that account, too. */
  readonly opposedUserId: string | null;
  readonly opposedCadreId: string | null;
  decidedBy: string | null;
  decidedByName: string | null;
  decidedAt: Instant | null;
  decisionReason: string | null;
}
