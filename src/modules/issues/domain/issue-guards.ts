import type { Actor } from '../../../kernel/actor.js';
import { DAY, HOUR, type Instant } from '../../../kernel/clock.js';
import type { DomainError } from '../../../kernel/domain-error.js';
import { GuardRefusals, SeparationRefusals, TransitionNotAllowed, ActorMayNot } from './issue-refusals.js';
import { type GuardName, type IssueAction, type Relation, type Separation, transitionOf } from './issue-lifecycle.js';
import { type IssueRequestState, type IssueState, type RequestKind, STATUS_LABELS } from './issue-types.js';

/** A unit may send back what is not its own within a day of getting it (Anyang statute; product rule). */
export const RETURN_WINDOW_MS = 24 * HOUR;
/** How long an enterprise may have its closed issue opened again. */
export const REOPEN_WINDOW_MS = 30 * DAY;

/** Everything a transition is judged by. */
export interface TransitionQuestion {
  readonly actor: Actor;
  readonly issue: IssueState;
  readonly relations: ReadonlySet<Relation>;
  readonly requests: readonly IssueRequestState[];
  readonly openSupervisions: number;
  /** Status of the common issue that this one was merged into, or null. */
  readonly parentStatus: IssueState['status'] | null;
  readonly now: Instant;
}

/** Why the actor may not take the action now, or null when they may. The order is: role, status, separation, conditions. */
export function refusalOf(action: IssueAction, question: TransitionQuestion): DomainError | null {
  const transition = transitionOf(action);
  const { issue, relations } = question;
  if (!transition.by.some((relation) => relations.has(relation))) {
    // A request that is not theirs to decide is a matter of rights only while there is one.
    return ActorMayNot({ action });
  }
  if (!transition.from.includes(issue.status)) {
    return TransitionNotAllowed({
      action,
      status: issue.status,
      statusZh: STATUS_LABELS[issue.status].zh,
      statusEn: STATUS_LABELS[issue.status].en,
    });
  }
  const separated = (transition.not ?? []).find((separation) => isSeparated(separation, question));
  if (separated) return SeparationRefusals[separated]();
  const unmet = (transition.guards ?? []).find((guard) => !GUARDS[guard](question));
  return unmet ? GuardRefusals[unmet]() : null;
}

/** The actions that {@link refusalOf} has nothing against, in the order of the table. */
export function isSeparated(
  separation: Separation,
  { actor, issue }: Pick<TransitionQuestion, 'actor' | 'issue'>,
): boolean {
  switch (separation) {
    case 'handler':
      return actor.userId === issue.doneClaimedBy || (actor.cadreId !== null && actor.cadreId === issue.assigneeId);
    case 'handling-unit':
      return actor.departmentId !== null && actor.departmentId === issue.departmentId;
    case 'verifier':
      return actor.userId === issue.verifiedBy;
  }
}

type Guard = (question: TransitionQuestion) => boolean;

const nothingPending =
  (kind: RequestKind): Guard =>
  ({ requests }) =>
    !requests.some((request) => request.kind === kind && request.status === 'pending');

const GUARDS: Readonly<Record<GuardName, Guard>> = {
  'asked-once': ({ issue }) => issue.infoRequestCount === 0,
  'object-once': ({ issue }) => issue.objectionCount === 0,
  'within-return-window': ({ issue, now }) => issue.assignedAt !== null && now <= issue.assignedAt + RETURN_WINDOW_MS,
  'return-open': ({ issue }) => !issue.returnLocked,
  'before-extension-limit': ({ issue, now }) => issue.extendUntil !== null && now <= issue.extendUntil,
  'not-yet-contacted': ({ issue }) => issue.firstContactAt === null || issue.unhappyContactDueAt !== null,
  contacted: ({ issue }) => issue.firstContactAt !== null,
  'below-top-level': ({ issue }) => issue.level !== 'province',
  'reopen-window': ({ issue, relations, now }) =>
    !relations.has('enterprise') || (issue.closedAt !== null && now <= issue.closedAt + REOPEN_WINDOW_MS),
  'rating-open': ({ issue, parentStatus }) =>
    issue.status === 'verified' ||
    (issue.ratedAt === null && (parentStatus === 'verified' || parentStatus === 'closed')),
  'supervision-open': ({ openSupervisions }) => openSupervisions > 0,
  'nothing-pending:return': nothingPending('return'),
  'nothing-pending:extension': nothingPending('extension'),
  'nothing-pending:long_term': nothingPending('long_term'),
  'nothing-pending:escalation': nothingPending('escalation'),
  'nothing-pending:objection': nothingPending('objection'),
};
