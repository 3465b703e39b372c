import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import type { EntityManager } from 'typeorm';
import { problem } from '../../kernel/domain-error.js';
import { SQLITE } from './dialect.js';
import type { SqliteSession } from './sqlite-session.js';
import { MOST_ATTEMPTS, RunAgain, Tx, UnitOfWork, type Work } from './unit-of-work.js';

export const ShuttingDown = problem(
  'unavailable',
  'service.stopping',
  '系统正在停止，请稍后重试',
  'The service is stopping; try again shortly',
);

interface Waiting {
  /** The work, bound to the asynchronous context of whoever asked for it. */
  perform(tx: Tx): Promise<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

type Outcome = { readonly settle: () => void };

/**
 * Group commit. SQLite has one writer, and one connection has one transaction; so units wait in a line, up to `batch`
 * of them share one BEGIN … COMMIT, each in a savepoint of its own, and nobody is answered before the COMMIT is on
 * the disk. One fsync then serves the whole batch, and a failed unit takes back only its own writes.
 */
export class SqliteUnitOfWork extends UnitOfWork {
  override readonly dialect = SQLITE;
  private readonly line: Waiting[] = [];
  private draining: Promise<void> | null = null;
  private closed = false;
  // The line is drained outside of any request: otherwise one request's context would leak into its neighbours' units.
  private readonly root = new AsyncResource('SqliteUnitOfWork');

  constructor(
    private readonly session: SqliteSession,
    private readonly manager: EntityManager,
    private readonly batch: number,
  ) {
    super();
  }

  override async close(): Promise<void> {
    this.closed = true;
    await this.draining;
  }

  protected override perform<T>(work: Work<T>): Promise<T> {
    if (this.closed) return Promise.reject(ShuttingDown());
    const inCallersContext = AsyncLocalStorage.snapshot();
    return new Promise<T>((resolve, reject) => {
      this.line.push({
        perform: (tx) => inCallersContext(() => work(tx)),
        resolve: resolve as (value: unknown) => void,
        reject,
      });
      this.draining ??= this.root.runInAsyncScope(() => this.drain());
    });
  }

  private async drain(): Promise<void> {
    try {
      // Units that arrive while the first one of a batch is begun join that batch.
      while (this.line.length > 0) await this.commitTogether();
    } finally {
      this.draining = null;
    }
  }

  private async commitTogether(): Promise<void> {
    const outcomes: Outcome[] = [];
    const begun: Waiting[] = [];
    try {
      await this.begin();
      let unit: Waiting | undefined;
      while (begun.length < this.batch && (unit = this.line.shift()) !== undefined) {
        begun.push(unit);
        outcomes.push(await this.inSavepoint(unit));
      }
      await this.session.exec('RELEASE unit; COMMIT');
      this.leftTransaction();
    } catch (error) {
      await this.abandon();
      if (begun.length === 0) begun.push(...this.line.splice(0));
      for (const unit of begun) unit.reject(error);
      return;
    }
    for (const outcome of outcomes) outcome.settle();
  }

  /**
   * A savepoint is open before and after: what a unit leaves behind is released together with the opening of the next
   * one's, since every call costs a turn through the thread pool.
   * @throws only what makes the whole batch worthless, such as a savepoint that SQLite has already rolled back
   */
  private async inSavepoint(unit: Waiting): Promise<Outcome> {
    for (let attempt = 1; ; attempt++) {
      const tx = new Tx(this.session, this.manager);
      try {
        const value = await unit.perform(tx);
        tx.close();
        await this.session.exec('RELEASE unit; SAVEPOINT unit');
        return {
          settle: () => {
            tx.committed();
            unit.resolve(value);
          },
        };
      } catch (error) {
        tx.close();
        await this.session.exec('ROLLBACK TO unit').catch(() => {
          // The savepoint is gone with the whole transaction; why it is gone matters more than that.
          throw error;
        });
        if (error instanceof RunAgain && attempt < MOST_ATTEMPTS) continue;
        return { settle: () => unit.reject(error) };
      }
    }
  }

  private async begin(): Promise<void> {
    // IMMEDIATE: another process (backup, command line) is waited for here and not in the middle of the batch.
    await this.session.exec('BEGIN IMMEDIATE; SAVEPOINT unit');
    this.markTransaction(true, 1);
  }

  private async abandon(): Promise<void> {
    // SQLite rolls back by itself on a full disk or an I/O error; then there is nothing left to roll back.
    await this.session.exec('ROLLBACK').catch(() => undefined);
    this.leftTransaction();
  }

  private leftTransaction(): void {
    this.markTransaction(false, 0);
  }

  // TypeORM must know about the transaction, or its `save()` would send a BEGIN of its own.
  private markTransaction(active: boolean, depth: number): void {
    const runner = this.manager.queryRunner as unknown as { isTransactionActive: boolean; transactionDepth: number };
    runner.isTransactionActive = active;
    runner.transactionDepth = depth;
  }
}
