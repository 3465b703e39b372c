import type { Instant } from '../../../kernel/clock.js';
import type { ApiAction, InputOf } from './action-inputs.js';
import { decideEffect } from './decision-effects.js';
import type { Effect, EffectContext, EffectOf } from './effect.js';
import {
  AlreadyExcluded,
  AnswerIncomplete,
  BeforeRating,
  BeforeSubmission,
  MergeIntoItself,
  NotInTheFuture,
} from './issue-refusals.js';
import type { IssueState } from './issue-types.js';
import { leadChanges, WITHOUT_LEAD } from './lead-changes.js';
import { moveUp, remindDecider, REQUEST_EFFECTS } from './request-effects.js';
import { supportChanged } from './support.js';
import { SUPERVISION_EFFECTS } from './supervision-effects.js';

/** Nobody has claimed, verified or closed it any more. */
const NOT_FINISHED = {
  doneClaimedAt: null,
  doneClaimedBy: null,
  doneClaimedCadreId: null,
  verifiedAt: null,
  verifiedBy: null,
  verifiedCadreId: null,
  closedAt: null,
  confirmation: null,
  resolution: null,
  ratingDueAt: null,
  handlingTenths: null,
} satisfies Partial<IssueState>;

/** The enterprise is asked anew: what it said in an earlier round is no answer, and stays in the timeline. */
const NOT_RATED = {
  stars: null,
  ratingSolved: null,
  ratingComment: null,
  ratedAt: null,
  ratedFrom: null,
} satisfies Partial<IssueState>;

function assigned(
  issue: IssueState,
  input: { coHandlerIds?: readonly string[]; reason?: string },
  context: EffectContext,
): Effect {
  const lead = context.lead!;
  return {
    changes: leadChanges(lead, context.now),
    details: {
      ...{ cadreId: lead.id, cadreName: lead.name, from: issue.assigneeId, reason: input.reason ?? null },
      // The issue keeps the latest routing decision only; the timeline keeps each.
      ...(context.actor.role === 'system' ? { rule: issue.routing?.rule, reasons: issue.routing?.reasons } : {}),
    },
    ...(input.coHandlerIds ? { coHandlerIds: input.coHandlerIds } : {}),
  };
}

function sentBack(issue: IssueState, now: Instant): Partial<IssueState> {
  const reworkCount = issue.reworkCount + 1;
  return { ...NOT_FINISHED, status: 'in_progress', reworkCount, ...(reworkCount === 2 ? { secondReworkAt: now } : {}) };
}

// Where the handler has said that it cannot be solved, "not solved" is no complaint; only the stars can be one.
const PROMISED = ['solved', 'partly_solved'];

function isUnhappy({ resolution }: IssueState, stars: number, solved: boolean): boolean {
  return stars <= 2 || (!solved && (resolution === null || PROMISED.includes(resolution)));
}

const rate: EffectOf<InputOf<'rate'>> = (issue, input, context) => {
  const { now } = context;
  const rating = {
    ...{ stars: input.stars, ratingSolved: input.solved, ratingComment: input.comment ?? null },
    ...{ ratedAt: now, ratedFrom: 'enterprise' as const },
  };
  const unhappy = isUnhappy(issue, input.stars, input.solved);
  const details = { stars: input.stars, solved: input.solved, comment: input.comment ?? null, unhappy };
  if (issue.status === 'merged')
    return { changes: { ...rating, ...(unhappy ? disputed(issue, context) : {}) }, details };
  if (unhappy) return { changes: { ...sentBack(issue, now), ...rating }, details };
  return {
    changes: { ...rating, status: 'closed', closedAt: now, confirmation: 'enterprise', ratingDueAt: null },
    details,
  };
};

// Closing a common issue never closes a child that disputes it: the child goes on by itself, with the parent's lead.
function disputed(issue: IssueState, { lead, now }: EffectContext): Partial<IssueState> {
  const apart = { ...sentBack(issue, now), mergedIntoId: null, acceptedAt: issue.acceptedAt ?? now };
  if (lead === null) return { ...apart, ...WITHOUT_LEAD, status: 'accepted' };
  return { ...apart, ...leadChanges(lead, now), status: 'in_progress', signedAt: now };
}

