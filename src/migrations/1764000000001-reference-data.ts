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
  text,
} from '../platform/persistence/columns.js';

const TABLES = [
  table('region', {
    code: primary(key(20), 'region'),
    name: key(100),
    name_en: nullable(key(100)),
    level: key(20),
    kind: key(20),
    parent_code: nullable(key(20)),
    valid_from: nullable(localDate),
    valid_to: nullable(localDate),
    successor_code: nullable(key(20)),
    number_prefix: nullable(key(10)),
    version: integer,
  }),
  table(
    'department',
    {
      id: primary(key(64), 'department'),
      code: key(),
      name: key(100),
      name_en: nullable(key(200)),
      function_code: key(),
      region_code: key(20),
      active: flag,
      version: integer,
    },
    {
      indexes: [{ columns: ['code'], unique: true }, { columns: ['region_code', 'function_code'] }],
      references: { region_code: ['region', 'code'] },
    },
  ),
  table('category', {
    code: primary(key(64), 'category'),
    name: key(100),
    name_en: nullable(key(100)),
    parent_code: nullable(key()),
    position: integer,
    active: flag,
    version: integer,
  }),
  table('chain', {
    code: primary(key(64), 'chain'),
    name: key(100),
    name_en: nullable(key(100)),
    cluster_code: key(),
    cluster_name: key(100),
    cluster_name_en: nullable(key(100)),
    verified: flag,
    active: flag,
    version: integer,
  }),
  table('campaign', {
    code: primary(key(64), 'campaign'),
    name: key(100),
    name_en: nullable(key(100)),
    starts_on: localDate,
    ends_on: nullable(localDate),
    active: flag,
    version: integer,
  }),
  table(
    'routing_rule',
    {
      id: primary(id, 'routing_rule'),
      code: key(),
      position: integer,
      name_zh: key(100),
      name_en: key(100),
      matches: json,
      target: json,
      active: flag,
      version: integer,
    },
    {
      indexes: [{ columns: ['code'], unique: true }],
    },
  ),
  table(
    'sla_policy',
    {
      id: primary(id, 'sla_policy'),
      code: key(),
      version: integer,
      category_code: nullable(key()),
      urgency: nullable(key(20)),
      level: nullable(key(20)),
      limits: json,
      valid_from: instant,
      valid_to: nullable(instant),
    },
    {
      indexes: [{ columns: ['code', 'version'], unique: true }],
    },
  ),
  table('calendar_correction', {
    date: primary(localDate, 'calendar_correction'),
    kind: key(20),
    note: key(200),
    corrected_by: key(36),
    corrected_at: instant,
  }),
  table('reference_version', {
    topic: primary(key(40), 'reference_version'),
    version: integer,
  }),
  table(
    'idempotency_key',
    {
      owner: primary(key(36), 'idempotency_key'),
      idempotency_key: primary(key(100), 'idempotency_key'),
      request_hash: key(),
      answer: text,
      remembered_at: instant,
    },
    {
      indexes: [{ columns: ['remembered_at'] }],
    },
  ),
];

export class ReferenceData1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each);
  }
}
