import type { Actor } from '../../../kernel/actor.js';
import { isDirect } from './issue-facts.js';
import type { Relation } from './issue-lifecycle.js';
import type { IssueRequestState, IssueState } from './issue-types.js';
import { isHidden } from './release.js';
import { hasConflict, hasStoodIn, isHandler, isSamePerson } from './same-person.js';
import { absentHandlers, type StandIn } from './stand-ins.js';

/** What must be known about the surroundings of an issue to say how somebody stands to it. */
export interface IssueSurroundings {
  /** Whether `regionCode` lies in the subtree of `ancestor`. */
  isWithin(regionCode: string, ancestor: string): boolean;
  /** The region one level up. */
  upper(regionCode: string): string;
  /** The region that answers for the issue at its level. */
  readonly responsibleRegionCode: string;
  readonly coHandlerIds: readonly string[];
  readonly pairedCadreIds: readonly string[];
  /** For whom the actor acts today as a deputy. */
  readonly standsInFor: readonly StandIn[];
  readonly requests: readonly IssueRequestState[];
}

/** How the actor stands to the issue; nothing at all means that it does not exist for them. */
export function relationsOf(actor: Actor, issue: IssueState, around: IssueSurroundings): ReadonlySet<Relation> {
  return new Set(RELATIONS_OF_ROLE[actor.role](actor, issue, around));
}

type RelationsOf = (actor: Actor, issue: IssueState, around: IssueSurroundings) => readonly Relation[];

const when = (holds: boolean, relation: Relation): readonly Relation[] => (holds ? [relation] : []);

const RELATIONS_OF_ROLE: Readonly<Record<Actor['role'], RelationsOf>> = {
  system: () => ['system'],
  enterprise: (actor, issue) =>
    when(actor.enterpriseId !== null && actor.enterpriseId === issue.enterpriseId, 'enterprise'),
  cadre: (actor, issue, around) => {
    const { cadreId, userId } = actor;
    const absent = absentHandlers(actor, issue, around);
    return [
      ...when(cadreId !== null && (issue.assigneeId === cadreId || absent.lead !== null), 'lead'),
      ...when(cadreId !== null && (around.coHandlerIds.includes(cadreId) || absent.coHandler !== null), 'co-handler'),
      ...when(cadreId !== null && stands({ cadreId, userId }, issue, around), 'representative'),
    ];
  },
  coordinator: (actor, issue, around) => {
    if (!reaches(actor.regionCode, issue, around) || hasConflict(actor, issue)) return [];
    return [
      // After an escalation the coordinator below looks on; the one at the issue's level acts.
      ...when(around.isWithin(around.responsibleRegionCode, actor.regionCode), 'coordinator'),
      ...when(
        around.requests.some((request) => mayDecide(actor, request, { issue, ...around })),
        'decider',
      ),
    ];
  },
  manager: (actor, issue, around) => when(reaches(actor.regionCode, issue, around), 'supervisor'),
  auditor: () => [],
  admin: () => [],
  security: () => [],
};

type Places = Pick<IssueSurroundings, 'isWithin' | 'upper'>;

/**
 * Whether officials of the region have the issue before them: it lies in their region, and when the enterprise has sent
 * it straight one level up, so does that level.
 */
export function reaches(regionCode: string, issue: Pick<IssueState, 'regionCode' | 'facts'>, around: Places): boolean {
  return (
    around.isWithin(issue.regionCode, regionCode) &&
    (!isDirect(issue) || around.isWithin(around.upper(issue.regionCode), regionCode))
  );
}

type Represented = Pick<
  IssueState,
  'confidential' | 'facts' | 'onBehalf' | 'submittedBy' | 'assigneeId' | 'conflictCadreIds'
>;

/** Whether the cadre stands for the enterprise: has logged it, or is paired and it is no matter kept from them. */
function stands(
  cadre: { readonly cadreId: string; readonly userId: string },
  issue: Represented,
  { pairedCadreIds }: Pick<IssueSurroundings, 'pairedCadreIds'>,
): boolean {
  if (hasConflict(cadre, issue)) return false;
  const hasLogged = issue.onBehalf && issue.submittedBy === cadre.userId;
  return hasLogged || (!issue.confidential && !isDirect(issue) && pairedCadreIds.includes(cadre.cadreId));
}

function standsIn(...[deputy, issue, around]: Parameters<typeof absentHandlers>): boolean {
  const { lead, coHandler } = absentHandlers(deputy, issue, around);
  return lead !== null || coHandler !== null;
}

