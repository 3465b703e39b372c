import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { HOUR, type Instant, MINUTE } from '../../kernel/clock.js';
import { first, insertRows, type Tx } from '../../platform/persistence/index.js';
import type { SessionLimits } from './domain/security-policy.js';
import type { Session } from './entities/session.entity.js';

@Injectable()
export class SessionsStore {
  async insert(tx: Tx, session: Omit<Session, 'user'>): Promise<void> {
    await tx.run(insertRows('session', [{ ...session }]));
  }

  lock(tx: Tx, id: string): Promise<Session | null> {
    return first<Session>(tx, sql`SELECT * FROM session WHERE id = ${id} ${tx.dialect.forUpdate}`);
  }

  async renew(tx: Tx, session: Pick<Session, 'id' | 'refreshHash' | 'lastUsedAt'>): Promise<void> {
    await tx.run(sql`
      UPDATE session SET refresh_hash = ${session.refreshHash}, last_used_at = ${session.lastUsedAt}
      WHERE id = ${session.id}`);
  }

  /** Moves the last use forward unless it was noted after `noted`. */
  async noteUse(tx: Tx, id: string, now: Instant, noted: Instant): Promise<void> {
    await tx.run(sql`
      UPDATE session SET last_used_at = ${now} WHERE id = ${id} AND ended_at IS NULL AND last_used_at <= ${noted}`);
  }

  async noteSecondFactor(tx: Tx, id: string, now: Instant): Promise<void> {
    await tx.run(sql`UPDATE session SET second_factor_at = ${now} WHERE id = ${id}`);
  }

  /** @returns false when the user has no such session that is open */
  async endOne(tx: Tx, userId: string, id: string, now: Instant): Promise<boolean> {
    const ended = await tx.run(sql`
      UPDATE session SET ended_at = ${now}
      WHERE id = ${id} AND user_id = ${userId} AND ended_at IS NULL AND expires_at > ${now}`);
    return ended === 1;
  }

  async endAll(tx: Tx, userId: string, now: Instant): Promise<void> {
    await tx.run(sql`UPDATE session SET ended_at = ${now} WHERE user_id = ${userId} AND ended_at IS NULL`);
  }

  async endOthers(tx: Tx, userId: string, keptId: string, now: Instant): Promise<void> {
    await tx.run(sql`
      UPDATE session SET ended_at = ${now} WHERE user_id = ${userId} AND id <> ${keptId} AND ended_at IS NULL`);
  }

  /** Removes the user's sessions that can never be used again, so that the table does not grow with every sign-in. */
  async dropDead(tx: Tx, userId: string, limits: SessionLimits, now: Instant): Promise<void> {
    await tx.run(sql`
      DELETE FROM session
      WHERE user_id = ${userId} AND (ended_at IS NOT NULL OR expires_at <= ${now}
        OR created_at <= ${now - limits.absoluteHours * HOUR} OR last_used_at <= ${now - limits.idleMinutes * MINUTE})`);
  }
}
