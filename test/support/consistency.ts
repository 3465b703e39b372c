import sql from 'sql-template-tag';
import { AUDIT_GENESIS, type AuditHead, type AuditLink, firstBroken } from '../../src/platform/audit/audit-chain.js';
import type { TestApp } from './test-app.js';

/** What must hold whatever was asked of the product. */
export async function expectConsistent(t: TestApp): Promise<void> {
  // PostgreSQL keeps references itself; SQLite does for connections that ask for it.
  if (DATABASE === 'sqlite') expect(await t.reader.all(sql`PRAGMA foreign_key_check`)).toEqual([]);
  expect(await issuesWithBrokenHistories(t)).toEqual([]);
  expect(await wrongLoads(t)).toEqual([]);
  const entries = await t.reader.all<AuditLink>(sql`SELECT * FROM audit_entry ORDER BY sequence`);
  expect(firstBroken(AUDIT_GENESIS, entries)).toBeNull();
  const [head] = await t.reader.all<AuditHead>(sql`SELECT sequence, hash FROM audit_head`);
  expect(head).toEqual({ sequence: entries.length, hash: entries.at(-1)?.hash ?? AUDIT_GENESIS.hash });
}

/** Issues whose events have a gap, or do not end where the issue stands. */
function issuesWithBrokenHistories(t: TestApp): Promise<unknown[]> {
  return t.reader.all(
    sql`SELECT i.id, i.status, COUNT(e.id) AS events, MAX(e.sequence) AS last FROM issue i
        LEFT JOIN issue_event e ON e.issue_id = i.id
        GROUP BY i.id, i.status
        HAVING COUNT(e.id) = 0 OR COUNT(e.id) <> MAX(e.sequence) OR COUNT(DISTINCT e.sequence) <> COUNT(e.id)
          OR i.status <> (SELECT l.to_status FROM issue_event l WHERE l.issue_id = i.id ORDER BY l.sequence DESC LIMIT 1)`,
  );
}

function wrongLoads(t: TestApp): Promise<unknown[]> {
  return t.reader.all(
    sql`SELECT l.cadre_id, l.open_count, COUNT(i.id) AS open_issues FROM cadre_load l
        LEFT JOIN issue i ON i.assignee_id = l.cadre_id AND i.status NOT IN ('closed', 'refused', 'withdrawn', 'merged')
        GROUP BY l.cadre_id, l.open_count HAVING l.open_count <> COUNT(i.id)`,
  );
}
