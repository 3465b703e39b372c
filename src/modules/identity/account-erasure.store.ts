import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import type { RetentionDue } from '../../kernel/retention-due.js';
import { first, isOneOf, type Tx } from '../../platform/persistence/index.js';

@Injectable()
export class AccountErasureStore {
  /** Whether nobody else could administer what this account administers. */
  async isLastOfItsPost(tx: Tx, userId: string): Promise<boolean> {
    const post = await first<{ role: string }>(
      tx,
      sql`SELECT role FROM app_user WHERE id = ${userId} AND ${isOneOf(sql`role`, ['admin', 'security', 'auditor'])}`,
    );
    if (post === null) return false;
    // They all stay as they are until the unit of work ends: two that are erased at once must not both go.
    const holders = await tx.all<{ id: string }>(sql`
      SELECT id FROM app_user WHERE role = ${post.role} AND active = ${true} ORDER BY id ${tx.dialect.forUpdate}`);
    return holders.every(({ id }) => id === userId);
  }

  /** The account stays, since records point to it; nothing in it tells who it was, and nobody can sign in. */
  anonymise(
    tx: Tx,
    userId: string,
    { username, displayName, at }: { readonly username: string; readonly displayName: string; readonly at: Instant },
  ): Promise<number> {
    return tx.run(sql`
      UPDATE app_user
      SET username = ${username}, display_name = ${displayName}, password_hash = NULL, active = ${false},
          security_version = security_version + 1, updated_at = ${at}, version = version + 1
      WHERE id = ${userId}`);
  }

  deleteSignIns(tx: Tx, userId: string): Promise<number> {
    return tx.run(sql`DELETE FROM session WHERE user_id = ${userId}`);
  }

  /** Earlier passwords, the second factor and its recovery codes. */
  async deleteProofs(tx: Tx, userId: string): Promise<number> {
    const history = await tx.run(sql`DELETE FROM password_history WHERE user_id = ${userId}`);
    const codes = await tx.run(sql`DELETE FROM recovery_code WHERE user_id = ${userId}`);
    return history + codes + (await tx.run(sql`DELETE FROM second_factor WHERE user_id = ${userId}`));
  }

  deleteTokens(tx: Tx, userId: string): Promise<number> {
    return tx.run(sql`DELETE FROM api_token WHERE user_id = ${userId}`);
  }

  dropSessions(tx: Tx, { endedBefore, most }: RetentionDue): Promise<number> {
    return tx.run(sql`
      DELETE FROM session WHERE id IN (SELECT id FROM session WHERE ${sessionEnded(endedBefore)} LIMIT ${most})`);
  }

  countSessions(tx: Tx, { endedBefore }: RetentionDue): Promise<number> {
    return counted(tx, sql`session WHERE ${sessionEnded(endedBefore)}`);
  }

  dropTokens(tx: Tx, { endedBefore, most }: RetentionDue): Promise<number> {
    return tx.run(sql`
      DELETE FROM api_token WHERE id IN (SELECT id FROM api_token WHERE ${tokenIsVoid(endedBefore)} LIMIT ${most})`);
  }

  countTokens(tx: Tx, { endedBefore }: RetentionDue): Promise<number> {
    return counted(tx, sql`api_token WHERE ${tokenIsVoid(endedBefore)}`);
  }
}

const sessionEnded = (before: Instant): Sql => sql`(ended_at < ${before} OR expires_at < ${before})`;
const tokenIsVoid = (before: Instant): Sql => sql`(revoked_at < ${before} OR expires_at < ${before})`;

async function counted(tx: Tx, rows: Sql): Promise<number> {
  const row = await first<{ number: number }>(tx, sql`SELECT COUNT(*) AS number FROM ${rows}`);
  return row!.number;
}
