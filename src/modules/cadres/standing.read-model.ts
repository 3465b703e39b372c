import sql, { type Sql } from 'sql-template-tag';
import type { LocalDate } from '../../kernel/local-date.js';
import { isOneOf, type SqlSession } from '../../platform/persistence/index.js';

/** That the cadre of `cadre c` had accounts as one and none is open; rosters are entered before accounts. */
export const accountClosedSql = sql`(EXISTS (SELECT 1 FROM app_user u WHERE u.cadre_id = c.id AND u.role = 'cadre')
  AND NOT EXISTS (SELECT 1 FROM app_user u WHERE u.cadre_id = c.id AND u.role = 'cadre' AND u.active))`;

/** That the cadre of `cadre c` is off duty, on leave on the day, or without an open account. */
export const awaySql = (today: LocalDate): Sql => sql`(NOT c.on_duty OR ${accountClosedSql} OR EXISTS (SELECT 1
  FROM cadre_leave v WHERE v.cadre_id = c.id AND v.starts_on <= ${today} AND v.ends_on >= ${today}))`;

/**
 * Those of the cadres whose accounts are all closed. A statement of its own: asked once the cadres are locked, it sees
 * what whoever closes accounts has done before, since they lock the cadre as well.
 */
export async function closedAccounts(session: SqlSession, cadreIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (cadreIds.length === 0) return new Set();
  const rows = await session.all<{ id: string }>(
    sql`SELECT c.id FROM cadre c WHERE ${isOneOf(sql`c.id`, cadreIds)} AND ${accountClosedSql}`,
  );
  return new Set(rows.map(({ id }) => id));
}
