import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { POSTGRES } from './dialect.js';
import { PostgresSession } from './postgres-session.js';
import { ShuttingDown } from './sqlite-unit-of-work.js';
import { MOST_ATTEMPTS, RunAgain, Tx, UnitOfWork, type Work } from './unit-of-work.js';

// serialization_failure, deadlock_detected: the server chose this transaction as the victim; running it again is right.
const VICTIM_CODES = new Set(['40001', '40P01']);

/** One pooled connection and one transaction for each unit; victims of a conflict run again. */
export class PostgresUnitOfWork extends UnitOfWork {
  override readonly dialect = POSTGRES;
  private readonly underWay = new Set<Promise<unknown>>();
  private closed = false;

  constructor(private readonly writer: DataSource) {
    super();
  }

  override async close(): Promise<void> {
    this.closed = true;
    await Promise.allSettled(this.underWay);
  }

  protected override perform<T>(work: Work<T>): Promise<T> {
    if (this.closed) return Promise.reject(ShuttingDown());
    const unit = this.attempts(work);
    this.underWay.add(unit);
    const over = (): boolean => this.underWay.delete(unit);
    unit.then(over, over);
    return unit;
  }

  private async attempts<T>(work: Work<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(work);
      } catch (error) {
        if (attempt >= MOST_ATTEMPTS || !isVictim(error)) throw error;
      }
    }
  }

  private async once<T>(work: Work<T>): Promise<T> {
    const runner = this.writer.createQueryRunner();
    const client = (await runner.connect()) as ClientBase;
    const tx = new Tx(new PostgresSession(client), runner.manager);
    try {
      await runner.startTransaction('READ COMMITTED');
      const value = await work(tx);
      tx.close();
      await runner.commitTransaction();
      tx.committed();
      return value;
    } catch (error) {
      tx.close();
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }
}

function isVictim(error: unknown): boolean {
  if (error instanceof RunAgain) return true;
  const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
  return VICTIM_CODES.has(code ?? driverError?.code ?? '');
}
