import type { MigrationInterface, QueryRunner } from 'typeorm';
import { instant, integer, key, primary, table } from '../platform/persistence/columns.js';

const RATE_WINDOW = table('rate_window', {
  subject: primary(key(100), 'rate_window'),
  window_start: primary(instant, 'rate_window'),
  hits: integer,
});

export class RateLimits1764100000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(RATE_WINDOW);
    // Counts of a minute need not survive a crash, and so cost no write to the log and no wait for the disk.
    if (runner.connection.options.type === 'postgres') await runner.query('ALTER TABLE rate_window SET UNLOGGED');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(RATE_WINDOW);
  }
}
