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
  return new Set(RELATIONS_OF_ROLE[actor.role](actor, issue, around));
}

type RelationsOf = (actor: Actor, issue: IssueState, around: IssueSurroundings) => readonly Relation[];

const when = (holds: boolean, relation: Relation): readonly Relation[] => (holds ? [relation] : []);

const RELATIONS_OF_ROLE: Readonly<Record<Actor['role'], RelationsOf>> = {
  system: () => ['system'],
  enterprise: (actor, issue) =>
    when(actor.enterpriseId !== null && actor.enterpriseId === issue.enterpriseId, 'enterprise'),
  cadre: ({ cadreId, userId }, issue, around) => [
    ...when(cadreId !== null && issue.assigneeId === cadreId, 'lead'),
    ...when(cadreId !== null && around.coHandlerIds.includes(cadreId), 'co-handler'),
    ...when(cadreId !== null && !issue.confidential && around.pairedCadreIds.includes(cadreId), 'representative'),
    ...when(issue.onBehalf && issue.submittedBy === userId, 'representative'),
  ],
  coordinator: (actor, issue, around) => {
    if (!around.isWithin(issue.regionCode, actor.regionCode)) return [];
    return [
      // After an escalation the coordinator below looks on; the one at the issue's level acts.
      ...when(around.isWithin(around.responsibleRegionCode, actor.regionCode), 'coordinator'),
      ...when(
        around.requests.some((request) => mayDecide(actor, request, around)),
        'decider',
      ),
    ];
  },
  manager: (actor, issue, around) => when(around.isWithin(issue.regionCode, actor.regionCode), 'supervisor'),
  auditor: () => [],
  admin: () => [],
  security: () => [],
};

/** Who asked may not decide, nor who made the decision that is objected to; whoever answers for the deciding region, or for one above it, may. */
export function mayDecide(
  actor: Actor,
  request: IssueRequestState,
  around: Pick<IssueSurroundings, 'isWithin'>,
): boolean {
  return (
    request.status === 'pending' &&
    actor.role === 'coordinator' &&
    actor.userId !== request.requestedBy &&
    actor.userId !== request.details.refusedBy &&
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
    case 'security':
      return { kind: 'nothing' };
  }
}
