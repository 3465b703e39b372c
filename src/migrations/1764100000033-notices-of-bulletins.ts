import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

const issueId = (isNullable: boolean) =>
  new TableColumn({ name: 'issue_id', type: 'varchar', length: '36', isNullable });

/** A notice may tell of something else than an issue. */
export class NoticesOfBulletins1764100000033 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await letBeNull(runner, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM notification WHERE issue_id IS NULL');
    await letBeNull(runner, false);
  }
}

// SQLite cannot change a column in place, and TypeORM copies the table; on PostgreSQL it would begin the column anew.
async function letBeNull(runner: QueryRunner, isNullable: boolean): Promise<void> {
  if (runner.connection.options.type !== 'postgres') {
    await runner.changeColumn('notification', 'issue_id', issueId(isNullable));
    return;
  }
  await runner.query(`ALTER TABLE notification ALTER COLUMN issue_id ${isNullable ? 'DROP' : 'SET'} NOT NULL`);
}
