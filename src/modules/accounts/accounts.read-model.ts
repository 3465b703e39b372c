import { Injectable } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { allOf, containsPattern, first, Reader, type SqlSession } from '../../platform/persistence/index.js';
import { inSubtree, type RegionTree } from '../regions/index.js';

/** An account as it is shown: nothing by which somebody could sign in is even read. */
export interface AccountRow {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: string;
  readonly regionCode: string;
  readonly cadreId: string | null;
  readonly enterpriseId: string | null;
  readonly active: boolean;
  /** Whether its holder has chosen a password. */
  readonly enrolled: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

export interface AccountSearch {
  readonly role?: string;
  readonly regionCode?: string;
  readonly active?: boolean;
  readonly q?: string;
}

const COLUMNS = raw(
  'u.id, u.username, u.display_name, u.role, u.region_code, u.cadre_id, u.enterprise_id, u.active, ' +
    'CASE WHEN u.password_hash IS NULL THEN 0 ELSE 1 END AS enrolled, u.created_at, u.updated_at, u.version',
);

@Injectable()
export class AccountsReadModel {
  constructor(private readonly reader: Reader) {}

  /**
   * Newest first: identifiers are time-ordered.
   * @param page `after` is the id of the last one that was shown, or null
   * @returns up to one more than the limit, so that the caller knows whether there is another page
   */
  async list(
    search: AccountSearch,
    tree: RegionTree,
    { limit, after }: { readonly limit: number; readonly after: string | null },
  ): Promise<AccountRow[]> {
    const conditions = [...this.wanted(search, tree), ...(after === null ? [] : [sql`u.id < ${after}`])];
    const rows = await this.reader.all<AccountRow>(
      sql`SELECT ${COLUMNS} FROM app_user u WHERE ${allOf(conditions)} ORDER BY u.id DESC LIMIT ${limit + 1}`,
    );
    return rows.map(accountOf);
  }

  async count(search: AccountSearch, tree: RegionTree): Promise<number> {
    const row = await first<{ number: number }>(
      this.reader,
      sql`SELECT COUNT(*) AS number FROM app_user u WHERE ${allOf(this.wanted(search, tree))}`,
    );
    return row?.number ?? 0;
  }

  /** @param session the reader, unless the caller has to see what it has just written */
  async find(id: string, session: SqlSession = this.reader): Promise<AccountRow | null> {
    const row = await first<AccountRow>(session, sql`SELECT ${COLUMNS} FROM app_user u WHERE u.id = ${id}`);
    return row && accountOf(row);
  }

  private wanted({ role, regionCode, active, q }: AccountSearch, tree: RegionTree): Sql[] {
    const { like } = this.reader.dialect;
    const contains = q === undefined ? '' : containsPattern(q);
    return [
      ...(role === undefined ? [] : [sql`u.role = ${role}`]),
      ...(regionCode === undefined ? [] : [inSubtree(sql`u.region_code`, tree, regionCode)]),
      ...(active === undefined ? [] : [sql`u.active = ${active}`]),
      ...(q === undefined
        ? []
        : [sql`(u.username ${like} ${contains} ESCAPE '\\' OR u.display_name ${like} ${contains} ESCAPE '\\')`]),
    ];
  }
}

// SQLite has no booleans and answers 0 or 1.
function accountOf(row: AccountRow): AccountRow {
  return { ...row, active: Boolean(row.active), enrolled: Boolean(row.enrolled) };
}
