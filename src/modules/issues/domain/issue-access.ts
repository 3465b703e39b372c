import type { Actor } from '../../../kernel/actor.js';
import type { Relation } from './issue-lifecycle.js';
import type { IssueRequestState, IssueState } from './issue-types.js';

/** What must be known about the surroundings of an issue to say how somebody stands to it. */
export interface IssueSurroundings {
  /** Whether `regionCode` lies in the subtree of `ancestor`. */
  isWithin(regionCode: string, ancestor: string): boolean;
  /** The region that answers for the issue at its level. */
  readonly responsibleRegionCode: string;
  readonly coHandlerIds: readonly string[];
  readonly pairedCadreIds: readonly string[];
  readonly requests: readonly IssueRequestState[];
}

/** How the actor stands to the issue; nothing at all means that it does not exist for them. */
export function relationsOf(actor: Actor, issue: IssueState, around: IssueSurroundings): ReadonlySet<Relation> {
  const relations = new Set<Relation>();
  if (actor.role === 'system') relations.add('system');
  if (actor.role === 'enterprise' && actor.enterpriseId === issue.enterpriseId) relations.add('enterprise');
  if (actor.role === 'cadre' && actor.cadreId !== null) addCadreRelations(relations, actor.cadreId, issue, around);
  if (actor.role === 'cadre' && issue.onBehalf && issue.submittedBy === actor.userId) relations.add('representative');
  if (actor.role === 'manager' && around.isWithin(issue.regionCode, actor.regionCode)) relations.add('supervisor');
  if (actor.role === 'coordinator' && around.isWithin(issue.regionCode, actor.regionCode)) {
    // After an escalation the coordinator below looks on; the one at the issue's level acts.
    if (around.isWithin(around.responsibleRegionCode, actor.regionCode)) relations.add('coordinator');
    if (around.requests.some((request) => mayDecide(actor, request, around))) relations.add('decider');
  }
  return relations;
}

function addCadreRelations(
  relations: Set<Relation>,
  cadreId: string,
  issue: IssueState,
  around: IssueSurroundings,
): void {
  if (issue.assigneeId === cadreId) relations.add('lead');
  if (around.coHandlerIds.includes(cadreId)) relations.add('co-handler');
  if (!issue.confidential && around.pairedCadreIds.includes(cadreId)) relations.add('representative');
}

/** Who asked may not decide; whoever answers for the deciding region, or for one above it, may. */
export function mayDecide(
  actor: Actor,
  request: IssueRequestState,
  around: Pick<IssueSurroundings, 'isWithin'>,
): boolean {
  return (
    request.status === 'pending' &&
    actor.role === 'coordinator' &&
    actor.userId !== request.requestedBy &&
    around.isWithin(request.deciderRegionCode, actor.regionCode)
  );
}

/** Whether the issue exists for the actor at all; `visibility` is the same rule for lists, as SQL is made from it. */
export function maySee(
  actor: Actor,
  issue: Pick<IssueState, 'enterpriseId' | 'regionCode' | 'assigneeId' | 'confidential'>,
  around: IssueSurroundings,
): boolean {
  const rule = visibilityOf(actor);
  switch (rule.kind) {
    case 'everything':
      return true;
    case 'region':
      return around.isWithin(issue.regionCode, rule.regionCode);
    case 'enterprise':
      return issue.enterpriseId === rule.enterpriseId;
    case 'cadre':
      return (
        issue.assigneeId === rule.cadreId ||
        around.coHandlerIds.includes(rule.cadreId) ||
        (!issue.confidential && around.pairedCadreIds.includes(rule.cadreId))
      );
    case 'nothing':
      return false;
  }
}

/** Which issues somebody may see, as data that both code and SQL follow. */
export type Visibility =
  | { readonly kind: 'everything' }
  | { readonly kind: 'region'; readonly regionCode: string }
  | { readonly kind: 'enterprise'; readonly enterpriseId: string }
  /** Those they lead or support, and those of the enterprises paired with them that are not confidential. */
  | { readonly kind: 'cadre'; readonly cadreId: string }
  | { readonly kind: 'nothing' };

export function visibilityOf(actor: Actor): Visibility {
  switch (actor.role) {
    case 'system':
      return { kind: 'everything' };
    case 'coordinator':
    case 'manager':
    case 'auditor':
      return { kind: 'region', regionCode: actor.regionCode };
    case 'enterprise':
      return actor.enterpriseId === null
        ? { kind: 'nothing' }
        : { kind: 'enterprise', enterpriseId: actor.enterpriseId };
    case 'cadre':
      return actor.cadreId === null ? { kind: 'nothing' } : { kind: 'cadre', cadreId: actor.cadreId };
    case 'admin':
      return { kind: 'nothing' };
  }
}
