import { createHash } from 'node:crypto';
import sql, { raw } from 'sql-template-tag';
import { DataSource } from 'typeorm';
import type { TestApp } from './test-app.js';

/** What lies in each table: how many rows, and a digest of them all. Equal twice: nothing has changed in between. */
export async function everythingStored(t: TestApp): Promise<Readonly<Record<string, string>>> {
  const tables = t.get(DataSource).entityMetadatas.map(({ tableName }) => tableName);
  const contents: Record<string, string> = {};
  for (const table of tables.sort()) {
    const rows = (await t.reader.all(sql`SELECT * FROM ${raw(table)}`)).map((row) => JSON.stringify(row)).sort();
    contents[table] = `${rows.length} rows ${createHash('sha256').update(rows.join('\n')).digest('base64url')}`;
  }
  return contents;
}
