import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const INDEXES = ['yellow_at', 'orange_at', 'red_at'].map(
  (column) => new TableIndex({ name: `ix_issue_${column}`, columnNames: [column] }),
);

/** The sweep of colours finds what has begun without looking at every issue; ended ones have no colour. */
export class Colours1764100000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndices('issue', INDEXES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndices('issue', INDEXES);
  }
}
