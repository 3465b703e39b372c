import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { assignments, insertRows, type Row, type Tx } from '../../platform/persistence/index.js';
import type { Outcome, Purpose } from './domain/sampling.js';

/** An issue that was drawn, as it is kept. */
export interface StoredTask {
  readonly id: string;
  readonly issueId: string;
  readonly purpose: Purpose;
  readonly round: number;
  readonly ruleId: string;
  readonly drawnAt: Instant;
  readonly dueAt: Instant;
  readonly attempts: number;
  readonly doneAt: Instant | null;
  readonly outcome: Outcome | null;
}

/** Tasks change only in the unit of work that changes their issue, which is locked in it. */
@Injectable()
export class CallBackTasksStore {
  /** Those of the issue that wait for a call. */
  open(tx: Tx, issueId: string): Promise<StoredTask[]> {
    return tx.all(
      sql`SELECT id, issue_id, purpose, round, rule_id, drawn_at, due_at, attempts, done_at, outcome
          FROM call_back_task WHERE issue_id = ${issueId} AND done_at IS NULL ORDER BY drawn_at, id`,
    );
  }

  /** @returns whether it was new: one closure is drawn once */
  async insert(tx: Tx, task: StoredTask): Promise<boolean> {
    return (await tx.run(sql`${insertRows('call_back_task', [{ ...task }])} ON CONFLICT DO NOTHING`)) === 1;
  }

  async update(tx: Tx, { id, attempts, doneAt, outcome }: StoredTask): Promise<void> {
    const row: Row = { attempts, doneAt, outcome };
    await tx.run(sql`UPDATE call_back_task SET ${assignments('call_back_task', row)} WHERE id = ${id}`);
  }
}