/** Where a request stands. */
type DecisionPlace = Pick<IssueSurroundings, 'isWithin' | 'coHandlerIds'> & {
  readonly issue: Pick<IssueState, 'assigneeId' | 'conflictCadreIds' | 'deputyCadreIds'>;
};

/**
 * Whom a request comes before, or would if it still waited: whoever answers for the deciding region, or for one above
 * it; but neither who asked, nor who made the decision that is objected to, nor who handles the issue or did so for
 * somebody absent, nor who has a conflict of interest, under whatever account. `decidableSql` is the same rule for lists.
 */
export function isDecider(actor: Actor, request: IssueRequestState, place: DecisionPlace): boolean {
  const { requestedBy, requestedCadreId, opposedUserId, opposedCadreId } = request;
  return (
    actor.role === 'coordinator' &&
    !isSamePerson(actor, { userId: requestedBy, cadreId: requestedCadreId }) &&
    !isSamePerson(actor, { userId: opposedUserId, cadreId: opposedCadreId }) &&
    !isHandler(actor, place.issue, place.coHandlerIds) &&
    !hasStoodIn(actor, place.issue) &&
    !hasConflict(actor, place.issue) &&
    place.isWithin(request.deciderRegionCode, actor.regionCode)
  );
}

/** Whether the actor may decide the request now. */
export function mayDecide(actor: Actor, request: IssueRequestState, place: DecisionPlace): boolean {
  return request.status === 'pending' && isDecider(actor, request, place);
}

/**
 * Whether the enterprise is hidden from the actor: from cadres, who are or may become the handling unit, and from
 * whoever handles the issue or has done so, under whatever account.
 * @param handled whether the actor supports it, or has led or supported it before
 */
export function hidesEnterprise(
  issue: Pick<IssueState, 'confidential' | 'releasedAt' | 'onBehalf' | 'submittedBy' | 'assigneeId'>,
  actor: Actor,
  handled: boolean,
): boolean {
  const hasLogged = Boolean(issue.onBehalf) && issue.submittedBy === actor.userId;
  const handles = actor.role === 'cadre' || handled || isHandler(actor, issue, []);
  return handles && isHidden(issue) && !hasLogged;
}

/** Whether the issue exists for the actor at all; `visibilitySql` is the same rule for lists. */
export function maySee(
  actor: Actor,
  issue: Represented & Pick<IssueState, 'enterpriseId' | 'regionCode'>,
  around: IssueSurroundings,
): boolean {
  const rule = visibilityOf(actor);
  switch (rule.kind) {
    case 'everything':
      return true;
    case 'region':
      return reaches(rule.regionCode, issue, around) && !hasConflict(rule, issue);
    case 'enterprise':
      return issue.enterpriseId === rule.enterpriseId;
    case 'cadre':
      return (
        isHandler(rule, issue, around.coHandlerIds) || standsIn(rule, issue, around) || stands(rule, issue, around)
      );
    case 'nothing':
      return false;
  }
}

/** Which issues somebody may see, as data that both code and SQL follow. */
export type Visibility =
  | { readonly kind: 'everything' }
  /** Those of their region, but for those that a conflict of interest keeps from them as a cadre. */
  | { readonly kind: 'region'; readonly regionCode: string; readonly cadreId: string | null }
  | { readonly kind: 'enterprise'; readonly enterpriseId: string }
  /** Those they lead, support or have logged, those of whom they are the deputy today, and those of the enterprises paired with them that are not kept from them. */
  | { readonly kind: 'cadre'; readonly cadreId: string; readonly userId: string }
  | { readonly kind: 'nothing' };

export function visibilityOf(actor: Actor): Visibility {
  switch (actor.role) {
    case 'system':
      return { kind: 'everything' };
    case 'coordinator':
    case 'manager':
    case 'auditor':
      return { kind: 'region', regionCode: actor.regionCode, cadreId: actor.cadreId };
    case 'enterprise':
      return actor.enterpriseId === null
        ? { kind: 'nothing' }
        : { kind: 'enterprise', enterpriseId: actor.enterpriseId };
    case 'cadre':
      return actor.cadreId === null
        ? { kind: 'nothing' }
        : { kind: 'cadre', cadreId: actor.cadreId, userId: actor.userId };
    case 'admin':
    case 'security':
      return { kind: 'nothing' };
  }
}
