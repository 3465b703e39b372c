import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import type { SqlSession } from '../../platform/persistence/index.js';
import type { IssueState } from './domain/issue-types.js';

/** An issue whose window is over and the action that ends it. */
export interface LapsedWindow {
  readonly issueId: string;
  readonly action: 'lapse' | 'resume' | 'info-lapse';
}

/** In place of the review of long-term handling that somebody has made after it was due: it goes on, too. */
const REVIEWED: Instant = 0;

/** The oldest first, without so many of them that are to be passed over. */
export async function dueWindows(
  session: SqlSession,
  { now, most, passedOver }: { readonly now: Instant; readonly most: number; readonly passedOver: number },
): Promise<LapsedWindow[]> {
  return session.all<LapsedWindow>(
    sql`SELECT id AS issue_id, 'lapse' AS action, rating_due_at AS over_at FROM issue WHERE status = 'verified' AND rating_due_at < ${now}
        UNION ALL
        SELECT id, 'resume', COALESCE(review_at, ${REVIEWED}) FROM issue
          WHERE status = 'long_term' AND COALESCE(review_at, ${REVIEWED}) < ${now}
        UNION ALL
        SELECT id, 'info-lapse', info_due_at FROM issue WHERE status = 'needs_info' AND info_due_at < ${now}
        ORDER BY over_at, issue_id LIMIT ${most} OFFSET ${passedOver}`,
  );
}

const WINDOWS = {
  lapse: ({ ratingDueAt }) => ['verified', ratingDueAt],
  resume: ({ reviewAt }) => ['long_term', reviewAt ?? REVIEWED],
  'info-lapse': ({ infoDueAt }) => ['needs_info', infoDueAt],
} satisfies Record<LapsedWindow['action'], (issue: IssueState) => readonly [IssueState['status'], Instant | null]>;

export function isWindowOver(action: LapsedWindow['action'], issue: IssueState, now: Instant): boolean {
  const [status, overAt] = WINDOWS[action](issue);
  return issue.status === status && overAt !== null && overAt < now;
}
