import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { first, insertRows, type SqlSession, type Tx } from '../../platform/persistence/index.js';

@Injectable()
export class SetupStore {
  /** Whether a token that was made before is still good. */
  async hasLive(session: SqlSession, now: Instant): Promise<boolean> {
    return (await first(session, sql`SELECT id FROM setup_token WHERE expires_at > ${now}`)) !== null;
  }

  async dropAll(tx: Tx): Promise<void> {
    await tx.run(sql`DELETE FROM setup_token`);
  }

  /** Fails when another one is still good: there is one row at most. */
  async put(tx: Tx, tokenHash: string, createdAt: Instant, expiresAt: Instant): Promise<void> {
    await tx.run(sql`DELETE FROM setup_token WHERE expires_at <= ${createdAt}`);
    await tx.run(insertRows('setup_token', [{ id: 1, tokenHash, createdAt, expiresAt }]));
  }

  async isGood(session: SqlSession, tokenHash: string, now: Instant): Promise<boolean> {
    const found = await first(
      session,
      sql`SELECT id FROM setup_token WHERE token_hash = ${tokenHash} AND expires_at > ${now}`,
    );
    return found !== null;
  }

  /** @returns false when somebody else was faster */
  async use(tx: Tx, tokenHash: string, now: Instant): Promise<boolean> {
    return (await tx.run(sql`DELETE FROM setup_token WHERE token_hash = ${tokenHash} AND expires_at > ${now}`)) === 1;
  }
}
