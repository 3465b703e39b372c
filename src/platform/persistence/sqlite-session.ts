import sqlite3 from 'sqlite3';
import type { Sql } from 'sql-template-tag';
import { type Dialect, SQLITE } from './dialect.js';
import { type SqlSession, withCamelNames } from './sql-session.js';

const CACHED_STATEMENTS = 200;

/**
 * Statements on one SQLite connection, prepared once and kept.
 *
 * TypeORM's own `query()` prepares every statement anew, which costs more main-thread time than the work itself
 * (docs/adr/0004); both share the connection, so both are in the same transaction.
 */
export class SqliteSession implements SqlSession {
  readonly dialect: Dialect = SQLITE;
  private readonly statements = new Map<string, Promise<sqlite3.Statement>>();

  constructor(private readonly database: sqlite3.Database) {}

  async all<Row>(query: Sql): Promise<Row[]> {
    const statement = await this.prepared(query.sql);
    return new Promise((resolve, reject) => {
      // `all`, never `get`: `get` leaves the statement open, and an open statement holds a read lock.
      statement.all<Record<string, unknown>>(query.values, (error, rows) =>
        error ? reject(error) : resolve(withCamelNames<Row>(rows)),
      );
    });
  }

  async run(query: Sql): Promise<number> {
    const statement = await this.prepared(query.sql);
    return new Promise((resolve, reject) => {
      statement.run(query.values, function (error) {
        if (error) reject(error);
        else resolve(this.changes);
      });
    });
  }

  /** Sends plain statements without values, such as BEGIN; several may be joined by semicolons. */
  exec(statements: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.database.exec(statements, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** Releases the kept statements, without which the connection cannot be closed. */
  async finalize(): Promise<void> {
    const kept = [...this.statements.values()];
    this.statements.clear();
    await Promise.all(kept.map(async (statement) => finalized(await statement)));
  }

  private prepared(text: string): Promise<sqlite3.Statement> {
    const known = this.statements.get(text);
    if (known !== undefined) {
      this.statements.delete(text);
      this.statements.set(text, known);
      return known;
    }
    const statement = new Promise<sqlite3.Statement>((resolve, reject) => {
      const made: sqlite3.Statement = this.database.prepare(text, (error: Error | null) =>
        error ? reject(error) : resolve(made),
      );
    });
    this.statements.set(text, statement);
    statement.catch(() => this.statements.delete(text));
    this.forgetOldest();
    return statement;
  }

  private forgetOldest(): void {
    if (this.statements.size <= CACHED_STATEMENTS) return;
    const [text, oldest] = this.statements.entries().next().value as [string, Promise<sqlite3.Statement>];
    this.statements.delete(text);
    // The driver queues finalize behind calls that are already under way on the statement.
    oldest.then(finalized, () => undefined);
  }
}

function finalized(statement: sqlite3.Statement): Promise<void> {
  return new Promise((resolve) => statement.finalize(() => resolve()));
}
