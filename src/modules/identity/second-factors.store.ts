import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { first, insertRows, type SqlSession, type Tx } from '../../platform/persistence/index.js';
import type { SecondFactor } from './entities/second-factor.entity.js';

@Injectable()
export class SecondFactorsStore {
  find(session: SqlSession, userId: string): Promise<SecondFactor | null> {
    return first<SecondFactor>(session, sql`SELECT * FROM second_factor WHERE user_id = ${userId}`);
  }

  async insert(tx: Tx, factor: Omit<SecondFactor, 'user'>): Promise<void> {
    await tx.run(insertRows('second_factor', [{ ...factor }]));
  }

  /** @returns false when a code of this step or of a later one was used before */
  async useStep(tx: Tx, userId: string, step: number): Promise<boolean> {
    const used = await tx.run(sql`
      UPDATE second_factor SET last_step = ${step} WHERE user_id = ${userId} AND last_step < ${step}`);
    return used === 1;
  }

  async confirm(tx: Tx, userId: string, now: Instant): Promise<void> {
    await tx.run(sql`UPDATE second_factor SET confirmed_at = ${now} WHERE user_id = ${userId}`);
  }

  async insertCodes(tx: Tx, userId: string, hashes: readonly string[]): Promise<void> {
    await tx.run(
      insertRows(
        'recovery_code',
        hashes.map((codeHash) => ({ codeHash, userId, usedAt: null })),
      ),
    );
  }

  /** @returns false when there is no such code of the user's, or it was used before */
  async useCode(tx: Tx, userId: string, codeHash: string, now: Instant): Promise<boolean> {
    const used = await tx.run(sql`
      UPDATE recovery_code SET used_at = ${now}
      WHERE code_hash = ${codeHash} AND user_id = ${userId} AND used_at IS NULL`);
    return used === 1;
  }

  async codesLeft(session: SqlSession, userId: string): Promise<number> {
    const counted = await first<{ codes: number }>(
      session,
      sql`SELECT COUNT(*) AS codes FROM recovery_code WHERE user_id = ${userId} AND used_at IS NULL`,
    );
    return counted?.codes ?? 0;
  }

  async remove(tx: Tx, userId: string): Promise<void> {
    await tx.run(sql`DELETE FROM recovery_code WHERE user_id = ${userId}`);
    await tx.run(sql`DELETE FROM second_factor WHERE user_id = ${userId}`);
  }
}
