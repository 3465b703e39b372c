import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { assignments, insertRows, type Row, type SqlSession, type Tx } from '../../platform/persistence/index.js';
import type { RegionNode } from './domain/region-tree.js';

@Injectable()
export class RegionsStore {
  all(session: SqlSession): Promise<RegionNode[]> {
    return session.all<RegionNode>(
      sql`SELECT code, name, name_en, level, kind, parent_code, valid_from, valid_to, successor_code, number_prefix, version FROM region`,
    );
  }

  async insert(tx: Tx, region: RegionNode): Promise<void> {
    await tx.run(insertRows('region', [{ ...region }]));
  }

  async update(tx: Tx, code: string, changes: Row): Promise<void> {
    await tx.run(sql`UPDATE region SET ${assignments('region', changes)} WHERE code = ${code}`);
  }
}
