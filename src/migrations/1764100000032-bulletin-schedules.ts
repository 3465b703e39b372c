import type { MigrationInterface, QueryRunner } from 'typeorm';
import { flag, id, instant, integer, json, key, primary, table } from '../platform/persistence/columns.js';

const TABLES = [
  table(
    'bulletin_schedule',
    {
      id: primary(id, 'bulletin_schedule'),
      region_code: key(20),
      every: key(10),
      day: integer,
      hour: integer,
      group_by: key(20),
      recipients: json,
      language: key(10),
      active: flag,
      made_until: instant,
      created_by: id,
      version: integer,
    },
    { references: { region_code: ['region', 'code'] } },
  ),
  table(
    'bulletin_recipient',
    {
      bulletin_id: primary(id, 'bulletin_recipient'),
      user_id: primary(id, 'bulletin_recipient'),
      outcome: key(20),
    },
    { references: { bulletin_id: ['bulletin', 'id'], user_id: ['app_user', 'id'] } },
  ),
];

export class BulletinSchedules1764100000032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each);
  }
}
