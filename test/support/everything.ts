import { createHash } from 'node:crypto';
import sql, { raw } from 'sql-template-tag';
import { DataSource } from 'typeorm';
import type { TestApp } from './test-app.js';

type Contents = Readonly<Record<string, string>>;

// A refusal leaves its trace there, and changes nothing else.
const EVIDENCE = ['audit_entry', 'audit_head'];

/** What lies in each table: how many rows, and a digest of them all. */
async function everythingStored(t: TestApp): Promise<Contents> {
  const tables = t
    .get(DataSource)
    .entityMetadatas.map(({ tableName }) => tableName)
    .filter((table) => !EVIDENCE.includes(table));
  const contents: Record<string, string> = {};
  for (const table of tables.sort()) {
    const rows = (await t.reader.all(sql`SELECT * FROM ${raw(table)}`)).map((row) => JSON.stringify(row)).sort();
    contents[table] = `${rows.length} rows ${createHash('sha256').update(rows.join('\n')).digest('base64url')}`;
  }
  return contents;
}

/** Notices any change of any row between one look and the next one. */
export class Watchman {
  private seen: Contents = {};

  constructor(private readonly t: TestApp) {}

  async look(): Promise<void> {
    this.seen = await everythingStored(this.t);
  }

  async expectNothingChanged(): Promise<void> {
    const before = this.seen;
    await this.look();
    expect(this.seen).toEqual(before);
  }
}
