import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  flag,
  id,
  instant,
  integer,
  json,
  key,
  localDate,
  nullable,
  primary,
  table,
} from '../platform/persistence/columns.js';

const TABLES = [
  table(
    'cadre',
    {
      id: primary(id, 'cadre'),
      name: key(100),
      phone: key(30),
      region_code: key(20),
      department_id: key(),
      capacity: integer,
      on_duty: flag,
      deputy_id: nullable(id),
      created_at: instant,
      updated_at: instant,
      version: integer,
    },
    {
      indexes: [{ columns: ['region_code', 'id'] }, { columns: ['department_id'] }],
      references: { region_code: ['region', 'code'], department_id: ['department', 'id'] },
    },
  ),
  table(
    'cadre_specialty',
    {
      cadre_id: primary(id, 'cadre_specialty'),
      category_code: primary(key(), 'cadre_specialty'),
    },
    {
      indexes: [{ columns: ['category_code'] }],
      references: { cadre_id: ['cadre', 'id'], category_code: ['category', 'code'] },
    },
  ),
  table(
    'cadre_leave',
    {
      cadre_id: primary(id, 'cadre_leave'),
      starts_on: primary(localDate, 'cadre_leave'),
      ends_on: localDate,
    },
    {
      references: { cadre_id: ['cadre', 'id'] },
    },
  ),
  table(
    'cadre_load',
    {
      cadre_id: primary(id, 'cadre_load'),
      open_count: integer,
      last_assigned_at: nullable(instant),
    },
    {
      references: { cadre_id: ['cadre', 'id'] },
    },
  ),
  table(
    'enterprise',
    {
      id: primary(id, 'enterprise'),
      credit_code: key(18),
      name: key(200),
      region_code: key(20),
      industry: key(100),
      size: key(20),
      chain_code: nullable(key()),
      honours: json,
      contacts: json,
      status: key(20),
      created_at: instant,
      updated_at: instant,
      version: integer,
    },
    {
      indexes: [{ columns: ['credit_code'], unique: true }, { columns: ['region_code', 'id'] }],
      references: { region_code: ['region', 'code'], chain_code: ['chain', 'code'] },
    },
  ),
  table(
    'pairing',
    {
      id: primary(id, 'pairing'),
      enterprise_id: id,
      cadre_id: id,
      role: key(20),
      starts_on: localDate,
      ends_on: nullable(localDate),
      created_by: key(36),
      created_at: instant,
    },
    {
      indexes: [{ columns: ['enterprise_id'] }, { columns: ['cadre_id'] }],
      references: { enterprise_id: ['enterprise', 'id'], cadre_id: ['cadre', 'id'] },
    },
  ),
  table(
    'app_user',
    {
      id: primary(id, 'app_user'),
      username: key(),
      display_name: key(100),
      role: key(20),
      region_code: key(20),
      cadre_id: nullable(id),
      enterprise_id: nullable(id),
      password_hash: nullable(key(200)),
      active: flag,
      security_version: integer,
      created_at: instant,
      updated_at: instant,
      version: integer,
    },
    {
      indexes: [{ columns: ['username'], unique: true }, { columns: ['cadre_id'] }, { columns: ['enterprise_id'] }],
    },
  ),
  table(
    'session',
    {
      id: primary(id, 'session'),
      user_id: id,
      refresh_hash: key(),
      family_hash: key(),
      created_at: instant,
      last_used_at: instant,
      expires_at: instant,
      ended_at: nullable(instant),
    },
    {
      indexes: [{ columns: ['user_id'] }],
      references: { user_id: ['app_user', 'id'] },
    },
  ),
  table(
    'api_token',
    {
      id: primary(id, 'api_token'),
      user_id: id,
      name: key(100),
      token_hash: key(),
      scopes: json,
      created_at: instant,
      expires_at: instant,
      last_used_at: nullable(instant),
      revoked_at: nullable(instant),
    },
    {
      indexes: [{ columns: ['token_hash'], unique: true }, { columns: ['user_id'] }],
      references: { user_id: ['app_user', 'id'] },
    },
  ),
];

export class People1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each);
  }
}
