import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  id,
  instant,
  integer,
  json,
  key,
  localDate,
  nullable,
  primary,
  table,
  text,
} from '../platform/persistence/columns.js';
import { POSTGRES, SQLITE } from '../platform/persistence/dialect.js';

const FROZEN = [
  table(
    'bulletin',
    {
      id: primary(id, 'bulletin'),
      region_code: key(20),
      year: integer,
      sequence: integer,
      period_from: localDate,
      period_to: localDate,
      as_of: instant,
      group_by: key(20),
      content: json,
      previous_hash: key(64),
      hash: key(64),
      signature: key(100),
      key_id: key(16),
      schedule_id: nullable(id),
      created_by: id,
      created_at: instant,
    },
    {
      indexes: [
        { columns: ['region_code', 'year', 'sequence'], unique: true },
        { columns: ['schedule_id', 'period_from'], unique: true },
      ],
      references: { region_code: ['region', 'code'] },
    },
  ),
  table(
    'bulletin_exclusion',
    {
      bulletin_id: primary(id, 'bulletin_exclusion'),
      issue_id: primary(id, 'bulletin_exclusion'),
      reason: text,
      decided_by: id,
    },
    { references: { bulletin_id: ['bulletin', 'id'], issue_id: ['issue', 'id'] } },
  ),
];

/** What is published is never changed nor taken back, whoever sends the statement. */
export class Bulletins1764100000031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { appendOnly } = runner.connection.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const each of FROZEN) {
      await runner.createTable(each);
      for (const statement of appendOnly(each.name)) await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of FROZEN.toReversed()) {
      await runner.dropTable(each);
      if (runner.connection.options.type === 'postgres')
        await runner.query(`DROP FUNCTION ${each.name}_is_append_only()`);
    }
  }
}
