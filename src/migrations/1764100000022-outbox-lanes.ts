import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The heads of the lanes are found without reading what waits behind them. */
export class OutboxLanes1764100000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ix_outbox_message_due');
    await runner.query('CREATE INDEX ix_outbox_message_due ON outbox_message (kind, lane, next_attempt_at, id)');
    await runner.query('CREATE INDEX ix_outbox_message_held ON outbox_message (lane, leased_until)');
    await runner.query('CREATE INDEX ix_outbox_message_dead_at ON outbox_message (dead_at)');
    await runner.query('CREATE INDEX ix_notification_user_id_read_at ON notification (user_id, read_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ix_notification_user_id_read_at');
    await runner.query('DROP INDEX ix_outbox_message_dead_at');
    await runner.query('DROP INDEX ix_outbox_message_held');
    await runner.query('DROP INDEX ix_outbox_message_due');
    await runner.query('CREATE INDEX ix_outbox_message_due ON outbox_message (kind, next_attempt_at, id)');
  }
}
