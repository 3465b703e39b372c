import sql from 'sql-template-tag';
import { ENDED, type IssueStatus, type RequestKind } from '../../src/modules/issues/index.js';
import { first, isOneOf, type SqlSession } from '../../src/platform/persistence/index.js';

/** A request that waits for its decision. */
export interface WaitingRequest {
  readonly id: string;
  readonly kind: RequestKind;
  readonly requestedBy: string;
  readonly deciderRegionCode: string;
  readonly opposedUserId: string | null;
}

/** A supervision that waits for its answer, or an instruction for its acknowledgement. */
interface OpenDuty {
  readonly kind: string;
  readonly addressee: 'lead' | 'coordinator' | null;
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
  readonly escalationCount: number;
  readonly childCount: number;
  readonly duties: readonly OpenDuty[];
  /** Co-handlers whose opinion is still wanted. */
  readonly owingCadreIds: readonly string[];
  /** Another issue about the like in the same place, which this one could be merged into. */
  readonly similarId: string | null;
  readonly refusedBy: string | null;
  readonly verifiedBy: string | null;
  readonly pending: readonly WaitingRequest[];
}

export async function lookAt(session: SqlSession, issueId: string): Promise<IssueLook> {
  const issue = await first<Omit<IssueLook, 'pending' | 'duties' | 'owingCadreIds'>>(
    session,
    sql`SELECT i.id, i.status, i.region_code, i.level, i.assignee_id, i.assigned_at, i.first_contact_at,
          i.unhappy_contact_due_at, i.due_at, i.extend_until, i.info_request_count, i.objection_count, i.return_count,
          i.return_locked, i.escalation_count, i.child_count, i.refused_by, i.verified_by,
          (SELECT MIN(o.id) FROM issue o WHERE o.id <> i.id AND o.category_code = i.category_code
            AND o.region_code = i.region_code AND o.level = i.level AND NOT o.confidential AND NOT i.confidential
            AND o.status IN ('accepted', 'assigned', 'in_progress')) AS similar_id
        FROM issue i WHERE i.id = ${issueId}`,
  );
  const pending = await session.all<WaitingRequest>(
    sql`SELECT id, kind, requested_by, decider_region_code, opposed_user_id FROM issue_request
        WHERE issue_id = ${issueId} AND status = 'pending' ORDER BY requested_at, id`,
  );
  const duties = await session.all<OpenDuty>(
    sql`SELECT kind, addressee FROM issue_supervision WHERE issue_id = ${issueId} AND answered_at IS NULL
        AND (kind <> 'instruction' OR acknowledged_at IS NULL) ORDER BY opened_at, id`,
  );
  const owing = await session.all<{ cadreId: string }>(
    sql`SELECT cadre_id FROM issue_co_handler WHERE issue_id = ${issueId} AND opinion_at IS NULL ORDER BY added_at, cadre_id`,
  );
  return { ...issue!, pending, duties, owingCadreIds: owing.map(({ cadreId }) => cadreId) };
}

/** Ids of the open issues on which a cadre still owes an opinion. */
export async function owedBy(session: SqlSession, cadreId: string): Promise<string[]> {
  const rows = await session.all<{ issueId: string }>(
    sql`SELECT h.issue_id FROM issue_co_handler h JOIN issue i ON i.id = h.issue_id
        WHERE h.cadre_id = ${cadreId} AND h.opinion_at IS NULL AND NOT ${isOneOf(sql`i.status`, ENDED)}`,
  );
  return rows.map(({ issueId }) => issueId);
}
