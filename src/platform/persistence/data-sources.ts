import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import pg from 'pg';
import sqlite3 from 'sqlite3';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { DatabaseConfig } from '../config/config.js';
import { SnakeNamingStrategy } from './snake-naming-strategy.js';

/** What the composition root knows and persistence does not: the tables of the product. */
export interface SchemaParts {
  readonly entities: NonNullable<DataSourceOptions['entities']>;
  readonly migrations: NonNullable<DataSourceOptions['migrations']>;
}

const OWNER_ONLY = 0o600;
const BUSY_TIMEOUT_MS = 10_000;
const MIGRATION_LOCK = 7_381_204_911;

// TypeORM calls `verbose()`, which captures a stack trace on every single statement.
const QUIET_SQLITE = { ...sqlite3, verbose: () => QUIET_SQLITE };

const shared = (schema: SchemaParts) => ({
  entities: schema.entities,
  migrations: schema.migrations,
  namingStrategy: new SnakeNamingStrategy(),
  // Without it, `findOneBy({ id: undefined })` returns the first row of the table.
  invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' } as const,
});

/** The connection that writes; its migrations have run when it is handed out. */
export async function openWriter(config: DatabaseConfig, schema: SchemaParts): Promise<DataSource> {
  const source = config.kind === 'sqlite' ? sqliteWriter(config.file, schema) : postgres(config, schema, 'writer');
  await source.initialize();
  if (config.kind === 'sqlite') {
    // FULL: an acknowledged write survives a power cut, not only the end of the process.
    await pragmas(source, [
      'synchronous = FULL',
      'cache_size = -64000',
      'temp_store = MEMORY',
      'journal_size_limit = 67108864',
    ]);
  }
  await migrate(source);
  return source;
}

/** A connection that can only read, and sees committed rows only. Opened after the writer, which makes the file. */
export async function openReader(config: DatabaseConfig, schema: SchemaParts): Promise<DataSource> {
  const source = config.kind === 'sqlite' ? sqliteReader(config.file, schema) : postgres(config, schema, 'reader');
  await source.initialize();
  if (config.kind === 'sqlite') {
    await pragmas(source, ['query_only = ON', 'cache_size = -64000', 'temp_store = MEMORY']);
  }
  return source;
}

function sqliteWriter(file: string, schema: SchemaParts): DataSource {
  mkdirSync(dirname(file), { recursive: true });
  // SQLite would let every account of the machine read it; what it keeps beside the file has the mode of the file.
  if (!existsSync(file)) closeSync(openSync(file, 'a', OWNER_ONLY));
  return new DataSource({
    type: 'sqlite',
    database: file,
    driver: QUIET_SQLITE,
    enableWAL: true,
    busyTimeout: BUSY_TIMEOUT_MS,
    ...shared(schema),
  });
}

function sqliteReader(file: string, schema: SchemaParts): DataSource {
  return new DataSource({
    type: 'sqlite',
    database: file,
    driver: QUIET_SQLITE,
    flags: sqlite3.OPEN_READONLY,
    busyTimeout: BUSY_TIMEOUT_MS,
    ...shared(schema),
  });
}

function postgres(
  config: Extract<DatabaseConfig, { kind: 'postgres' }>,
  schema: SchemaParts,
  purpose: 'writer' | 'reader',
): DataSource {
  return new DataSource({
    type: 'postgres',
    url: config.url,
    poolSize: config.poolSize,
    applicationName: `zhuqi-${purpose}`,
    extra: {
      types: { getTypeParser: numbersAsNumbers },
      ...(purpose === 'reader' ? { options: '-c default_transaction_read_only=on' } : {}),
    },
    ...shared(schema),
  });
}

// COUNT and SUM come as strings, since they could pass 2^53; ours count issues and milliseconds and do not.
const NUMERIC_TYPES = new Set<number>([pg.types.builtins.INT8, pg.types.builtins.NUMERIC]);

function numbersAsNumbers(oid: number, format?: 'text' | 'binary'): unknown {
  if (NUMERIC_TYPES.has(oid) && format !== 'binary') return Number;
  return format === undefined ? pg.types.getTypeParser(oid) : pg.types.getTypeParser(oid, format as 'text');
}

async function pragmas(source: DataSource, settings: readonly string[]): Promise<void> {
  for (const setting of settings) await source.query(`PRAGMA ${setting}`);
}

async function migrate(source: DataSource): Promise<void> {
  if (source.options.type !== 'postgres') {
    await source.runMigrations({ transaction: 'each' });
    return;
  }
  // Several processes may start on one database at once; one migrates, the others wait and find nothing to do.
  const runner = source.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await runner.release();
  }
}
