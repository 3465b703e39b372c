import type { Sql } from 'sql-template-tag';
import type { Dialect } from './dialect.js';

/** A value that both drivers bind alike. Instants are epoch milliseconds, JSON is text. */
export type SqlValue = string | number | boolean | null;

/** Sends statements written once for both databases (`sql\`…\``); rows come back with camelCase names. */
export interface SqlSession {
  readonly dialect: Dialect;
  all<Row>(query: Sql): Promise<Row[]>;
  /** @returns how many rows were changed */
  run(query: Sql): Promise<number>;
}

/** The first row, or null. */
export async function first<Row>(session: SqlSession, query: Sql): Promise<Row | null> {
  const rows = await session.all<Row>(query);
  return rows[0] ?? null;
}

const camelNames = new Map<string, string>();

function camelName(column: string): string {
  const known = camelNames.get(column);
  if (known !== undefined) return known;
  const name = column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  camelNames.set(column, name);
  return name;
}

/** `submitted_at` → `submittedAt` for every column of every row. */
export function withCamelNames<Row>(rows: readonly Record<string, unknown>[]): Row[] {
  const sample = rows[0];
  if (sample === undefined) return [];
  const names = Object.keys(sample).map((column) => [column, camelName(column)] as const);
  if (names.every(([column, name]) => column === name)) return rows as Row[];
  return rows.map((row) => {
    const named: Record<string, unknown> = {};
    for (const [column, name] of names) named[name] = row[column];
    return named as Row;
  });
}

const snakeNames = new Map<string, string>();

/** `submittedAt` → `submitted_at`. */
export function snakeName(property: string): string {
  const known = snakeNames.get(property);
  if (known !== undefined) return known;
  const name = property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  snakeNames.set(property, name);
  return name;
}
