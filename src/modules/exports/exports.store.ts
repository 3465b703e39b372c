import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { assignments, first, insertRows, type Row, type Tx } from '../../platform/persistence/index.js';
import type { ExportFailure, TableExport } from './exports.read-model.js';

/** One that outlives so many processes, or loses its file so often, is not begun again. */
export const MOST_ATTEMPTS = 3;

/** One attempt to make an export; another one of the same export ends it. */
export type ExportAttempt = Pick<TableExport, 'id' | 'attempts'>;

@Injectable()
export class ExportsStore {
  /** Whoever else asks for one waits until the unit ends, so that the numbers that are allowed hold. */
  async lockQueue(tx: Tx): Promise<void> {
    await tx.all(tx.dialect.lockName('table-exports'));
  }

  /** How many wait or are being made: of the person, and of all. */
  async unfinished(tx: Tx, ownerId: string): Promise<{ readonly own: number; readonly all: number }> {
    const counts = await first<{ own: number; total: number }>(
      tx,
      sql`SELECT COUNT(*) FILTER (WHERE owner_id = ${ownerId}) AS own, COUNT(*) AS total
          FROM table_export WHERE status IN ('queued', 'running')`,
    );
    return { own: counts!.own, all: counts!.total };
  }

  async insert(tx: Tx, row: TableExport): Promise<void> {
    await tx.run(insertRows('table_export', [{ ...row }]));
  }

  lock(tx: Tx, ownerId: string, id: string): Promise<TableExport | null> {
    return first<TableExport>(
      tx,
      sql`SELECT * FROM table_export WHERE id = ${id} AND owner_id = ${ownerId} ${tx.dialect.forUpdate}`,
    );
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.run(sql`DELETE FROM table_export WHERE id = ${id}`);
  }

  removeOf(tx: Tx, ownerId: string): Promise<number> {
    return tx.run(sql`DELETE FROM table_export WHERE owner_id = ${ownerId}`);
  }

  /** The next one in line, begun; null when none waits. */
  async begin(tx: Tx): Promise<TableExport | null> {
    return first<TableExport>(
      tx,
      sql`UPDATE table_export SET status = 'running', attempts = attempts + 1, rows_done = 0
          WHERE id = (SELECT MIN(id) FROM table_export WHERE status = 'queued') AND status = 'queued' RETURNING *`,
    );
  }

  /** What was being made by a process that is no more waits again, or is given up. */
  async takeBack(tx: Tx, now: Instant): Promise<void> {
    await tx.run(
      sql`UPDATE table_export SET status = 'failed', failure = 'broken', finished_at = ${now}
          WHERE status = 'running' AND attempts >= ${MOST_ATTEMPTS}`,
    );
    await tx.run(sql`UPDATE table_export SET status = 'queued' WHERE status = 'running'`);
  }

  /** Waits again, as if it had not been begun. */
  async putBack(tx: Tx, attempt: ExportAttempt): Promise<void> {
    await this.change(tx, attempt, { status: 'queued', attempts: attempt.attempts - 1, rowsDone: 0 });
  }

  /** Waits again, this attempt counting. */
  async again(tx: Tx, attempt: ExportAttempt): Promise<void> {
    await this.change(tx, attempt, { status: 'queued', rowsDone: 0 });
  }

  /** @returns false when it is wanted no longer */
  progress(tx: Tx, attempt: ExportAttempt, rowsDone: number): Promise<boolean> {
    return this.change(tx, attempt, { rowsDone });
  }

  /** @returns false when it is wanted no longer */
  finish(
    tx: Tx,
    attempt: ExportAttempt,
    made: Pick<TableExport, 'rowsDone' | 'fileHash' | 'fileSize' | 'disposition' | 'finishedAt' | 'expiresAt'>,
  ): Promise<boolean> {
    return this.change(tx, attempt, { status: 'done', rowsTotal: made.rowsDone, ...made });
  }

  fail(tx: Tx, attempt: ExportAttempt, failure: ExportFailure, finishedAt: Instant): Promise<boolean> {
    return this.change(tx, attempt, { status: 'failed', failure, finishedAt });
  }

  /** Lets go of the files of those that have expired. @returns how many */
  expire(tx: Tx, now: Instant): Promise<number> {
    return tx.run(
      sql`UPDATE table_export SET status = 'expired', file_hash = NULL WHERE status = 'done' AND expires_at <= ${now}`,
    );
  }

  /** Drops those that ended before. @returns how many */
  forget(tx: Tx, before: Instant): Promise<number> {
    return tx.run(sql`DELETE FROM table_export WHERE status IN ('failed', 'expired') AND finished_at < ${before}`);
  }

  private async change(tx: Tx, { id, attempts }: ExportAttempt, changes: Row): Promise<boolean> {
    const changed = await tx.run(
      sql`UPDATE table_export SET ${assignments('table_export', changes)}
          WHERE id = ${id} AND status = 'running' AND attempts = ${attempts}`,
    );
    return changed > 0;
  }
}
