import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  flag,
  id,
  instant,
  integer,
  json,
  key,
  nullable,
  primary,
  table,
  text,
} from '../platform/persistence/columns.js';

const WEBHOOK = table('webhook', {
  id: primary(id, 'webhook'),
  name: key(100),
  format: key(20),
  language: key(10),
  shown_url: text,
  sealed_target: text,
  events: json,
  region_code: nullable(key()),
  active: flag,
  created_at: instant,
  version: integer,
});

export class Webhooks1764100000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(WEBHOOK);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(WEBHOOK);
  }
}
