import type { Instant } from '../../../kernel/clock.js';
import type { IssueRequestState } from './issue-types.js';

/** From when on a request that waits is overdue, as far as is known now: a new time to decide forgives none missed. */
export const overdueFrom = ({
  overdueSince,
  decideBy,
}: Pick<IssueRequestState, 'overdueSince' | 'decideBy'>): Instant => overdueSince ?? decideBy;

/** Whether a request waits although it was to be decided by now. */
export const isOverdue = (
  request: Pick<IssueRequestState, 'status' | 'overdueSince' | 'decideBy'>,
  now: Instant,
): boolean => request.status === 'pending' && overdueFrom(request) < now;
