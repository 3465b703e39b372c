import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const KINDS = ['read-notices', 'told-colours'];
const KEPT_DAYS = 180;

const READ_AT = new TableIndex({ name: 'ix_notification_read_at', columnNames: ['read_at'] });

/** What was read long ago is found without looking through every inbox. */
export class NoticeRetention1764100000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('notification', READ_AT);
    for (const kind of KINDS)
      await runner.query(
        `INSERT INTO retention_rule (kind, keep_days, active, last_run_at, version)
         VALUES ('${kind}', ${KEPT_DAYS}, TRUE, NULL, 1)`,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const kind of KINDS) await runner.query(`DELETE FROM retention_rule WHERE kind = '${kind}'`);
    await runner.dropIndex('notification', READ_AT);
  }
}
