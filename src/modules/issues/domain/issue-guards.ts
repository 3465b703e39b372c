import type { Actor } from '../../../kernel/actor.js';
import { DAY, HOUR, type Instant } from '../../../kernel/clock.js';
import type { DomainError } from '../../../kernel/domain-error.js';
import { hidesEnterprise } from './issue-access.js';
import { GuardRefusals, SeparationRefusals, TransitionNotAllowed, ActorMayNot } from './issue-refusals.js';
import { isHidden } from './release.js';
import { hasHandled, hasStoodIn, isHandler, isSamePerson, type Person } from './same-person.js';
import { type GuardName, type IssueAction, type Relation, type Separation, transitionOf } from './issue-lifecycle.js';
import {
  type IssueRequestState,
  type IssueState,
  type Level,
  LEVELS,
  type RequestKind,
  STATUS_LABELS,
  type SupervisionState,
} from './issue-types.js';
import { isAtTop, toAcknowledge, toAnswer } from './supervision.js';

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
  /** Those that are open; the others may be among them. */
  readonly supervisions: readonly SupervisionState[];
  /** Below it there is nobody to handle it: the level of its region, or of the one to which it was sent straight. */
  readonly lowestLevel: Level;
  readonly coHandlerIds: readonly string[];
  /** Who has spoken to the enterprise in a call-back; looked up for closed issues only. */
  readonly callers: readonly Person[];
  /** Status of the common issue that this one was merged into, or null. */
  readonly parentStatus: IssueState['status'] | null;
  readonly now: Instant;
}

/** What stands in the way of an action; the order of the checks is role, status, separation, conditions. */
type Obstacle =
  | { readonly kind: 'role' }
  | { readonly kind: 'status' }
  | { readonly kind: 'separation'; readonly which: Separation }
  | { readonly kind: 'condition'; readonly which: GuardName };

/** Whether the actor may take the action now; costs no error object, since it is asked for every action of every row. */
export function isPossible(action: IssueAction, question: TransitionQuestion): boolean {
  return obstacleTo(action, question) === null;
}

/** Why the actor may not take the action now, or null when they may. */
export function refusalOf(action: IssueAction, question: TransitionQuestion): DomainError | null {
  const obstacle = obstacleTo(action, question);
  if (obstacle === null) return null;
  switch (obstacle.kind) {
    case 'role':
      return ActorMayNot({ action });
    case 'status': {
      const { status } = question.issue;
      return TransitionNotAllowed({
        action,
        status,
        statusZh: STATUS_LABELS[status].zh,
        statusEn: STATUS_LABELS[status].en,
      });
    }
    case 'separation':
      return SeparationRefusals[obstacle.which]();
    case 'condition':
      return GuardRefusals[obstacle.which]();
  }
}

function obstacleTo(action: IssueAction, question: TransitionQuestion): Obstacle | null {
  const transition = transitionOf(action);
  if (!transition.by.some((relation) => question.relations.has(relation))) return { kind: 'role' };
  if (!transition.from.includes(question.issue.status)) return { kind: 'status' };
  const separated = transition.not?.find((separation) => isSeparated(separation, question));
  if (separated) return { kind: 'separation', which: separated };
  const unmet = transition.guards?.find((guard) => !GUARDS[guard](question));
  return unmet ? { kind: 'condition', which: unmet } : null;
}

/** What the separations look at. */
type Separated = Parameters<typeof hidesEnterprise>[0] &
  Pick<IssueState, 'status'> &
  Pick<IssueState, 'doneClaimedBy' | 'doneClaimedCadreId' | 'verifiedBy' | 'verifiedCadreId' | 'departmentId'> &
  Pick<IssueState, 'deputyCadreIds' | 'handlerCadreIds'>;

type SeparationQuestion = Pick<TransitionQuestion, 'actor' | 'coHandlerIds' | 'callers'> & {
  readonly issue: Separated;
};

