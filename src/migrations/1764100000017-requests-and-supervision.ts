import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

/** Columns of tables that are there already; all may be null, so that rows of before need nothing. */
const ADDED: readonly (readonly [table: string, column: string, kind: string])[] = [
  ['issue', 'long_term_by', 'varchar(36)'],
  ['issue', 'long_term_cadre_id', 'varchar(36)'],
  ['issue', 'long_term_objected_at', 'bigint'],
  ['issue', 'request_due_at', 'bigint'],
  ['issue_request', 'opposed_user_id', 'varchar(36)'],
  ['issue_request', 'opposed_cadre_id', 'varchar(36)'],
  ['issue_request', 'moved_up_count', 'integer'],
  ['issue_request', 'moved_up_at', 'bigint'],
  ['issue_supervision', 'addressee', 'varchar(20)'],
  ['issue_supervision', 'answer_due_at', 'bigint'],
  ['issue_supervision', 'acknowledged_by', 'varchar(36)'],
  ['issue_supervision', 'acknowledged_at', 'bigint'],
];

const INDEXES: readonly (readonly [table: string, columns: readonly string[]])[] = [
  ['issue_request', ['status', 'decide_by']],
  ['issue_request', ['requested_by']],
  ['issue_supervision', ['answered_at', 'answer_due_at']],
];

const indexOf = (table: string, columns: readonly string[]): TableIndex =>
  new TableIndex({ name: `ix_${table}_${columns.join('_')}`, columnNames: [...columns] });

export class RequestsAndSupervision1764100000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // TypeORM would copy the whole table on SQLite; both databases can add a column that may be null in place.
    for (const [table, column, kind] of ADDED) await runner.query(`ALTER TABLE ${table} ADD COLUMN ${column} ${kind}`);
    for (const [table, columns] of INDEXES) await runner.createIndex(table, indexOf(table, columns));
    // Whoever refused stays excluded from deciding the objections that wait now.
    for (const [column, from] of [
      ['opposed_user_id', 'refused_by'],
      ['opposed_cadre_id', 'refused_cadre_id'],
    ])
      await runner.query(
        `UPDATE issue_request SET ${column} = (SELECT i.${from} FROM issue i WHERE i.id = issue_request.issue_id) ` +
          "WHERE kind = 'objection' AND status = 'pending'",
      );
    await runner.query(
      'UPDATE issue SET request_due_at = (SELECT MIN(r.decide_by) FROM issue_request r ' +
        "WHERE r.issue_id = issue.id AND r.status = 'pending') WHERE pending_requests > 0",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, columns] of INDEXES) await runner.dropIndex(table, indexOf(table, columns));
    for (const [table, column] of ADDED) await runner.query(`ALTER TABLE ${table} DROP COLUMN ${column}`);
  }
}
