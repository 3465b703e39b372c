import { statSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import { openWriter } from '../../../src/platform/persistence/data-sources.js';
import { SCHEMA } from '../../../src/schema.js';
import { emptyDatabase, type FreshDatabase } from '../../support/database.js';

let database: FreshDatabase;
let source: DataSource;
let before: number;

beforeAll(async () => {
  before = process.umask(0o022);
  database = await emptyDatabase();
  source = await openWriter(database.config, SCHEMA);
});
afterAll(async () => {
  process.umask(before);
  await source.destroy();
  await database.drop();
});

it('a new database, and what SQLite keeps beside it, is for the account of the server alone', () => {
  const { file } = database.config as { file: string };
  const modes = ['', '-wal', '-shm'].map((suffix) => (statSync(file + suffix).mode & 0o777).toString(8));
  expect(modes).toEqual(['600', '600', '600']);
});
