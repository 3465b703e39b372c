import sql from 'sql-template-tag';
import { first, type SqlSession } from '../../src/platform/persistence/index.js';

const KINDS: Readonly<Record<string, string>> = { 'long-term': 'long_term' };

/** When the next rating window or review ends; null when none is open. */
export async function nextWindowAt(session: SqlSession): Promise<number | null> {
  const row = await first<{ at: number | null }>(
    session,
    sql`SELECT MIN(over_at) AS at FROM (
          SELECT MIN(rating_due_at) AS over_at FROM issue WHERE status = 'verified'
          UNION ALL SELECT MIN(review_at) FROM issue WHERE status = 'long_term') windows`,
  );
  return row?.at ?? null;
}

/** The one open request of the kind, as the body of a decision names it. */
export async function openRequestId(
  session: SqlSession,
  issueId: string,
  kind: string,
): Promise<{ requestId: string }> {
  const row = await first<{ id: string }>(
    session,
    sql`SELECT id FROM issue_request WHERE issue_id = ${issueId} AND kind = ${KINDS[kind] ?? kind} AND status = 'pending'`,
  );
  if (row === null) throw new Error(`demo: issue ${issueId} has no open ${kind} request`);
  return { requestId: row.id };
}
