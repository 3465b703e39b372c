import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when a webhook has failed without one success, and why it was switched off. */
export class FailingWebhooks1764100000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // TypeORM would copy the whole table on SQLite; both databases can add a column that may be null in place.
    await runner.query('ALTER TABLE webhook ADD COLUMN failing_since bigint');
    await runner.query('ALTER TABLE webhook ADD COLUMN off_reason varchar(20)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE webhook DROP COLUMN off_reason');
    await runner.query('ALTER TABLE webhook DROP COLUMN failing_since');
  }
}
