import { ACTION_FIELDS } from './action-fields.js';
import type { ApiAction } from './action-inputs.js';
import { refusalOf, type TransitionQuestion } from './issue-guards.js';

/** The actions of the API, in the order in which they are shown. */
export const API_ACTIONS = Object.keys(ACTION_FIELDS) as readonly ApiAction[];

/** What may be done now: exactly the actions that would not be refused for role, status or condition. */
export function possibleActions(question: TransitionQuestion): ApiAction[] {
  if (question.relations.size === 0) return [];
  return API_ACTIONS.filter((action) => refusalOf(action, question) === null && hasSomethingToDecide(action, question));
}

// Somebody who decides one request is no decider of another one's; the relation is only there while one is pending.
function hasSomethingToDecide(action: ApiAction, { requests }: TransitionQuestion): boolean {
  return action !== 'decide' || requests.some((request) => request.status === 'pending');
}
