import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, integer, primary, table } from '../platform/persistence/columns.js';

const INSTALLATION = table('installation', { singular: primary(integer, 'installation'), id });

export class Installation1764100000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(INSTALLATION);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(INSTALLATION);
  }
}
