import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nobody has acted as a deputy before: the table of issues needs no looking back. */
export class Deputies1764100000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // TypeORM would copy the whole table on SQLite; both databases can add a column that may be null in place.
    await runner.query('ALTER TABLE issue ADD COLUMN deputy_cadre_ids text');
    await runner.query('CREATE INDEX ix_cadre_deputy_id ON cadre (deputy_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ix_cadre_deputy_id');
    await runner.query('ALTER TABLE issue DROP COLUMN deputy_cadre_ids');
  }
}
