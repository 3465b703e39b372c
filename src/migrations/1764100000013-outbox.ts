import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, instant, integer, json, key, nullable, primary, table, text } from '../platform/persistence/columns.js';

const OUTBOX_MESSAGE = table(
  'outbox_message',
  {
    id: primary(id, 'outbox_message'),
    kind: key(),
    message_key: key(200),
    lane: nullable(key(100)),
    payload: json,
    created_at: instant,
    next_attempt_at: nullable(instant),
    attempts: integer,
    leased_by: nullable(id),
    leased_until: nullable(instant),
    delivered_at: nullable(instant),
    dead_at: nullable(instant),
    last_status: nullable(integer),
    last_error: nullable(text),
  },
  {
    indexes: [
      { columns: ['kind', 'message_key'], unique: true, named: 'ux_outbox_message_key' },
      { columns: ['kind', 'next_attempt_at', 'id'], named: 'ix_outbox_message_due' },
      { columns: ['lane', 'next_attempt_at', 'id'], named: 'ix_outbox_message_lane' },
      { columns: ['delivered_at'] },
    ],
  },
);

export class Outbox1764100000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(OUTBOX_MESSAGE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(OUTBOX_MESSAGE);
  }
}