const callBack: EffectOf<InputOf<'call-back'>> = (issue, input, { now, leadOnDuty }) => {
  const { contacted, solved, stars } = input;
  if (input.at > now) throw NotInTheFuture();
  if (input.at < issue.submittedAt) throw BeforeSubmission();
  const details = { ...input, comment: input.comment ?? null, spotCheck: issue.status === 'closed' };
  if (!contacted) return { changes: {}, details: { ...details, unhappy: false } };
  if (solved === undefined || stars === undefined) throw AnswerIncomplete();
  const unhappy = isUnhappy(issue, stars, solved);
  // What the enterprise has said itself stays its word; a call-back speaks for it only where it was silent.
  const said = { stars, ratingSolved: solved, ratingComment: input.comment ?? null };
  const rating = { ...said, ratedAt: now, ratedFrom: 'call_back' as const };
  return {
    changes: {
      ...(unhappy ? { ...sentBack(issue, now), ...openedFor(leadOnDuty) } : closedByCallBack(issue, now)),
      ...(issue.ratedAt === null ? rating : {}),
      ...(details.spotCheck ? spotChecked(issue, unhappy) : {}),
    },
    details: { ...details, unhappy },
  };
};

function closedByCallBack(issue: IssueState, now: Instant): Partial<IssueState> {
  return { status: 'closed', closedAt: issue.closedAt ?? now, confirmation: confirmed(issue), ratingDueAt: null };
}

// A call-back after closure is a spot check; one that fails opens the issue again.
function spotChecked(issue: IssueState, failed: boolean): Partial<IssueState> {
  const once = failed ? 1 : 0;
  return {
    spotCheckCount: issue.spotCheckCount + 1,
    spotCheckFailedCount: issue.spotCheckFailedCount + once,
    reopenCount: issue.reopenCount + once,
  };
}

const confirmed = (issue: IssueState) =>
  issue.confirmation === 'enterprise' ? ('enterprise' as const) : ('call_back' as const);

/** An issue that is opened again goes on with its lead, or looks for another one when the lead has left. */
const openedFor = (leadOnDuty: boolean): Partial<IssueState> =>
  leadOnDuty ? { status: 'in_progress' } : { ...WITHOUT_LEAD, status: 'accepted' };

const reopen: EffectOf<InputOf<'reopen'>> = (issue, { reason }, { leadOnDuty }) => ({
  changes: {
    ...NOT_FINISHED,
    reopenCount: issue.reopenCount + 1,
    ...openedFor(leadOnDuty),
  },
  details: { reason, closedAt: issue.closedAt, resolution: issue.resolution, confirmation: issue.confirmation },
});

// A lead who has a conflict of interest is not the lead any more: routing looks for another one in the same step.
const excludeCadre: EffectOf<InputOf<'exclude-cadre'>> = (issue, { cadreId, reason }) => {
  if (issue.conflictCadreIds.includes(cadreId)) throw AlreadyExcluded();
  const tookLead = issue.assigneeId === cadreId;
  return {
    changes: {
      conflictCadreIds: [...issue.conflictCadreIds, cadreId],
      ...(tookLead ? { ...WITHOUT_LEAD, status: 'accepted' as const } : {}),
    },
    details: { cadreId, reason, tookLead },
    removedCoHandlerId: cadreId,
  };
};

