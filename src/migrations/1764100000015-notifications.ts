import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, instant, integer, json, key, nullable, primary, table } from '../platform/persistence/columns.js';

const NOTIFICATION = table(
  'notification',
  {
    id: primary(id, 'notification'),
    user_id: id,
    sequence: integer,
    cause: key(120),
    kind: key(40),
    issue_id: id,
    params: json,
    stands_in_for: nullable(id),
    created_at: instant,
    read_at: nullable(instant),
  },
  {
    indexes: [
      { columns: ['user_id', 'cause'], unique: true },
      { columns: ['user_id', 'sequence'], unique: true },
    ],
    references: { user_id: ['app_user', 'id'], issue_id: ['issue', 'id'], stands_in_for: ['cadre', 'id'] },
  },
);

const INBOX = table(
  'notification_inbox',
  { user_id: primary(id, 'notification_inbox'), last_sequence: integer, unread: integer },
  { references: { user_id: ['app_user', 'id'] } },
);

const PREFERENCE = table(
  'notification_preference',
  {
    user_id: primary(id, 'notification_preference'),
    email: nullable(key(254)),
    language: key(10),
    email_channel: key(20),
    muted_kinds: json,
    quiet_from: nullable(key(5)),
    quiet_to: nullable(key(5)),
    updated_at: instant,
    version: integer,
  },
  { references: { user_id: ['app_user', 'id'] } },
);

const NOTICED_COLOUR = table(
  'noticed_colour',
  {
    issue_id: primary(id, 'noticed_colour'),
    colour: primary(key(10), 'noticed_colour'),
    begun_at: primary(instant, 'noticed_colour'),
    noticed_at: instant,
  },
  { references: { issue_id: ['issue', 'id'] } },
);

const TABLES = [NOTIFICATION, INBOX, PREFERENCE, NOTICED_COLOUR];

export class Notifications1764100000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.dropTable(each);
  }
}
