import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { first, type Tx } from '../../platform/persistence/index.js';
import type { AttemptLimit } from './domain/attempt-limits.js';
import type { AttemptCount } from './entities/attempt-count.entity.js';

/** What is counted under which limit, and about whom. */
export interface Counter extends AttemptLimit {
  /** Keyed hash of the place. */
  readonly counter: string;
  /** Keyed hash of the account that is tried, or null when that is any. */
  readonly account: string | null;
}

@Injectable()
export class AttemptsStore {
  /**
   * Counts an attempt in one statement, so that parallel ones cannot pass together. The one that reaches the limit
   * locks the place, and is itself the last one to be looked at.
   * @returns null when the place is locked
   */
  take(tx: Tx, { counter, account, ...limit }: Counter, now: Instant, lockMs: number): Promise<AttemptCount | null> {
    const isOver = sql`(attempt_count.locked_until IS NOT NULL OR attempt_count.since <= ${now - limit.windowMs})`;
    return first<AttemptCount>(
      tx,
      sql`
        INSERT INTO attempt_count (counter, account, attempts, since, locked_until)
        VALUES (${counter}, ${account}, 1, ${now}, NULL)
        ON CONFLICT (counter) DO UPDATE SET
          attempts = CASE WHEN ${isOver} THEN 1 ELSE attempt_count.attempts + 1 END,
          since = CASE WHEN ${isOver} THEN excluded.since ELSE attempt_count.since END,
          locked_until = CASE
            WHEN NOT ${isOver} AND attempt_count.attempts + 1 >= ${limit.most} THEN excluded.since + ${lockMs}
            ELSE NULL END
        WHERE attempt_count.locked_until IS NULL OR attempt_count.locked_until <= ${now}
        RETURNING counter, account, attempts, since, locked_until`,
    );
  }

  async lockedUntil(tx: Tx, counter: string): Promise<Instant | null> {
    const row = await first<Pick<AttemptCount, 'lockedUntil'>>(
      tx,
      sql`SELECT locked_until FROM attempt_count WHERE counter = ${counter}`,
    );
    return row?.lockedUntil ?? null;
  }

  /** Takes one attempt back. */
  async giveBack(tx: Tx, { counter, most }: Counter): Promise<void> {
    await tx.run(sql`
      UPDATE attempt_count
      SET attempts = attempts - 1, locked_until = CASE WHEN attempts - 1 < ${most} THEN NULL ELSE locked_until END
      WHERE counter = ${counter} AND attempts > 0`);
  }

  async clear(tx: Tx, { counter }: Counter): Promise<void> {
    await tx.run(sql`DELETE FROM attempt_count WHERE counter = ${counter}`);
  }

  async clearAccount(tx: Tx, account: string): Promise<void> {
    await tx.run(sql`DELETE FROM attempt_count WHERE account = ${account}`);
  }

  forget(tx: Tx, before: Instant): Promise<number> {
    return tx.run(sql`DELETE FROM attempt_count WHERE since < ${before}`);
  }
}
