import type { IssueAction, IssueChanged, RoutingDecision } from '../issues/index.js';

/** Actions after which an issue may be without a lead that it should have. */
const MAY_NEED_A_LEAD: readonly IssueAction[] = [
  'submit',
  'accept',
  'decide',
  'reopen',
  'rate',
  'call-back',
  'exclude-cadre',
  'hand-down',
];

/** Actions by which people name a lead themselves. */
const NAMES_A_LEAD: readonly IssueAction[] = ['assign', 'reassign', 'decide', 'hand-over', 'hand-down'];

/** Whether the transition leaves the issue to routing. */
export function needsLead({ issue, action, actor, details }: IssueChanged): boolean {
  const { status, assigneeId } = issue.state;
  if (assigneeId !== null || (status !== 'submitted' && status !== 'accepted')) return false;
  // Routing accepts an issue only when it goes on to assign it.
  if (action === 'accept' && actor.role === 'system') return false;
  // A request that was denied changes nothing, also not that nobody was found before.
  if (action === 'decide' && details.approved !== true) return false;
  // Who is excluded without having led it leaves the issue where it is.
  if (action === 'exclude-cadre' && details.tookLead !== true) return false;
  return MAY_NEED_A_LEAD.includes(action);
}

/** The decision to keep when the lead was named without a rule: by a person, or by the issue it was part of; or null. */
export function namedWithoutRule({ issue, action, actor, details }: IssueChanged): RoutingDecision | null {
  const { assigneeId, status } = issue.state;
  if (assigneeId === null || actor.role === 'system') return null;
  if (NAMES_A_LEAD.includes(action) && details.cadreId === assigneeId) {
    const code = action === 'hand-over' ? 'handed-over' : 'manual';
    return { rule: 'manual', reasons: [{ code, params: { by: actor.displayName } }], candidates: [] };
  }
  if (action === 'rate' && issue.before?.status === 'merged' && status === 'in_progress') {
    const name = issue.names.assigneeName ?? '';
    return { rule: 'common-issue', reasons: [{ code: 'common-issue', params: { name } }], candidates: [] };
  }
  return null;
}

/** The unit that was suggested with a return that has just been approved, or null. */
export function suggestedDepartmentId({ action, details }: IssueChanged): string | null {
  const { request, suggestedDepartmentId: suggested } = details;
  return action === 'decide' && request === 'return' && typeof suggested === 'string' ? suggested : null;
}

/** Whoever led the issue until it was taken from them by a decision or handed down, or null. */
export function leavingCadreId({ issue, action }: IssueChanged): string | null {
  return action === 'decide' || action === 'hand-down' ? (issue.before?.assigneeId ?? null) : null;
}
