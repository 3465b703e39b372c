import type { Actor } from '../../../kernel/actor.js';
import { type IssueSurroundings, relationsOf } from './issue-access.js';
import { type IssueAction, transitionOf } from './issue-lifecycle.js';
import type { IssueState } from './issue-types.js';
import { absentHandlers, type StandIn } from './stand-ins.js';

/** For whom the actor takes the action; null when they take it in their own right. */
export function absentOf(
  action: IssueAction,
  actor: Actor,
  issue: IssueState,
  around: IssueSurroundings,
): StandIn | null {
  if (around.standsInFor.length === 0) return null;
  const { by } = transitionOf(action);
  const own = relationsOf(actor, issue, { ...around, standsInFor: [] });
  if (by.some((relation) => own.has(relation))) return null;
  const { lead, coHandler } = absentHandlers(actor, issue, around);
  return (by.includes('lead') ? lead : null) ?? (by.includes('co-handler') ? coHandler : null);
}
