import type { InputOf } from './action-inputs.js';
import type { Effect, EffectContext } from './effect.js';
import { leadChanges, WITHOUT_LEAD } from './lead-changes.js';
import { type IssueRequestState, type IssueState, LEVELS, type RequestKind } from './issue-types.js';

type Approval = (
  issue: IssueState,
  request: IssueRequestState,
  context: EffectContext,
) => Pick<Effect, 'changes' | 'addedCoHandlerId'>;

/** Either the lead whom the decider names, or nobody yet: then routing looks for one. */
function handedTo({ lead, now }: EffectContext): Partial<IssueState> {
  return lead === null ? { ...WITHOUT_LEAD, status: 'accepted' } : leadChanges(lead, now);
}

function withConflict({ conflictCadreIds, assigneeId }: IssueState): readonly string[] {
  return assigneeId === null ? conflictCadreIds : [...new Set([...conflictCadreIds, assigneeId])];
}

/** What a "yes" does, for each kind of request. */
const APPROVALS: Readonly<Record<RequestKind, Approval>> = {
  return: (issue, request, context) => ({
    changes: {
      ...handedTo(context),
      returnCount: issue.returnCount + 1,
      excludedCadreIds:
        issue.assigneeId === null ? issue.excludedCadreIds : [...issue.excludedCadreIds, issue.assigneeId],
      ...(request.reason === 'conflict-of-interest' ? { conflictCadreIds: withConflict(issue) } : {}),
    },
  }),
  extension: (issue, request) => ({
    changes: { dueAt: request.details.dueAt as number, extensionCount: issue.extensionCount + 1 },
  }),
  long_term: (_issue, request) => ({ changes: { status: 'long_term', reviewAt: request.details.reviewAt as number } }),
  escalation: (issue, _request, context) => ({
    changes: { ...handedTo(context), level: levelAbove(issue.level), escalationCount: issue.escalationCount + 1 },
    // The level below stays on the issue as supporter.
    ...(issue.assigneeId !== null && issue.assigneeId !== context.lead?.id
      ? { addedCoHandlerId: issue.assigneeId }
      : {}),
  }),
  objection: (_issue, _request, context) => ({ changes: { ...handedTo(context), acceptedAt: context.now } }),
};

/** What a "no" does; most leave things as they are. */
const DENIALS: Readonly<Record<RequestKind, Partial<IssueState>>> = {
  return: { returnLocked: true },
  extension: {},
  long_term: {},
  escalation: {},
  objection: {},
};

export function levelAbove(level: IssueState['level']): IssueState['level'] {
  return LEVELS[Math.min(LEVELS.indexOf(level) + 1, LEVELS.length - 1)]!;
}

/** The effect of a decision on the pending request in the context. */
export function decideEffect(issue: IssueState, input: InputOf<'decide'>, context: EffectContext): Effect {
  const request = context.request!;
  const outcome = input.approve ? APPROVALS[request.kind](issue, request, context) : { changes: DENIALS[request.kind] };
  return {
    ...outcome,
    details: {
      request: request.kind,
      approved: input.approve,
      reason: input.reason,
      ...(request.kind === 'return' ? { suggestedDepartmentId: request.details.suggestedDepartmentId } : {}),
      ...(request.kind === 'extension'
        ? { dueAt: request.details.dueAt, previousDueAt: issue.dueAt, requestReason: request.reason }
        : {}),
      ...(request.kind === 'long_term' ? { reviewAt: request.details.reviewAt, requestReason: request.reason } : {}),
      // A decision that leaves the lead alone says nothing of the cadre who was named for the other case.
      ...(context.lead !== null && outcome.changes.assigneeId === context.lead.id
        ? { cadreId: context.lead.id, cadreName: context.lead.name }
        : {}),
    },
    decision: { requestId: request.id, approved: input.approve, reason: input.reason },
  };
}
