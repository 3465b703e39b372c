import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS: readonly (readonly [column: string, kind: string])[] = [
  ['reminded_count', 'integer'],
  ['reminded_at', 'bigint'],
  ['overdue_since', 'bigint'],
];

/** Requests whose decider at the top was reminded; of those of before, nobody was. */
export class SilentTop1764100000036 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [column, kind] of COLUMNS) await runner.query(`ALTER TABLE issue_request ADD COLUMN ${column} ${kind}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [column] of COLUMNS) await runner.query(`ALTER TABLE issue_request DROP COLUMN ${column}`);
  }
}
