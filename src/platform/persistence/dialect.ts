import sql, { type Sql, raw } from 'sql-template-tag';
import type { SpanUnit } from '../../kernel/spans.js';

/** The one address of every difference between the two databases. */
export interface Dialect {
  readonly kind: 'sqlite' | 'postgres';
  /** Locks the rows of a SELECT until the unit of work ends; SQLite has one writer at a time and needs none. */
  readonly forUpdate: Sql;
  /** The same, but rows that somebody else has locked are passed over. */
  readonly forUpdateFree: Sql;
  /**
   * The same for some tables of a join, by their aliases and in that order; ORDER BY decides in which order the rows are
   * locked. Rows that refer to the locked ones can still be inserted by others.
   */
  forUpdateOf(...aliases: readonly string[]): Sql;
  /** A statement that keeps everybody else who names the same thing waiting until the unit of work ends. */
  lockName(name: string): Sql;
  /** Case-insensitive "contains" operator for the right side made by {@link containsPattern}. */
  readonly like: Sql;
  /** Whether the error says that a unique key is taken; `key` is the name of the index or of its first column. */
  isUniqueViolation(error: unknown): boolean;
  /** Statements that make a table append-only: an UPDATE or DELETE fails, whoever sends it. */
  appendOnly(table: string): string[];
  /** The name of the local day, week or month, see `spanNamed`, of an epoch-millisecond column. */
  span(unit: SpanUnit, column: Sql): Sql;
}

/** A LIKE pattern that matches the words literally; use with `ESCAPE '\'`. */
export function containsPattern(words: string): string {
  return `%${words.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}

/** That a text written by `JSON.stringify` holds the field with this very text, at any depth. */
export function holdsField(column: Sql, name: string, value: string): Sql {
  const field = `${JSON.stringify(name)}:${JSON.stringify(value)}`;
  return sql`${column} LIKE ${containsPattern(field)} ESCAPE '\\'`;
}

const OFFICE_OFFSET_MS = 8 * 3_600_000;
const SQLITE_SPANS: Readonly<Record<SpanUnit, string>> = { day: '%Y-%m-%d', week: '%G-W%V', month: '%Y-%m' };
const POSTGRES_SPANS: Readonly<Record<SpanUnit, string>> = { day: 'YYYY-MM-DD', week: 'IYYY-"W"IW', month: 'YYYY-MM' };

function codeOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, driverError } = error as { code?: unknown; driverError?: unknown };
  return code ?? codeOf(driverError);
}

export const SQLITE: Dialect = {
  kind: 'sqlite',
  forUpdate: raw(''),
  forUpdateFree: raw(''),
  forUpdateOf: () => raw(''),
  lockName: () => raw('SELECT 1'),
  like: raw('LIKE'),
  isUniqueViolation: (error) =>
    codeOf(error) === 'SQLITE_CONSTRAINT' && String((error as Error).message).includes('UNIQUE'),
  appendOnly: (table) =>
    ['UPDATE', 'DELETE'].map(
      (verb) =>
        `CREATE TRIGGER ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table} ` +
        `BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
    ),
  span: (unit, { sql: column }) =>
    raw(`strftime('${SQLITE_SPANS[unit]}', (${column}+${OFFICE_OFFSET_MS}) / 1000, 'unixepoch')`),
};

export const POSTGRES: Dialect = {
  kind: 'postgres',
  forUpdate: raw('FOR UPDATE'),
  forUpdateFree: raw('FOR UPDATE SKIP LOCKED'),
  forUpdateOf: (...aliases) => raw(`FOR NO KEY UPDATE OF ${aliases.join(', ')}`),
  lockName: (name) => sql`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`,
  like: raw('ILIKE'),
  isUniqueViolation: (error) => codeOf(error) === '23505',
  appendOnly: (table) => [
    `CREATE FUNCTION ${table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS ` +
      `$$ BEGIN RAISE EXCEPTION '${table} is append-only'; END $$`,
    `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table} ` +
      `FOR EACH ROW EXECUTE FUNCTION ${table}_is_append_only()`,
  ],
  span: (unit, { sql: column }) =>
    raw(
      `to_char(to_timestamp((${column}+${OFFICE_OFFSET_MS}) / 1000.0) AT TIME ZONE 'UTC', '${POSTGRES_SPANS[unit]}')`,
    ),
};
