import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, instant, integer, key, primary, table } from '../platform/persistence/columns.js';

const OF_USER = { references: { user_id: ['app_user', 'id'] } } as const;

const TABLES = [
  table(
    'invitation',
    { user_id: primary(id, 'invitation'), token_hash: key(), created_at: instant, expires_at: instant },
    { ...OF_USER, indexes: [{ columns: ['token_hash'], unique: true }] },
  ),
  table('setup_token', {
    id: primary(integer, 'setup_token'),
    token_hash: key(),
    created_at: instant,
    expires_at: instant,
  }),
  table(
    'oidc_link',
    {
      issuer: primary(key(255), 'oidc_link'),
      subject: primary(key(255), 'oidc_link'),
      user_id: id,
      created_at: instant,
    },
    { ...OF_USER, indexes: [{ columns: ['user_id', 'issuer'], unique: true }] },
  ),
  table(
    'oidc_transaction',
    { secret_hash: primary(key(), 'oidc_transaction'), expires_at: instant },
    { indexes: [{ columns: ['expires_at'] }] },
  ),
];

export class Accounts1764100000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each);
  }
}
