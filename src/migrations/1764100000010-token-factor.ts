import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tokens that are older show no second factor: for a role that needs one they have to be made anew. */
export class TokenFactor1764100000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // TypeORM would copy the whole table on SQLite; both databases can add a column that may be null in place.
    await runner.query('ALTER TABLE api_token ADD COLUMN second_factor_at bigint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE api_token DROP COLUMN second_factor_at');
  }
}
