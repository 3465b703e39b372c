import type { MigrationInterface, QueryRunner } from 'typeorm';
import { flag, id, instant, integer, key, nullable, primary, table } from '../platform/persistence/columns.js';

const TABLES = [
  table('sampling_rule', {
    id: primary(id, 'sampling_rule'),
    purpose: key(20),
    percent: integer,
    due_days: integer,
    region_code: nullable(key(20)),
    category_code: nullable(key()),
    confirmation: nullable(key(20)),
    active: flag,
    version: integer,
  }),
  table(
    'call_back_task',
    {
      id: primary(id, 'call_back_task'),
      issue_id: id,
      purpose: key(20),
      round: integer,
      rule_id: id,
      drawn_at: instant,
      due_at: instant,
      attempts: integer,
      done_at: nullable(instant),
      outcome: nullable(key(20)),
    },
    {
      indexes: [{ columns: ['issue_id', 'purpose', 'round'], unique: true }, { columns: ['done_at', 'due_at', 'id'] }],
      references: { issue_id: ['issue', 'id'] },
    },
  ),
];

export class CallBackTasks1764100000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each);
  }
}
