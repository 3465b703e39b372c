import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever supported an issue before was not asked for an opinion: nothing of theirs is due. */
export class Opinions1764100000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // TypeORM would copy the whole table on SQLite; both databases can add a column that may be null in place.
    await runner.query('ALTER TABLE issue_co_handler ADD COLUMN opinion_due_at bigint');
    await runner.query('ALTER TABLE issue_co_handler ADD COLUMN opinion text');
    await runner.query('ALTER TABLE issue_co_handler ADD COLUMN opinion_at bigint');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of ['opinion_at', 'opinion', 'opinion_due_at'])
      await runner.query(`ALTER TABLE issue_co_handler DROP COLUMN ${column}`);
  }
}
