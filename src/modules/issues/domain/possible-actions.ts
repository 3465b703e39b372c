import { ACTION_FIELDS } from './action-fields.js';
import type { ApiAction } from './action-inputs.js';
import { isPossible, type TransitionQuestion } from './issue-guards.js';

/** The actions of the API, in the order in which they are shown. */
export const API_ACTIONS = Object.keys(ACTION_FIELDS) as readonly ApiAction[];

/** What may be done now: exactly the actions that would not be refused for role, status or condition. */
export function possibleActions(question: TransitionQuestion): ApiAction[] {
  if (question.relations.size === 0) return [];
  return API_ACTIONS.filter((action) => isPossible(action, question));
}
