import type { IssueAction } from './issue-lifecycle.js';
import type { IssueRequestState, IssueState } from './issue-types.js';

type Standing = Pick<IssueState, 'status' | 'assigneeId'>;

/** What is done with a request itself, also when the rest is over. */
const OF_REQUESTS: readonly IssueAction[] = ['object', 'decide', 'move-up', 'remind-decider'];

const OVER: readonly IssueState['status'][] = ['done_claimed', 'withdrawn', 'merged', 'refused'];

/**
 * Whether a pending request falls away with a step. It is the lead's: it goes with the lead who made it, and when
 * there is nothing left to ask for.
 */
export function fallsAway(
  { kind }: Pick<IssueRequestState, 'kind'>,
  action: IssueAction,
  before: Standing,
  after: Standing,
): boolean {
  const handedOn = action !== 'hand-over' && before.assigneeId !== null && before.assigneeId !== after.assigneeId;
  const over = OVER.includes(after.status) && !OF_REQUESTS.includes(action);
  return handedOn || over || endsWithLongTerm(kind, action, before, after);
}

// Once long-term handling is over there is nothing to object to; and nothing to prolong when it was objected to.
function endsWithLongTerm(
  kind: IssueRequestState['kind'],
  action: IssueAction,
  before: Standing,
  after: Standing,
): boolean {
  if (before.status !== 'long_term' || after.status === 'long_term') return false;
  return kind === 'objection' || (kind === 'long_term' && action === 'decide');
}
