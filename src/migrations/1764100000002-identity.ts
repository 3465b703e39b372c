import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, instant, integer, json, key, nullable, primary, table } from '../platform/persistence/columns.js';

const TABLES = [
  table('security_policy', {
    id: primary(integer, 'security_policy'),
    policy: json,
    updated_at: instant,
    version: integer,
  }),
  table(
    'password_history',
    {
      user_id: primary(id, 'password_history'),
      user_version: primary(integer, 'password_history'),
      password_hash: key(200),
      replaced_at: instant,
    },
    { references: { user_id: ['app_user', 'id'] } },
  ),
  table(
    'attempt_count',
    {
      counter: primary(key(), 'attempt_count'),
      account: nullable(key()),
      attempts: integer,
      since: instant,
      locked_until: nullable(instant),
    },
    { indexes: [{ columns: ['account'] }, { columns: ['since'] }] },
  ),
  table(
    'second_factor',
    {
      user_id: primary(id, 'second_factor'),
      sealed_secret: key(300),
      created_at: instant,
      confirmed_at: nullable(instant),
      last_step: instant,
    },
    { references: { user_id: ['app_user', 'id'] } },
  ),
  table(
    'recovery_code',
    {
      code_hash: primary(key(), 'recovery_code'),
      user_id: id,
      used_at: nullable(instant),
    },
    { indexes: [{ columns: ['user_id'] }], references: { user_id: ['app_user', 'id'] } },
  ),
];

/** Added one by one: TypeORM would make an SQLite table anew, which the rows that point to it forbid. */
const COLUMNS = [
  ['app_user', 'password_changed_at', 'bigint'],
  ['session', 'address', 'varchar(64)'],
  ['session', 'second_factor_at', 'bigint'],
] as const;

const POLICY = {
  passwordMaxDays: null,
  passwordHistory: 5,
  attempts: 5,
  lockMinutes: 15,
  secondFactorRoles: [],
  sessions: {
    officials: { idleMinutes: 30, absoluteHours: 12 },
    enterprises: { idleMinutes: 7 * 24 * 60, absoluteHours: 30 * 24 },
  },
};

export class Identity1764100000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each);
    for (const [of, column, type] of COLUMNS) await runner.query(`ALTER TABLE ${of} ADD COLUMN ${column} ${type}`);
    await runner.query(
      `INSERT INTO security_policy (id, policy, updated_at, version) VALUES (1, '${JSON.stringify(POLICY)}', 0, 1)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [of, column] of COLUMNS) await runner.query(`ALTER TABLE ${of} DROP COLUMN ${column}`);
    for (const each of TABLES.toReversed()) await runner.dropTable(each);
  }
}
