import type { MigrationInterface, QueryRunner } from 'typeorm';
import { flag, id, instant, integer, key, nullable, primary, table } from '../platform/persistence/columns.js';

const ATTACHMENT = table(
  'attachment',
  {
    id: primary(id, 'attachment'),
    issue_id: id,
    ordinal: integer,
    file_hash: key(),
    name: key(150),
    media_type: key(100),
    charset: nullable(key(20)),
    size: instant,
    original_size: instant,
    uploaded_by: key(36),
    uploaded_by_name: key(100),
    uploaded_by_role: key(20),
    uploaded_at: instant,
    visible_to_enterprise: flag,
  },
  {
    indexes: [{ columns: ['issue_id', 'ordinal'], unique: true }, { columns: ['file_hash'] }],
    references: { issue_id: ['issue', 'id'] },
  },
);

export class Attachments1764100000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(ATTACHMENT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(ATTACHMENT);
  }
}
