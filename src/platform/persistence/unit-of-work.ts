import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager } from 'typeorm';
import type { Sql } from 'sql-template-tag';
import type { Actor } from '../../kernel/actor.js';
import type { Dialect } from './dialect.js';
import type { SqlSession } from './sql-session.js';

/** On whose behalf a unit of work runs; what its audit entries say of the request behind it. */
export interface Occasion {
  /** Null when nobody is signed in. */
  readonly actor: Actor | null;
  readonly requestId: string;
  /** Address of the client, as the trusted proxies tell it. */
  readonly address: string | null;
}

/**
 * Proof that a unit of work is open. Every method that writes takes one, so that a write outside a transaction does
 * not compile. It dies with its unit: a late use throws instead of joining a stranger's transaction.
 */
export class Tx implements SqlSession {
  readonly dialect: Dialect;
  /** Whose unit it is; null for work without a request, such as a sweep. */
  occasion: Occasion | null = null;
  private open = true;
  private changedRows = 0;
  private readonly lastSteps: (() => Promise<void>)[] = [];
  private readonly afterCommitCallbacks: (() => void)[] = [];

  constructor(
    private readonly session: SqlSession,
    private readonly entityManager: EntityManager,
  ) {
    this.dialect = session.dialect;
  }

  /** Whether anything has been written with {@link run}. */
  get hasWritten(): boolean {
    return this.changedRows > 0;
  }

  /** TypeORM's entity manager on this transaction: for screens and reference data, not for the hot path. */
  get manager(): EntityManager {
    this.mustBeOpen();
    return this.entityManager;
  }

  all<Row>(query: Sql): Promise<Row[]> {
    this.mustBeOpen();
    return this.session.all<Row>(query);
  }

  run(query: Sql): Promise<number> {
    this.mustBeOpen();
    return this.session.run(query).then((changed) => {
      this.changedRows += changed;
      return changed;
    });
  }

  /** Runs inside the unit when its work is done, before the commit: what everybody waits for is held as briefly as can be. */
  asLastStep(step: () => Promise<void>): void {
    this.mustBeOpen();
    this.lastSteps.push(step);
  }

  /** Runs once the unit is durable, and never when it is not; must not throw. */
  afterCommit(callback: () => void): void {
    this.mustBeOpen();
    this.afterCommitCallbacks.push(callback);
  }

  /** For the unit of work alone. */
  async finish(): Promise<void> {
    for (const step of this.lastSteps) await step();
  }

  /** For the unit of work alone: nothing may use this proof from now on. */
  close(): void {
    this.open = false;
  }

  /** For the unit of work alone. */
  committed(): void {
    for (const callback of this.afterCommitCallbacks) callback();
  }

  private mustBeOpen(): void {
    if (!this.open) throw new Error('this unit of work is over; nothing can be sent through it any more');
  }
}

/** What one unit of work does. It may run again from the start (a PostgreSQL retry), so it changes nothing else. */
export type Work<T> = (tx: Tx) => Promise<T>;

/** Thrown inside a unit to have it rolled back and run again, for example when a parallel twin has just won. */
export class RunAgain extends Error {}

export const MOST_ATTEMPTS = 6;

const insideUnit = new AsyncLocalStorage<true>();

/** The one way to write: all of a unit becomes durable, or none of it. */
export abstract class UnitOfWork {
  abstract readonly dialect: Dialect;

  /**
   * Runs the work in a transaction of its own and resolves when it is durable.
   * @param occasion the request behind it, if there is one
   * @throws whatever the work throws, after its writes are undone; Error when called inside another unit.
   */
  run<T>(work: Work<T>, occasion: Occasion | null = null): Promise<T> {
    if (insideUnit.getStore()) {
      return Promise.reject(new Error('a unit of work may not be opened inside another one; pass the Tx on'));
    }
    return this.perform((tx) =>
      insideUnit.run(true, async () => {
        tx.occasion = occasion;
        const value = await work(tx);
        await tx.finish();
        return value;
      }),
    );
  }

  /** Finishes what was accepted and refuses more. */
  abstract close(): Promise<void>;

  protected abstract perform<T>(work: Work<T>): Promise<T>;
}
