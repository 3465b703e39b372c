import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import type { RetentionKind } from '../../kernel/retention-due.js';
import { assignments, first, type SqlSession, type Tx } from '../../platform/persistence/index.js';
import type { RetentionRule } from './domain/retention-rule.js';

const COLUMNS = sql`kind, keep_days, active, last_run_at, version`;

@Injectable()
export class RetentionStore {
  async all(session: SqlSession): Promise<RetentionRule[]> {
    return (await session.all<RetentionRule>(sql`SELECT ${COLUMNS} FROM retention_rule`)).map(ruleOf);
  }

  async lock(tx: Tx, kind: string): Promise<RetentionRule | null> {
    const row = await first<RetentionRule>(
      tx,
      sql`SELECT ${COLUMNS} FROM retention_rule WHERE kind = ${kind} ${tx.dialect.forUpdate}`,
    );
    return row && ruleOf(row);
  }

  async update(
    tx: Tx,
    kind: RetentionKind,
    changes: Pick<RetentionRule, 'keepDays' | 'active' | 'version'>,
  ): Promise<void> {
    await tx.run(sql`UPDATE retention_rule SET ${assignments('retention_rule', changes)} WHERE kind = ${kind}`);
  }

  /**
   * Takes the next run of a rule for this process.
   * @returns false when another process has taken it since
   */
  async claim(tx: Tx, kind: RetentionKind, now: Instant, notSince: Instant): Promise<boolean> {
    const taken = await tx.run(sql`
      UPDATE retention_rule SET last_run_at = ${now}
      WHERE kind = ${kind} AND active AND (last_run_at IS NULL OR last_run_at <= ${notSince})`);
    return taken === 1;
  }
}

function ruleOf(row: RetentionRule): RetentionRule {
  return { ...row, active: Boolean(row.active) };
}
