import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { first, insertRows, type Tx } from '../../platform/persistence/index.js';
import type { ApiToken } from './entities/api-token.entity.js';

@Injectable()
export class ApiTokensStore {
  async insert(tx: Tx, token: Omit<ApiToken, 'user'>): Promise<void> {
    await tx.run(insertRows('api_token', [{ ...token }]));
  }

  async countLive(tx: Tx, userId: string, now: Instant): Promise<number> {
    const counted = await first<{ live: number }>(
      tx,
      sql`SELECT COUNT(*) AS live FROM api_token WHERE user_id = ${userId} AND revoked_at IS NULL AND expires_at > ${now}`,
    );
    return counted?.live ?? 0;
  }

  /** @returns its name; null when the user has no such token that is still valid */
  async revoke(tx: Tx, userId: string, id: string, now: Instant): Promise<string | null> {
    const changed = await tx.run(sql`
      UPDATE api_token SET revoked_at = ${now}
      WHERE id = ${id} AND user_id = ${userId} AND revoked_at IS NULL AND expires_at > ${now}`);
    if (changed === 0) return null;
    const token = await first<Pick<ApiToken, 'name'>>(tx, sql`SELECT name FROM api_token WHERE id = ${id}`);
    return token!.name;
  }

  async revokeAll(tx: Tx, userId: string, now: Instant): Promise<void> {
    await tx.run(sql`UPDATE api_token SET revoked_at = ${now} WHERE user_id = ${userId} AND revoked_at IS NULL`);
  }

  /** Moves the last use forward unless it was noted after `noted`. */
  async noteUse(tx: Tx, id: string, now: Instant, noted: Instant): Promise<void> {
    await tx.run(sql`
      UPDATE api_token SET last_used_at = ${now} WHERE id = ${id} AND (last_used_at IS NULL OR last_used_at <= ${noted})`);
  }
}
