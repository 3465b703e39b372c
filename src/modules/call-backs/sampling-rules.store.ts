import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { assignments, insertRows, type Row, type SqlSession, type Tx } from '../../platform/persistence/index.js';
import type { SamplingRule } from './domain/sampling.js';

/** A rule as it is kept. */
export interface StoredSamplingRule extends SamplingRule {
  readonly version: number;
}

@Injectable()
export class SamplingRulesStore {
  /** By id, which is by age. */
  async all(session: SqlSession): Promise<StoredSamplingRule[]> {
    const rows = await session.all<StoredSamplingRule>(
      sql`SELECT id, purpose, percent, due_days, region_code, category_code, confirmation, active, version
          FROM sampling_rule ORDER BY id`,
    );
    return rows.map((row) => ({ ...row, active: Boolean(row.active) }));
  }

  async insert(tx: Tx, rule: StoredSamplingRule): Promise<void> {
    await tx.run(insertRows('sampling_rule', [{ ...rule }]));
  }

  async update(tx: Tx, { id, ...columns }: StoredSamplingRule): Promise<void> {
    const row: Row = columns as unknown as Row;
    await tx.run(sql`UPDATE sampling_rule SET ${assignments('sampling_rule', row)} WHERE id = ${id}`);
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.run(sql`DELETE FROM sampling_rule WHERE id = ${id}`);
  }
}
