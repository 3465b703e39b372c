import type { Pool } from 'pg';
import type { Sql } from 'sql-template-tag';
import type { Dialect } from './dialect.js';
import { PostgresSession } from './postgres-session.js';
import type { SqliteSession } from './sqlite-session.js';
import type { SqlSession } from './sql-session.js';

/** The one way to read outside a unit of work: read-only connections that see committed rows and never wait for writers. */
export abstract class Reader implements SqlSession {
  abstract readonly dialect: Dialect;
  abstract all<Row>(query: Sql): Promise<Row[]>;

  run(): Promise<number> {
    return Promise.reject(new Error('the reader does not write'));
  }

  /** Runs several statements on one frozen picture of the data, so that figures of one report agree. */
  abstract snapshot<T>(read: (session: SqlSession) => Promise<T>): Promise<T>;
}

/** Short reads and snapshots have a connection each: a long report must not hold up a look at one issue. */
export class SqliteReader extends Reader {
  readonly dialect: Dialect;
  private snapshots: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly short: SqliteSession,
    private readonly long: SqliteSession,
  ) {
    super();
    this.dialect = short.dialect;
  }

  all<Row>(query: Sql): Promise<Row[]> {
    return this.short.all<Row>(query);
  }

  snapshot<T>(read: (session: SqlSession) => Promise<T>): Promise<T> {
    const turn = this.snapshots.then(async () => {
      await this.long.exec('BEGIN');
      try {
        return await read(this.long);
      } finally {
        await this.long.exec('COMMIT');
      }
    });
    this.snapshots = turn.catch(() => undefined);
    return turn;
  }
}

export class PostgresReader extends Reader {
  readonly dialect: Dialect;
  private readonly session: PostgresSession;

  constructor(private readonly pool: Pool) {
    super();
    this.session = new PostgresSession(pool);
    this.dialect = this.session.dialect;
  }

  all<Row>(query: Sql): Promise<Row[]> {
    return this.session.all<Row>(query);
  }

  async snapshot<T>(read: (session: SqlSession) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const value = await read(new PostgresSession(client));
      await client.query('COMMIT');
      return value;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }
}