/** The effect of every action that the API offers. */
const EFFECTS: { readonly [A in ApiAction]: EffectOf<InputOf<A>> } = {
  accept: (_issue, input, { now }) => ({
    changes: {
      status: 'accepted',
      acceptedAt: now,
      ...(input.urgency ? { urgency: input.urgency } : {}),
      ...(input.categoryCode ? { categoryCode: input.categoryCode } : {}),
      ...(input.level ? { level: input.level } : {}),
    },
    details: { ...input },
  }),
  assign: (issue, input, context) => assigned(issue, input, context),
  reassign: (issue, input, context) =>
    context.support === null ? assigned(issue, input, context) : supportChanged(input, context.support),
  sign: (_issue, _input, { now }) => ({ changes: { status: 'in_progress', signedAt: now }, details: {} }),
  start: (issue, input, { now }) => {
    const contactedAt = input.contactedAt ?? now;
    if (contactedAt > now) throw NotInTheFuture();
    if (contactedAt < issue.submittedAt) throw BeforeSubmission();
    if (issue.unhappyContactDueAt !== null && contactedAt < (issue.ratedAt ?? 0)) throw BeforeRating();
    return {
      changes: { firstContactAt: issue.firstContactAt ?? contactedAt, unhappyContactDueAt: null },
      details: { ...input, contactedAt },
    };
  },
  progress: (_issue, { note, visibleToEnterprise }) => ({
    changes: {},
    details: { note },
    visible: visibleToEnterprise,
  }),
  'give-opinion': (_issue, { opinion }) => ({ changes: {}, details: { opinion }, opinion }),
  'request-info': (issue, { question }) => ({
    changes: { status: 'needs_info', infoRequestCount: issue.infoRequestCount + 1 },
    details: { question },
  }),
  'provide-info': (_issue, { answer }) => ({ changes: { status: 'submitted' }, details: { answer } }),
  refuse: (_issue, input, { actor }) => ({
    changes: { ...WITHOUT_LEAD, status: 'refused', refusedBy: actor.userId, refusedCadreId: actor.cadreId },
    details: { ...input },
  }),
  withdraw: (_issue, { reason }) => ({ changes: { status: 'withdrawn' }, details: { reason } }),
  ...REQUEST_EFFECTS,
  decide: decideEffect,
  'claim-done': (_issue, { resolution, measures }, { actor, now }) => ({
    changes: {
      status: 'done_claimed',
      resolution,
      measures,
      doneClaimedAt: now,
      doneClaimedBy: actor.userId,
      doneClaimedCadreId: actor.cadreId,
      reviewAt: null,
    },
    details: { resolution, measures },
  }),
  verify: (_issue, { note }, { actor, now }) => ({
    changes: {
      ...NOT_RATED,
      ...{ status: 'verified', verifiedAt: now, verifiedBy: actor.userId, verifiedCadreId: actor.cadreId },
    },
    details: { note: note ?? null },
  }),
  rework: (issue, { missing }, { now }) => ({
    changes: sentBack(issue, now),
    details: { missing, claimedAt: issue.doneClaimedAt },
  }),
  rate,
  'call-back': callBack,
  reopen,
  merge: (issue, _input, { parent }) => {
    if (parent!.id === issue.id) throw MergeIntoItself();
    return {
      changes: { ...WITHOUT_LEAD, ...NOT_RATED, status: 'merged', mergedIntoId: parent!.id },
      // As with `take-in`: the one tells whose the other is.
      details: { intoIssueId: parent!.id, intoNumber: parent!.number, confidential: parent!.confidential },
    };
  },
  release: (_issue, { reason }, { actor, now }) => ({
    changes: { releasedAt: now, releasedBy: actor.userId },
    details: { reason },
  }),
  'exclude-cadre': excludeCadre,
  ...SUPERVISION_EFFECTS,
};

type SystemAction = 'lapse' | 'resume' | 'info-lapse' | 'recalculate' | 'move-up' | 'remind-decider';

/** What Zhuqi itself does to an issue. */
const SYSTEM_EFFECTS: { readonly [A in SystemAction]: EffectOf<object> } = {
  'info-lapse': (issue) => ({ changes: { status: 'submitted' }, details: { infoDueAt: issue.infoDueAt } }),
  // The clocks follow from the details.
  recalculate: (_issue, input) => ({ changes: {}, details: { ...input } }),
  lapse: (_issue, _input, { now }) => ({
    changes: { status: 'closed', closedAt: now, confirmation: 'none', ratingDueAt: null },
    details: {},
  }),
  resume: (issue) => ({ changes: { status: 'in_progress' }, details: { reviewAt: issue.reviewAt } }),
  'move-up': moveUp,
  'remind-decider': remindDecider,
};

/** A cadre leaves: the successor takes the issue as it stands. */
const handOver: EffectOf<object> = (issue, _input, { lead, now }) => ({
  changes: {
    assigneeId: lead!.id,
    departmentId: lead!.departmentId,
    ...(issue.status === 'assigned' ? { assignedAt: now } : {}),
  },
  details: { from: issue.assigneeId, cadreId: lead!.id, cadreName: lead!.name },
});

export type EffectAction = keyof typeof EFFECTS | keyof typeof SYSTEM_EFFECTS | 'hand-over';

/**
 * What the action does, for an input that has been checked against its fields.
 * @throws DomainError 422 when the input breaks a rule of the action
 */
export function effectOf(action: EffectAction, issue: IssueState, input: object, context: EffectContext): Effect {
  const effects = { ...EFFECTS, ...SYSTEM_EFFECTS, 'hand-over': handOver } as Record<EffectAction, EffectOf<object>>;
  return effects[action](issue, input, context);
}
