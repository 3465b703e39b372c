import type { ClientBase, Pool } from 'pg';
import type { Sql } from 'sql-template-tag';
import { type Dialect, POSTGRES } from './dialect.js';
import { type SqlSession, withCamelNames } from './sql-session.js';

/** Statements on a PostgreSQL connection, or on whichever connection of a pool is free. */
export class PostgresSession implements SqlSession {
  readonly dialect: Dialect = POSTGRES;

  constructor(private readonly connection: ClientBase | Pool) {}

  async all<Row>(query: Sql): Promise<Row[]> {
    const result = await this.connection.query<Record<string, unknown>>(query.text, query.values);
    return withCamelNames<Row>(result.rows);
  }

  async run(query: Sql): Promise<number> {
    const result = await this.connection.query(query.text, query.values);
    return result.rowCount ?? 0;
  }
}
