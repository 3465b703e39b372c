import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import type { SqlSession } from '../../platform/persistence/index.js';

export interface OverdueRequest {
  readonly id: string;
  readonly issueId: string;
}

interface Asked {
  readonly now: Instant;
  readonly most: number;
  /** How many at the beginning are left out. */
  readonly passedOver: number;
}

/** Requests that nobody has decided in time; the oldest first. */
export function overdueRequests(session: SqlSession, { now, most, passedOver }: Asked): Promise<OverdueRequest[]> {
  return session.all<OverdueRequest>(
    sql`SELECT id, issue_id FROM issue_request
        WHERE status = 'pending' AND decide_by < ${now}
        ORDER BY decide_by, id LIMIT ${most} OFFSET ${passedOver}`,
  );
}
