import type { Instant } from '../../../kernel/clock.js';
import { FACTS } from './issue-facts.js';
import type { Channel, Contact, IssueState, Level, Urgency } from './issue-types.js';

interface NewIssue {
  readonly id: string;
  readonly number: string;
  readonly enterprise: {
    readonly id: string;
    readonly regionCode: string;
    readonly chainCode: string | null;
    readonly size: string;
  };
  /** The lowest level that could be competent: that of the enterprise's own region, or the one above it. */
  readonly level: Level;
  readonly submission: {
    readonly categoryCode: string;
    readonly title: string;
    readonly description: string;
    readonly urgency?: Urgency;
    readonly channel?: Channel;
    readonly contact?: Contact;
    readonly confidential?: boolean;
    readonly direct?: boolean;
    readonly excludedCadreIds?: readonly string[];
    readonly campaignCode?: string;
  };
  readonly submittedBy: string;
  readonly onBehalf: boolean;
  readonly submittedAt: Instant;
  readonly now: Instant;
}

const NOTHING_YET = {
  resolution: null,
  measures: null,
  departmentId: null,
  assigneeId: null,
  acceptedAt: null,
  assignedAt: null,
  signedAt: null,
  firstContactAt: null,
  doneClaimedAt: null,
  doneClaimedBy: null,
  doneClaimedCadreId: null,
  refusedBy: null,
  refusedCadreId: null,
  longTermBy: null,
  longTermCadreId: null,
  longTermObjectedAt: null,
  verifiedAt: null,
  verifiedBy: null,
  verifiedCadreId: null,
  closedAt: null,
  confirmation: null,
  stars: null,
  ratingSolved: null,
  ratingComment: null,
  ratedAt: null,
  ratedFrom: null,
  releasedAt: null,
  releasedBy: null,
  routing: null,
  acceptDueAt: null,
  assignDueAt: null,
  signDueAt: null,
  contactDueAt: null,
  progressDueAt: null,
  finishStartedAt: null,
  dueAt: null,
  originalDueAt: null,
  extendUntil: null,
  ratingDueAt: null,
  unhappyContactDueAt: null,
  requestDueAt: null,
  opinionDueAt: null,
  answerDueAt: null,
  reviewAt: null,
  pausedAt: null,
  infoDueAt: null,
  verifyDueAt: null,
  statutoryDueAt: null,
  yellowAt: null,
  orangeAt: null,
  redAt: null,
  secondReturnAt: null,
  secondReworkAt: null,
  mergedIntoId: null,
  handlingTenths: null,
} as const;

const COUNTERS = {
  infoRequestCount: 0,
  objectionCount: 0,
  returnCount: 0,
  extensionCount: 0,
  escalationCount: 0,
  reworkCount: 0,
  reopenCount: 0,
  childCount: 0,
  pendingRequests: 0,
  coHandlerCount: 0,
  openSupervisions: 0,
  spotCheckCount: 0,
  spotCheckFailedCount: 0,
} as const;

/** An issue at the moment of submission. */
export function newIssue({
  id,
  number,
  enterprise,
  level,
  submission,
  submittedBy,
  onBehalf,
  submittedAt,
  now,
}: NewIssue): IssueState {
  return {
    id,
    number,
    enterpriseId: enterprise.id,
    regionCode: enterprise.regionCode,
    categoryCode: submission.categoryCode,
    chainCode: enterprise.chainCode,
    enterpriseSize: enterprise.size,
    campaignCode: submission.campaignCode ?? null,
    title: submission.title,
    description: submission.description,
    urgency: submission.urgency ?? 'normal',
    level,
    channel: submission.channel ?? (onBehalf ? 'visit' : 'portal'),
    contact: submission.contact ?? null,
    confidential: submission.confidential ?? false,
    status: 'submitted',
    submittedBy,
    onBehalf,
    submittedAt,
    ...NOTHING_YET,
    ...COUNTERS,
    excludedCadreIds: [],
    conflictCadreIds: [...new Set(submission.excludedCadreIds ?? [])],
    handlerCadreIds: [],
    deputyCadreIds: [],
    facts: submission.direct ? FACTS.direct : 0,
    dueProvisional: false,
    returnLocked: false,
    common: false,
    version: 1,
    updatedAt: now,
  };
}
