import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { first, insertRows, type Tx } from '../../platform/persistence/index.js';
import type { Session } from './entities/session.entity.js';

@Injectable()
export class SessionsStore {
  async insert(tx: Tx, session: Omit<Session, 'user'>): Promise<void> {
    await tx.run(insertRows('session', [{ ...session }]));
  }

  lock(tx: Tx, id: string): Promise<Session | null> {
    return first<Session>(tx, sql`SELECT * FROM session WHERE id = ${id} ${tx.dialect.forUpdate}`);
  }

  async renew(tx: Tx, session: Pick<Session, 'id' | 'refreshHash' | 'lastUsedAt' | 'expiresAt'>): Promise<void> {
    await tx.run(sql`
      UPDATE session
      SET refresh_hash = ${session.refreshHash}, last_used_at = ${session.lastUsedAt}, expires_at = ${session.expiresAt}
      WHERE id = ${session.id}`);
  }

  async end(tx: Tx, id: string, now: Instant): Promise<void> {
    await tx.run(sql`UPDATE session SET ended_at = ${now} WHERE id = ${id} AND ended_at IS NULL`);
  }

  async endAll(tx: Tx, userId: string, now: Instant): Promise<void> {
    await tx.run(sql`UPDATE session SET ended_at = ${now} WHERE user_id = ${userId} AND ended_at IS NULL`);
  }

  async endOthers(tx: Tx, userId: string, keptId: string, now: Instant): Promise<void> {
    await tx.run(sql`
      UPDATE session SET ended_at = ${now} WHERE user_id = ${userId} AND id <> ${keptId} AND ended_at IS NULL`);
  }

  /** Removes the user's sessions that can never be used again, so that the table does not grow with every sign-in. */
  async dropDead(tx: Tx, userId: string, now: Instant): Promise<void> {
    await tx.run(sql`
      DELETE FROM session WHERE user_id = ${userId} AND (ended_at IS NOT NULL OR expires_at <= ${now})`);
  }
}
