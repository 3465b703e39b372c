import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is owed on an issue already counts for its colour from its next step on: colours are reckoned with a step. */
export class OwedAnswers1764100000027 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // TypeORM would copy the whole table on SQLite; both databases can add a column that may be null in place.
    await runner.query('ALTER TABLE issue ADD COLUMN opinion_due_at bigint');
    await runner.query('ALTER TABLE issue ADD COLUMN answer_due_at bigint');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of ['answer_due_at', 'opinion_due_at'])
      await runner.query(`ALTER TABLE issue DROP COLUMN ${column}`);
  }
}
