import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, instant, integer, key, nullable, primary, table, text } from '../platform/persistence/columns.js';

const FACT = table(
  'issue_clock_fact',
  {
    issue_id: primary(id, 'issue_clock_fact'),
    sequence: primary(integer, 'issue_clock_fact'),
    ordinal: primary(integer, 'issue_clock_fact'),
    clock: key(20),
    kind: key(20),
    at: instant,
    limit_name: nullable(key(20)),
    limit_count: nullable(integer),
    limit_unit: nullable(key(20)),
    stopped_at: nullable(instant),
    due_at: nullable(instant),
    reason: nullable(text),
    until_at: nullable(instant),
  },
  { indexes: [{ columns: ['kind', 'at'] }], references: { issue_id: ['issue', 'id'] } },
);

const ADDED = ['info_due_at', 'verify_due_at', 'statutory_due_at'];

/** Clocks that ran before facts were kept: as agreed instants, which nothing recalculates. */
const RUNNING: readonly (readonly [clock: string, column: string, when: string])[] = [
  ['accept', 'accept_due_at', "status IN ('submitted', 'needs_info')"],
  ['assign', 'assign_due_at', '1 = 1'],
  ['sign', 'sign_due_at', '1 = 1'],
  ['contact', 'contact_due_at', 'first_contact_at IS NULL'],
  ['progress', 'progress_due_at', '1 = 1'],
  ['finish', 'due_at', 'done_claimed_at IS NULL'],
  ['rating', 'rating_due_at', '1 = 1'],
  ['unhappyContact', 'unhappy_contact_due_at', '1 = 1'],
  ['review', 'review_at', '1 = 1'],
];

const OPEN = "status NOT IN ('closed', 'refused', 'withdrawn', 'merged')";

export class Clocks1764100000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Both databases add a column that may be null in place; TypeORM would copy the whole table on SQLite.
    for (const column of ADDED) await runner.query(`ALTER TABLE issue ADD COLUMN ${column} bigint`);
    await runner.createTable(FACT);
    for (const [ordinal, [clock, column, when]] of RUNNING.entries()) {
      await runner.query(
        `INSERT INTO issue_clock_fact (issue_id, sequence, ordinal, clock, kind, at, due_at)
         SELECT id, 0, ${ordinal}, '${clock}', 'started', updated_at, ${column}
         FROM issue WHERE ${OPEN} AND ${column} IS NOT NULL AND ${when}`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(FACT);
    for (const column of ADDED) await runner.query(`ALTER TABLE issue DROP COLUMN ${column}`);
  }
}
