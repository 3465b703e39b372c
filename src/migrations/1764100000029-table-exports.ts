import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, instant, integer, json, key, nullable, primary, table, text } from '../platform/persistence/columns.js';

const TABLE = table(
  'table_export',
  {
    id: primary(id, 'table_export'),
    owner_id: id,
    rights: text,
    language: key(10),
    kind: key(40),
    query: json,
    format: key(10),
    status: key(10),
    failure: nullable(key(20)),
    rows_total: nullable(integer),
    rows_done: integer,
    attempts: integer,
    file_hash: nullable(key(64)),
    file_size: nullable(instant),
    disposition: nullable(text),
    requested_at: instant,
    finished_at: nullable(instant),
    expires_at: nullable(instant),
  },
  {
    indexes: [{ columns: ['owner_id', 'id'] }, { columns: ['status', 'id'] }, { columns: ['file_hash'] }],
    references: { owner_id: ['app_user', 'id'] },
  },
);

export class TableExports1764100000029 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(TABLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(TABLE);
  }
}
