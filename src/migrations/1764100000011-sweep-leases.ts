import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, instant, json, key, nullable, primary, table } from '../platform/persistence/columns.js';

const SWEEP_LEASE = table('sweep_lease', {
  name: primary(key(), 'sweep_lease'),
  holder: nullable(id),
  leased_until: instant,
  last_started_at: instant,
  last_finished_at: nullable(instant),
  last_outcome: nullable(json),
});

export class SweepLeases1764100000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(SWEEP_LEASE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(SWEEP_LEASE);
  }
}
