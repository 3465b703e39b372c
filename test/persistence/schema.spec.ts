import { DataSource } from 'typeorm';
import { openWriter } from '../../src/platform/persistence/data-sources.js';
import { SCHEMA } from '../../src/schema.js';
import { emptyDatabase, type FreshDatabase, freshDatabase } from '../support/database.js';
import { insertSample } from '../support/sample-rows.js';

let database: FreshDatabase;
let source: DataSource;

async function open(made: Promise<FreshDatabase>): Promise<void> {
  database = await made;
  source = await openWriter(database.config, SCHEMA);
}

afterEach(async () => {
  await source.destroy();
  await database.drop();
});

const differences = async (): Promise<string[]> => {
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
};

const tables = async (): Promise<string[]> => {
  const rows = await source.query<{ name: string }[]>(
    DATABASE === 'sqlite'
      ? `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
      : `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  return rows.map(({ name }) => name).sort();
};

describe('the migrations', () => {
  it('make exactly what the entities describe', async () => {
    await open(emptyDatabase());
    expect(await differences()).toEqual([]);
    const expected = source.entityMetadatas.map(({ tableName }) => tableName);
    expect(await tables()).toEqual([...expected, 'migrations'].sort());
  });

  it('can be taken back one by one and run again', async () => {
    await open(emptyDatabase());
    for (let taken = 0; taken < source.migrations.length; taken++)
      await source.undoLastMigration({ transaction: 'each' });
    expect(await tables()).toEqual(['migrations']);
    await source.runMigrations({ transaction: 'each' });
    expect(await differences()).toEqual([]);
  });

  it('run once, also when several processes start at once', async () => {
    const empty = await emptyDatabase();
    // SQLite belongs to one process: the file is opened by one after the other.
    if (DATABASE === 'postgres') {
      const others = await Promise.all([openWriter(empty.config, SCHEMA), openWriter(empty.config, SCHEMA)]);
      await Promise.all(others.map((other) => other.destroy()));
    }
    await open(Promise.resolve(empty));
    expect(await source.query('SELECT COUNT(*) AS n FROM migrations')).toEqual([{ n: SCHEMA_LENGTH }]);
  });
});

describe('the history of an issue', () => {
  it.each(['UPDATE issue_event SET action = action', 'DELETE FROM issue_event'])('refuses %s', async (statement) => {
    await open(freshDatabase());
    await insertSample(source, 'IssueEvent');
    await expect(source.query(statement)).rejects.toThrow(/append-only/);
    expect(await source.query('SELECT COUNT(*) AS n FROM issue_event')).toEqual([{ n: 1 }]);
  });
});

const SCHEMA_LENGTH = (SCHEMA.migrations as unknown[]).length;
