import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { assignments, insertRows, type Row, type SqlSession, type Tx } from '../../platform/persistence/index.js';
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

export interface LateTask {
  readonly id: string;
  readonly issueId: string;
  readonly dueAt: Instant;
}

export interface LateSearch {
  readonly now: Instant;
  /** Whoever was reminded after this instant is left in peace. */
  readonly since: Instant;
  readonly most: number;
  readonly passedOver: number;
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

  /** Late ones that nobody has been reminded of since, longest late first. */
  late(session: SqlSession, { now, since, most, passedOver }: LateSearch): Promise<LateTask[]> {
    return session.all(
      sql`SELECT id, issue_id, due_at FROM call_back_task
          WHERE done_at IS NULL AND due_at < ${now} AND (reminded_at IS NULL OR reminded_at <= ${since})
          ORDER BY due_at, id LIMIT ${most} OFFSET ${passedOver}`,
    );
  }

  /** @returns whether it is still waited for, and nobody else has reminded of it meanwhile */
  async remind(tx: Tx, id: string, { now, since }: Pick<LateSearch, 'now' | 'since'>): Promise<boolean> {
    const reminded = await tx.run(
      sql`UPDATE call_back_task SET reminded_at = ${now}
          WHERE id = ${id} AND done_at IS NULL AND (reminded_at IS NULL OR reminded_at <= ${since})`,
    );
    return reminded === 1;
  }
}
