import sql from 'sql-template-tag';
import type { IssueStatus, RequestKind } from '../../src/modules/issues/index.js';
import { first, type SqlSession } from '../../src/platform/persistence/index.js';

/** A request that waits for its decision. */
export interface WaitingRequest {
  readonly id: string;
  readonly kind: RequestKind;
  readonly requestedBy: string;
  readonly deciderRegionCode: string;
  readonly opposedUserId: string | null;
}

/** What people look at before they do something about an issue. */
export interface IssueLook {
  readonly id: string;
  readonly status: IssueStatus;
  readonly regionCode: string;
  readonly level: 'county' | 'municipality' | 'province';
  readonly assigneeId: string | null;
  readonly assignedAt: number | null;
  readonly firstContactAt: number | null;
  readonly unhappyContactDueAt: number | null;
  readonly dueAt: number | null;
  readonly extendUntil: number | null;
  readonly infoRequestCount: number;
  readonly objectionCount: number;
  readonly returnCount: number;
  readonly returnLocked: boolean;
  readonly openSupervisions: number;
  readonly refusedBy: string | null;
  readonly verifiedBy: string | null;
  readonly pending: readonly WaitingRequest[];
}

export async function lookAt(session: SqlSession, issueId: string): Promise<IssueLook> {
  const issue = await first<Omit<IssueLook, 'pending'>>(
    session,
    sql`SELECT id, status, region_code, level, assignee_id, assigned_at, first_contact_at, unhappy_contact_due_at, due_at,
          extend_until, info_request_count, objection_count, return_count, return_locked, open_supervisions, refused_by, verified_by
        FROM issue WHERE id = ${issueId}`,
  );
  const pending = await session.all<WaitingRequest>(
    sql`SELECT id, kind, requested_by, decider_region_code, opposed_user_id FROM issue_request
        WHERE issue_id = ${issueId} AND status = 'pending' ORDER BY requested_at, id`,
  );
  return { ...issue!, pending };
}
