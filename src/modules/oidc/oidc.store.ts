import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { first, insertRows, type Tx } from '../../platform/persistence/index.js';
import type { OidcLink } from './entities/oidc-link.entity.js';

@Injectable()
export class OidcStore {
  /** Those that nobody came back for are gone. */
  async putTransaction(tx: Tx, secretHash: string, now: Instant, expiresAt: Instant): Promise<void> {
    await tx.run(sql`DELETE FROM oidc_transaction WHERE expires_at <= ${now}`);
    await tx.run(insertRows('oidc_transaction', [{ secretHash, expiresAt }]));
  }

  /** @returns false when there is none, it has expired, or somebody else was faster */
  async useTransaction(tx: Tx, secretHash: string, now: Instant): Promise<boolean> {
    const used = await tx.run(
      sql`DELETE FROM oidc_transaction WHERE secret_hash = ${secretHash} AND expires_at > ${now}`,
    );
    return used === 1;
  }

  async holderOf(tx: Tx, issuer: string, subject: string): Promise<string | null> {
    const found = await first<{ userId: string }>(
      tx,
      sql`SELECT user_id FROM oidc_link WHERE issuer = ${issuer} AND subject = ${subject}`,
    );
    return found?.userId ?? null;
  }

  async hasLink(tx: Tx, userId: string, issuer: string): Promise<boolean> {
    const found = await tx.all(sql`SELECT subject FROM oidc_link WHERE user_id = ${userId} AND issuer = ${issuer}`);
    return found.length > 0;
  }

  async insertLink(tx: Tx, link: Omit<OidcLink, 'user'>): Promise<void> {
    await tx.run(insertRows('oidc_link', [{ ...link }]));
  }

  /** @returns how many there were */
  dropLinks(tx: Tx, userId: string): Promise<number> {
    return tx.run(sql`DELETE FROM oidc_link WHERE user_id = ${userId}`);
  }

  /** @returns false when the account has none */
  async dropLink(tx: Tx, userId: string, issuer: string): Promise<boolean> {
    return (await tx.run(sql`DELETE FROM oidc_link WHERE user_id = ${userId} AND issuer = ${issuer}`)) > 0;
  }
}
