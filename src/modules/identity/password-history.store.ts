import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { SqlSession, Tx } from '../../platform/persistence/index.js';
import { POLICY_BOUNDS } from './domain/security-policy.js';

const [, MOST_KEPT] = POLICY_BOUNDS.passwordHistory;

@Injectable()
export class PasswordHistoryStore {
  /** Hashes of the passwords that the account had before the present one, the latest first. */
  async latest(session: SqlSession, userId: string, most: number): Promise<string[]> {
    const rows = await session.all<{ passwordHash: string }>(sql`
      SELECT password_hash FROM password_history WHERE user_id = ${userId} ORDER BY user_version DESC LIMIT ${most}`);
    return rows.map(({ passwordHash }) => passwordHash);
  }

  /** Drops what no policy can ask for. */
  async trim(tx: Tx, userId: string): Promise<void> {
    await tx.run(sql`
      DELETE FROM password_history WHERE user_id = ${userId} AND user_version NOT IN (
        SELECT user_version FROM password_history WHERE user_id = ${userId} ORDER BY user_version DESC LIMIT ${MOST_KEPT})`);
  }
}
