import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calls that are late already are reminded of by the next sweep. */
export class CallBackReminders1764100000028 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // TypeORM would copy the whole table on SQLite; both databases can add a column that may be null in place.
    await runner.query('ALTER TABLE call_back_task ADD COLUMN reminded_at bigint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE call_back_task DROP COLUMN reminded_at');
  }
}
