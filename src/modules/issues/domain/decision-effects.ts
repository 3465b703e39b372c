import type { InputOf } from './action-inputs.js';
import type { Effect, EffectContext } from './effect.js';
import { FinalUnitMissing } from './issue-refusals.js';
import { leadChanges, WITHOUT_LEAD } from './lead-changes.js';
import { type IssueRequestState, type IssueState, LEVELS, type RequestKind } from './issue-types.js';

type Approval = (
  issue: IssueState,
  request: IssueRequestState,
  context: EffectContext,
) => Pick<Effect, 'changes' | 'addedCoHandlerId'>;

/** Either the lead whom somebody names, or nobody yet: then routing looks for one. */
export function handedTo({ lead, now }: EffectContext): Partial<IssueState> {
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
      // Whoever decides the second one names the unit that has it in the end: then it is passed on no more.
      returnLocked: isSecondReturn(issue),
      excludedCadreIds:
        issue.assigneeId === null ? issue.excludedCadreIds : [...issue.excludedCadreIds, issue.assigneeId],
      ...(request.reason === 'conflict-of-interest' ? { conflictCadreIds: withConflict(issue) } : {}),
    },
  }),
  extension: (issue, request) => ({
    changes: { dueAt: request.details.dueAt as number, extensionCount: issue.extensionCount + 1 },
  }),
  long_term: (_issue, request, { actor }) => ({
    changes: {
      status: 'long_term',
      reviewAt: request.details.reviewAt as number,
      longTermBy: actor.userId,
      longTermCadreId: actor.cadreId,
      longTermObjectedAt: null,
    },
  }),
  escalation: (issue, _request, context) => ({
    changes: { ...handedTo(context), level: levelAbove(issue.level), escalationCount: issue.escalationCount + 1 },
    // The level below stays on the issue as supporter.
    ...(issue.assigneeId !== null && issue.assigneeId !== context.lead?.id
      ? { addedCoHandlerId: issue.assigneeId }
      : {}),
  }),
  objection: (issue, _request, context) => ({
    changes:
      issue.status === 'long_term'
        ? { status: 'in_progress', reviewAt: null }
        : { ...handedTo(context), acceptedAt: context.now },
  }),
};

/** What a "no" does; most leave things as they are. */
const DENIALS: Readonly<Record<RequestKind, Partial<IssueState>>> = {
  return: { returnLocked: true },
  extension: {},
  long_term: {},
  escalation: {},
  objection: {},
};

const isSecondReturn = ({ returnCount }: IssueState): boolean => returnCount > 0;

export function levelAbove(level: IssueState['level']): IssueState['level'] {
  return LEVELS[Math.min(LEVELS.indexOf(level) + 1, LEVELS.length - 1)]!;
}

export function levelBelow(level: IssueState['level']): IssueState['level'] {
  return LEVELS[Math.max(LEVELS.indexOf(level) - 1, 0)]!;
}

/** What the timeline says of the request that was decided, by its kind. */
const TOLD: Readonly<Partial<Record<RequestKind, (issue: IssueState, request: IssueRequestState) => object>>> = {
  return: (_issue, { details }) => ({ suggestedDepartmentId: details.suggestedDepartmentId }),
  extension: (issue, { details, reason }) => ({
    ...{ dueAt: details.dueAt, previousDueAt: issue.dueAt },
    requestReason: reason,
  }),
  long_term: (_issue, { details, reason }) => ({ reviewAt: details.reviewAt, requestReason: reason }),
  objection: (_issue, { details }) => ({ against: details.against ?? 'refusal' }),
};

/** The unit that has it in the end after a second return. @throws DomainError 422 when the decider names none */
function finalUnit(issue: IssueState, approve: boolean, { request, lead }: EffectContext): object {
  if (request!.kind !== 'return' || !isSecondReturn(issue)) return {};
  if (!approve) return { finalDepartmentId: issue.departmentId };
  if (lead === null) throw FinalUnitMissing();
  return { finalDepartmentId: lead.departmentId };
}

/** The effect of a decision on the pending request in the context. */
export function decideEffect(issue: IssueState, input: InputOf<'decide'>, context: EffectContext): Effect {
  const request = context.request!;
  const { approve, reason } = input;
  const final = finalUnit(issue, approve, context);
  const outcome = approve ? APPROVALS[request.kind](issue, request, context) : { changes: DENIALS[request.kind] };
  return {
    ...outcome,
    details: {
      ...{ request: request.kind, approved: approve, reason },
      ...TOLD[request.kind]?.(issue, request),
      ...final,
      // A decision that leaves the lead alone says nothing of the cadre who was named for the other case.
      ...(context.lead !== null && outcome.changes.assigneeId === context.lead.id
        ? { cadreId: context.lead.id, cadreName: context.lead.name }
        : {}),
    },
    decision: { requestId: request.id, approved: approve, reason },
  };
}
