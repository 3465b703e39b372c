import { type MigrationInterface, type QueryRunner, type TableColumn, TableIndex } from 'typeorm';
import { id, instant, json, key, nullable, primary, table, text } from '../platform/persistence/columns.js';

/** What is added to tables that are there already; the table is named for the plan of a column only. */
const ADDED = [
  table('issue', {
    released_at: nullable(instant),
    released_by: nullable(key(36)),
    conflict_cadre_ids: nullable(json),
    done_claimed_cadre_id: nullable(id),
    refused_cadre_id: nullable(id),
    verified_cadre_id: nullable(id),
    rated_from: nullable(key(20)),
  }),
  table('issue_request', { requested_cadre_id: nullable(id) }),
];

const REVEAL = table(
  'reveal',
  { id: primary(id, 'reveal'), user_id: id, at: instant, subject_kind: key(20), subject_id: id, reason: text },
  { indexes: [{ columns: ['user_id', 'at'] }] },
);
/** One row for each person, locked while their reveals are counted. */
const REVEALER = table('revealer', { user_id: primary(id, 'revealer'), last_at: instant });

const SUBMITTED_BY = new TableIndex({ name: 'ix_issue_submitted_by', columnNames: ['submitted_by'] });

/** Bit of the fact `ratedByCallBack`. */
const RATED_BY_CALL_BACK = 1 << 26;

export class Confidential1764100000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const { name, columns } of ADDED) await addColumns(runner, name, columns);
    await runner.createIndex('issue', SUBMITTED_BY);
    await runner.query("UPDATE issue SET rated_from = 'enterprise' WHERE stars IS NOT NULL");
    await runner.query(
      `UPDATE issue SET rated_from = 'call_back', facts = facts | ${RATED_BY_CALL_BACK} ` +
        "WHERE stars IS NOT NULL AND confirmation = 'call_back'",
    );
    await runner.createTable(REVEAL);
    await runner.createTable(REVEALER);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(REVEALER);
    await runner.dropTable(REVEAL);
    await runner.query(`UPDATE issue SET facts = facts & ~${RATED_BY_CALL_BACK}`);
    await runner.dropIndex('issue', SUBMITTED_BY);
    for (const { name, columns } of ADDED) {
      for (const column of columns) await runner.query(`ALTER TABLE ${name} DROP COLUMN ${column.name}`);
    }
  }
}

// TypeORM would copy the whole table on SQLite; both databases can add a column that may be null in place.
async function addColumns(runner: QueryRunner, name: string, columns: readonly TableColumn[]): Promise<void> {
  for (const { name: column, type, length } of columns) {
    const kind = length === '' ? type : `${type}(${length})`;
    await runner.query(`ALTER TABLE ${name} ADD COLUMN ${column} ${kind}`);
  }
}
