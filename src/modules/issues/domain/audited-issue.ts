import { isDirect } from './issue-facts.js';
import type { IssueState } from './issue-types.js';

/** What follows from the rest: clocks, counts, figures; and what the timeline says: routing at length, who has handled it. */
const DERIVED: ReadonlySet<string> = new Set<keyof IssueState>([
  ...(['acceptDueAt', 'assignDueAt', 'signDueAt', 'contactDueAt', 'progressDueAt', 'finishStartedAt'] as const),
  ...(['extendUntil', 'ratingDueAt', 'unhappyContactDueAt', 'pausedAt', 'yellowAt', 'orangeAt', 'redAt'] as const),
  ...(['infoDueAt', 'verifyDueAt', 'statutoryDueAt'] as const),
  ...(['routing', 'childCount', 'pendingRequests', 'coHandlerCount', 'openSupervisions', 'facts'] as const),
  ...(['handlerCadreIds', 'deputyCadreIds', 'requestDueAt', 'opinionDueAt', 'answerDueAt'] as const),
  ...(['handlingTenths', 'secondReturnAt', 'secondReworkAt', 'version', 'updatedAt', 'dueProvisional'] as const),
]);

/** The state of an issue as an audit entry keeps it: what people decided, and nothing that says nothing. */
export function audited(issue: Readonly<IssueState>): Partial<IssueState> {
  return Object.fromEntries(
    Object.entries(issue).filter(([name, value]) => value !== null && value !== false && !DERIVED.has(name)),
  );
}

/** Whose auditors may read of it: what was sent straight one level up is no business of those below either. */
export function auditRegionOf(
  issue: Pick<IssueState, 'regionCode' | 'facts'>,
  tree: { upper(regionCode: string): string },
): string {
  return isDirect(issue) ? tree.upper(issue.regionCode) : issue.regionCode;
}
