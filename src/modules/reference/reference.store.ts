import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import { assignments, insertRows, type Row, type SqlSession, type Tx } from '../../platform/persistence/index.js';
import type { Campaign } from './domain/campaign.js';
import type { Category } from './domain/category-tree.js';
import type { Chain } from './domain/chain.js';
import type { Department } from './domain/department-directory.js';

const KEYS = { department: 'id', category: 'code', chain: 'code', campaign: 'code' } as const;
export type ReferenceTable = keyof typeof KEYS;

@Injectable()
export class ReferenceStore {
  async departments(session: SqlSession): Promise<Department[]> {
    return withFlags(
      await session.all<Department>(
        sql`SELECT id, name, name_en, function_code, region_code, active, version FROM department`,
      ),
    );
  }

  async categories(session: SqlSession): Promise<Category[]> {
    return withFlags(
      await session.all<Category>(
        sql`SELECT code, name, name_en, parent_code, position, active, version FROM category`,
      ),
    );
  }

  async chains(session: SqlSession): Promise<Chain[]> {
    const rows = await session.all<Chain>(
      sql`SELECT code, name, name_en, cluster_code, cluster_name, cluster_name_en, verified, active, version
          FROM chain ORDER BY cluster_code, code`,
    );
    return withFlags(rows).map((row) => ({ ...row, verified: Boolean(row.verified) }));
  }

  async campaigns(session: SqlSession): Promise<Campaign[]> {
    return withFlags(
      await session.all<Campaign>(
        sql`SELECT code, name, name_en, starts_on, ends_on, active, version FROM campaign ORDER BY starts_on, code`,
      ),
    );
  }

  async insert(tx: Tx, table: ReferenceTable, row: Row): Promise<void> {
    await tx.run(insertRows(table, [row]));
  }

  async update(tx: Tx, table: ReferenceTable, key: string, changes: Row): Promise<void> {
    await tx.run(sql`UPDATE ${raw(table)} SET ${assignments(table, changes)} WHERE ${raw(KEYS[table])} = ${key}`);
  }

  /** Chains repeat the names of their cluster; a new name reaches all of them. */
  async renameCluster(tx: Tx, clusterCode: string, names: Row): Promise<void> {
    await tx.run(sql`UPDATE chain SET ${assignments('chain', names)} WHERE cluster_code = ${clusterCode}`);
  }
}

// SQLite has no boolean type and answers 0 or 1.
function withFlags<T extends { readonly active: boolean }>(rows: readonly T[]): T[] {
  return rows.map((row) => ({ ...row, active: Boolean(row.active) }));
}
