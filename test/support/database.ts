import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { DatabaseConfig } from '../../src/platform/config/config.js';
import { openWriter } from '../../src/platform/persistence/data-sources.js';
import { SCHEMA } from '../../src/schema.js';

/** A migrated, empty database of the jest project's kind that nobody else uses. */
export interface FreshDatabase {
  readonly config: DatabaseConfig;
  /** What `DATABASE_URL` would be. */
  readonly url: string;
  /** Folder for its files; made by whoever puts the first one there, removed with the database. */
  readonly dataDir: string;
  drop(): Promise<void>;
}

/** Connections for one application under test; several share one server with room for 300. */
const POOL_SIZE = 8;

const TEMPLATE_LOCK = 7_381_204_912;

export function freshDatabase(): Promise<FreshDatabase> {
  return DATABASE === 'sqlite' ? Promise.resolve(migratedFile()) : databaseLike(templateName());
}

/** The same without any table. */
export function emptyDatabase(): Promise<FreshDatabase> {
  return DATABASE === 'sqlite' ? Promise.resolve(file(newName())) : databaseLike('template0');
}

async function migratedFile(): Promise<FreshDatabase> {
  const template = join(folder(), 'template.sqlite');
  if (!existsSync(template)) {
    // Several workers may do this at once; the last one to rename wins with the same content.
    const own = file(newName());
    await migrate(own.config);
    renameSync((own.config as { file: string }).file, template);
  }
  const fresh = file(newName());
  copyFileSync(template, (fresh.config as { file: string }).file);
  return fresh;
}

function file(name: string): FreshDatabase {
  const path = join(folder(), `${name}.sqlite`);
  return {
    config: { kind: 'sqlite', file: path },
    url: `sqlite:${path}`,
    dataDir: `${path}-files`,
    drop: () => {
      for (const suffix of ['', '-wal', '-shm', '-files']) rmSync(path + suffix, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

async function databaseLike(template: string): Promise<FreshDatabase> {
  const name = newName();
  await onServer(async (client) => {
    if (template === templateName()) await makeTemplate(client);
    await client.query(`CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  });
  const config = { kind: 'postgres', url: urlOf(name), poolSize: POOL_SIZE } as const;
  const dataDir = join(tmpdir(), `${name}-files`);
  const drop = async (): Promise<void> => {
    await onServer(async (client) => void (await client.query(`DROP DATABASE "${name}" WITH (FORCE)`)));
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { config, url: config.url, dataDir, drop };
}

/** The first worker migrates; the others wait for it. */
async function makeTemplate(client: pg.Client): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [templateName()]);
  if (known.rowCount === 0) {
    const own = newName();
    await client.query(`CREATE DATABASE "${own}" TEMPLATE template0`);
    await migrate({ kind: 'postgres', url: urlOf(own), poolSize: 2 });
    await client.query(`ALTER DATABASE "${own}" RENAME TO "${templateName()}"`);
  }
  await client.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
}

async function migrate(config: DatabaseConfig): Promise<void> {
  const source = await openWriter(config, SCHEMA);
  await source.destroy();
}

async function onServer(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: setting('ZHUQI_TEST_POSTGRES') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

const templateName = (): string => `zhuqi_test_${setting('ZHUQI_TEST_RUN')}_template`;

function newName(): string {
  const unique = randomUUID().slice(0, 8);
  return DATABASE === 'sqlite' ? unique : `zhuqi_test_${setting('ZHUQI_TEST_RUN')}_${unique}`;
}

function urlOf(database: string): string {
  const url = new URL(setting('ZHUQI_TEST_POSTGRES'));
  url.pathname = `/${database}`;
  return url.href;
}

const folder = (): string => setting('ZHUQI_TEST_FOLDER');

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start the tests with npm, which runs the global set-up`);
  return value;
}
