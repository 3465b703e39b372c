import { DAY } from '../../../kernel/clock.js';
import type { InputOf } from './action-inputs.js';
import { handedTo, levelBelow } from './decision-effects.js';
import type { Effect, EffectOf, NewRequest } from './effect.js';
import {
  BeforeSubmission,
  DueBeyondStatute,
  DueNotLater,
  DueTooFar,
  NotInTheFuture,
  OwnUnitSuggested,
  ReviewOutOfRange,
} from './issue-refusals.js';
import type { IssueState, RequestKind } from './issue-types.js';

const REVIEW_WITHIN_MS = 30 * DAY;
const EXTENSION_WITHIN_MS = 366 * DAY;

type Asking = 'object' | 'return' | 'extend' | 'long-term' | 'escalate' | 'hand-down';

/** What is objected to, and who decided that. */
function objectedTo(issue: IssueState): Pick<NewRequest, 'details' | 'opposed'> {
  return issue.status === 'long_term'
    ? { details: { against: 'long_term' }, opposed: { userId: issue.longTermBy, cadreId: issue.longTermCadreId } }
    : { details: { against: 'refusal' }, opposed: { userId: issue.refusedBy, cadreId: issue.refusedCadreId } };
}

/** The effect of asking for something that somebody else decides, and of handing down what was asked for before. */
export const REQUEST_EFFECTS: { readonly [A in Asking]: EffectOf<InputOf<A>> } = {
  object: (issue, { reason }, { upperRegionCode, now }) => ({
    changes: issue.status === 'long_term' ? { longTermObjectedAt: now } : { objectionCount: issue.objectionCount + 1 },
    details: { reason },
    request: { kind: 'objection', reason, ...objectedTo(issue), deciderRegionCode: upperRegionCode },
  }),
  return: (issue, input, { responsibleRegionCode, upperRegionCode, now }) => {
    const { reason, suggestedDepartmentId, note = null } = input;
    // With a conflict of interest it may well be the right unit, and only the wrong person.
    if (suggestedDepartmentId === issue.departmentId && reason !== 'conflict-of-interest') throw OwnUnitSuggested();
    return {
      // The second return is decided one level up, and the issue is flagged as bouncing.
      changes: issue.returnCount >= 1 && issue.secondReturnAt === null ? { secondReturnAt: now } : {},
      details: { ...input },
      request: {
        kind: 'return',
        reason,
        details: { suggestedDepartmentId, note },
        deciderRegionCode: issue.returnCount === 0 ? responsibleRegionCode : upperRegionCode,
      },
    };
  },
  extend: (issue, input, { responsibleRegionCode, upperRegionCode, now }) => {
    if (issue.dueAt === null || input.dueAt <= issue.dueAt) throw DueNotLater();
    if (input.dueAt > now + EXTENSION_WITHIN_MS) throw DueTooFar();
    if (issue.statutoryDueAt !== null && input.dueAt > issue.statutoryDueAt) throw DueBeyondStatute();
    if (input.enterpriseInformed.at > now) throw NotInTheFuture();
    if (input.enterpriseInformed.at < issue.submittedAt) throw BeforeSubmission();
    return {
      changes: {},
      details: { ...input },
      request: {
        kind: 'extension',
        reason: input.reason,
        details: { dueAt: input.dueAt, enterpriseInformed: input.enterpriseInformed },
        deciderRegionCode: issue.extensionCount === 0 ? responsibleRegionCode : upperRegionCode,
      },
    };
  },
  'long-term': (_issue, input, { responsibleRegionCode, now }) => {
    if (input.reviewAt <= now || input.reviewAt > now + REVIEW_WITHIN_MS) throw ReviewOutOfRange();
    return {
      changes: {},
      details: { ...input },
      request: {
        kind: 'long_term',
        reason: input.reason,
        details: { stageResult: input.stageResult, reviewAt: input.reviewAt },
        deciderRegionCode: responsibleRegionCode,
      },
    };
  },
  escalate: (_issue, input, { upperRegionCode }) => ({
    changes: {},
    details: { ...input },
    request: {
      kind: 'escalation',
      reason: input.tried,
      details: { powerMissing: input.powerMissing },
      deciderRegionCode: upperRegionCode,
    },
  }),
  'hand-down': (issue, { reason, keepLead = false }, context) => ({
    changes: { ...handedTo(context), level: levelBelow(issue.level) },
    details: {
      ...{ reason, fromLevel: issue.level, level: levelBelow(issue.level), keepLead },
      ...(context.lead === null ? {} : { cadreId: context.lead.id, cadreName: context.lead.name }),
    },
    ...(keepLead && issue.assigneeId !== null && issue.assigneeId !== context.lead?.id
      ? { addedCoHandlerId: issue.assigneeId }
      : {}),
  }),
};

/** Nobody has decided in time, and there is nobody above them: they are reminded. The sweep says of which request. */
export const remindDecider: EffectOf<object> = (_issue, _input, context) => {
  const { id: requestId, kind, deciderRegionCode, decideBy, remindedCount } = context.request!;
  return {
    changes: {},
    details: { request: kind, of: deciderRegionCode, missedAt: decideBy, times: remindedCount + 1 },
    ...ofRequest(kind),
    reminded: { requestId },
  };
};

/** Nobody has decided in time: it goes one level up. The sweep says which request, and where to. */
export const moveUp: EffectOf<object> = (_issue, input, context) => {
  const request = context.request!;
  const { deciderRegionCode } = input as { deciderRegionCode: string };
  return {
    changes: {},
    details: {
      ...{ request: request.kind, from: request.deciderRegionCode, to: deciderRegionCode },
      missedAt: request.decideBy,
    },
    ...ofRequest(request.kind),
    movedUp: { requestId: request.id, deciderRegionCode },
  };
};

/** Of a return the enterprise is not told. */
const ofRequest = (kind: RequestKind): Pick<Effect, 'visible'> => (kind === 'return' ? { visible: false } : {});
