import sql, { bulk, join, raw, type Sql } from 'sql-template-tag';
import { snakeName, type SqlValue } from './sql-session.js';

/** A row as an object; property names are the column names in camelCase. */
export type Row = Readonly<Record<string, SqlValue>>;

/** One INSERT for all rows, which have the same properties; much cheaper than one statement for each row. */
export function insertRows(table: string, rows: readonly [Row, ...Row[]] | readonly Row[]): Sql {
  const sample = rows[0];
  if (sample === undefined) throw new RangeError(`insert into ${table} without a row`);
  const properties = Object.keys(sample);
  const values = rows.map((row) => properties.map((property) => defined(table, property, row[property])));
  return sql`INSERT INTO ${raw(table)} (${raw(properties.map(snakeName).join(', '))}) VALUES ${bulk(values)}`;
}

// SQLite binds at most 32,766 values in one statement; far fewer already cost next to nothing for each row.
const MOST_VALUES = 6_000;

/** INSERTs for any number of rows, also none, which have the same properties. */
export function insertStatements(table: string, rows: readonly Row[]): Sql[] {
  const rowsInOne = Math.floor(MOST_VALUES / Object.keys(rows[0] ?? { none: null }).length);
  const statements: Sql[] = [];
  for (let start = 0; start < rows.length; start += rowsInOne) {
    statements.push(insertRows(table, rows.slice(start, start + rowsInOne)));
  }
  return statements;
}

/** `column = value, …` for the SET part of an UPDATE. */
export function assignments(table: string, changes: Row): Sql {
  return join(
    Object.entries(changes).map(
      ([property, value]) => sql`${raw(snakeName(property))} = ${defined(table, property, value)}`,
    ),
    ', ',
  );
}

/** `column IN (…)`; an empty list matches nothing. */
export function isOneOf(column: Sql, values: readonly SqlValue[]): Sql {
  return values.length === 0 ? sql`1 = 0` : sql`${column} IN (${join([...values])})`;
}

/** All of the conditions; none at all is true. */
export function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`1 = 1` : join(conditions, ' AND ');
}

// A driver binds undefined as NULL without a word; a misspelled property would be lost data.
function defined(table: string, property: string, value: SqlValue | undefined): SqlValue {
  if (value === undefined) throw new TypeError(`${table}.${snakeName(property)} has no value`);
  return value;
}
