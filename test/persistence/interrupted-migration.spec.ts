import type { MigrationInterface, QueryRunner } from 'typeorm';
import { openWriter } from '../../src/platform/persistence/data-sources.js';
import { SCHEMA } from '../../src/schema.js';
import { emptyDatabase, type FreshDatabase } from '../support/database.js';

let database: FreshDatabase;
beforeEach(async () => {
  database = await emptyDatabase();
});
afterEach(() => database.drop());

/** Makes a table, changes another one, and then breaks off like a process that is killed. */
class BreaksOff1999000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE half_made (id integer)');
    await runner.query(`UPDATE audit_head SET hash = 'half'`);
    throw new Error('broken off');
  }

  down(): Promise<void> {
    return Promise.resolve();
  }
}

const withBroken = { ...SCHEMA, migrations: [...(SCHEMA.migrations as []), BreaksOff1999000000000] };

it('a migration that breaks off half-way leaves no trace, and the next start goes on', async () => {
  await expect(openWriter(database.config, withBroken)).rejects.toThrow('broken off');
  const source = await openWriter(database.config, SCHEMA);
  try {
    const names = await source.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY id');
    expect(names).toHaveLength((SCHEMA.migrations as []).length);
    await expect(source.query('SELECT * FROM half_made')).rejects.toThrow(/half_made/);
    expect(await source.query('SELECT hash FROM audit_head')).toEqual([{ hash: '0'.repeat(64) }]);
    expect(await source.showMigrations()).toBe(false);
  } finally {
    await source.destroy();
  }
});
