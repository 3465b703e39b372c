import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { first, insertRows, type SqlSession, type Tx } from '../../platform/persistence/index.js';
import type { Invitation } from './entities/invitation.entity.js';

@Injectable()
export class InvitationsStore {
  /** An earlier one of the same account is gone. */
  async put(tx: Tx, invitation: Omit<Invitation, 'user'>): Promise<void> {
    await this.drop(tx, invitation.userId);
    await tx.run(insertRows('invitation', [{ ...invitation }]));
  }

  async drop(tx: Tx, userId: string): Promise<void> {
    await tx.run(sql`DELETE FROM invitation WHERE user_id = ${userId}`);
  }

  /** The account that the token is for, or null when it is good for none. */
  async holder(session: SqlSession, tokenHash: string, now: Instant): Promise<string | null> {
    const found = await first<{ userId: string }>(
      session,
      sql`SELECT user_id FROM invitation WHERE token_hash = ${tokenHash} AND expires_at > ${now}`,
    );
    return found?.userId ?? null;
  }

  /** @returns false when somebody else was faster, or it has expired */
  async use(tx: Tx, tokenHash: string, now: Instant): Promise<boolean> {
    return (await tx.run(sql`DELETE FROM invitation WHERE token_hash = ${tokenHash} AND expires_at > ${now}`)) === 1;
  }
}