/** Whether nothing keeps a coordinator who answers for the issue from calling the enterprise back. */
export function isFreeToCall(place: SeparationQuestion): boolean {
  return !transitionOf('call-back').not?.some((separation) => isSeparated(separation, place));
}

/** Whether the separation of duties closes an action to the actor although their relation would allow it. */
export function isSeparated(
  separation: Separation,
  { actor, issue, coHandlerIds, callers }: SeparationQuestion,
): boolean {
  switch (separation) {
    case 'handler':
      return (
        isSamePerson(actor, { userId: issue.doneClaimedBy, cadreId: issue.doneClaimedCadreId }) ||
        isHandler(actor, issue, coHandlerIds) ||
        hasStoodIn(actor, issue)
      );
    case 'kept-from':
      return hidesEnterprise(issue, actor, isHandler(actor, issue, coHandlerIds) || hasHandled(actor, issue));
    case 'handling-unit':
      return actor.departmentId !== null && actor.departmentId === issue.departmentId;
    case 'verifier':
      return isSamePerson(actor, { userId: issue.verifiedBy, cadreId: issue.verifiedCadreId });
    case 'caller':
      // A spot check is a second look, from somebody who has not looked before.
      return issue.status === 'closed' && callers.some((caller) => isSamePerson(actor, caller));
  }
}

type Guard = (question: TransitionQuestion) => boolean;

const nothingPending =
  (kind: RequestKind): Guard =>
  ({ requests }) =>
    !requests.some((request) => request.kind === kind && request.status === 'pending');

const bearerOf = ({ actor: { userId }, relations, issue }: TransitionQuestion) => ({ userId, relations, issue });

const GUARDS: Readonly<Record<GuardName, Guard>> = {
  // Refusing takes an issue out of the figures; once work has begun that would be a way to lose a hard one.
  'never-contacted': ({ issue }) => issue.firstContactAt === null,
  // Its children wait for its answer; ended without one, it would take them along.
  'no-children': ({ issue }) => issue.childCount === 0,
  'asked-once': ({ issue }) => issue.infoRequestCount === 0,
  'object-once': ({ issue }) =>
    issue.status === 'long_term' ? issue.longTermObjectedAt === null : issue.objectionCount === 0,
  'within-return-window': ({ issue, now }) => issue.assignedAt !== null && now <= issue.assignedAt + RETURN_WINDOW_MS,
  'return-open': ({ issue }) => !issue.returnLocked,
  'before-extension-limit': ({ issue, now }) => issue.extendUntil !== null && now <= issue.extendUntil,
  'not-yet-contacted': ({ issue }) => issue.firstContactAt === null || issue.unhappyContactDueAt !== null,
  // After an unhappy rating the enterprise has to be spoken to again.
  contacted: ({ issue }) => issue.firstContactAt !== null && issue.unhappyContactDueAt === null,
  'below-top-level': ({ issue }) => issue.level !== 'province',
  'above-lowest-level': ({ issue, lowestLevel }) => LEVELS.indexOf(issue.level) > LEVELS.indexOf(lowestLevel),
  'reopen-window': ({ issue, relations, now }) =>
    !relations.has('enterprise') || (issue.closedAt !== null && now <= issue.closedAt + REOPEN_WINDOW_MS),
  'rating-open': ({ issue, parentStatus }) =>
    issue.status === 'verified' ||
    (issue.ratedAt === null && (parentStatus === 'verified' || parentStatus === 'closed')),
  'supervision-can-rise': ({ supervisions }) => !isAtTop(supervisions),
  'supervision-open': (question) => toAnswer(question.supervisions, bearerOf(question)).length > 0,
  'supervision-unacknowledged': (question) => toAcknowledge(question.supervisions, bearerOf(question)).length > 0,
  'enterprise-hidden': ({ issue }) => isHidden(issue),
  'nothing-pending:return': nothingPending('return'),
  'nothing-pending:extension': nothingPending('extension'),
  'nothing-pending:long_term': nothingPending('long_term'),
  'nothing-pending:escalation': nothingPending('escalation'),
  'nothing-pending:objection': nothingPending('objection'),
};
