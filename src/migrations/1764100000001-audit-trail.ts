import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, instant, integer, json, key, nullable, primary, table } from '../platform/persistence/columns.js';
import { POSTGRES, SQLITE } from '../platform/persistence/dialect.js';

const TABLES = [
  table(
    'audit_entry',
    {
      sequence: primary(instant, 'audit_entry'),
      at: instant,
      actor_id: id,
      actor_role: key(20),
      actor_region_code: nullable(key(20)),
      address: nullable(key()),
      request_id: key(),
      action: key(60),
      outcome: key(20),
      subject_kind: nullable(key(40)),
      subject_id: nullable(key()),
      region_code: nullable(key(20)),
      before: nullable(json),
      after: nullable(json),
      details: nullable(json),
      previous_hash: key(),
      hash: key(),
    },
    {
      indexes: [{ columns: ['at'] }, { columns: ['actor_id', 'sequence'] }, { columns: ['subject_id', 'sequence'] }],
    },
  ),
  table('audit_head', { id: primary(integer, 'audit_head'), sequence: instant, hash: key() }),
];

export class AuditTrail1764100000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each);
    await runner.query(`INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, '${'0'.repeat(64)}')`);
    const isPostgres = runner.connection.options.type === 'postgres';
    const { appendOnly } = isPostgres ? POSTGRES : SQLITE;
    for (const statement of appendOnly('audit_entry')) await runner.query(statement);
    if (!isPostgres) return;
    await runner.query(
      'CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry ' +
        'FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_append_only()',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each);
    if (runner.connection.options.type === 'postgres') await runner.query('DROP FUNCTION audit_entry_is_append_only()');
  }
}
