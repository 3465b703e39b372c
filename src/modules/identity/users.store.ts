import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import {
  assignments,
  first,
  insertRows,
  type Row,
  type SqlSession,
  type Tx,
} from '../../platform/persistence/index.js';
import type { User } from './entities/user.entity.js';

// 14 columns each: stays far below the 32,766 values that one SQLite statement may have.
const ROWS_AT_ONCE = 1_000;

@Injectable()
export class UsersStore {
  async insert(tx: Tx, users: readonly User[]): Promise<void> {
    for (let start = 0; start < users.length; start += ROWS_AT_ONCE) {
      const rows = users.slice(start, start + ROWS_AT_ONCE).map((user): Row => ({ ...user }));
      await tx.run(insertRows('app_user', rows));
    }
  }

  byUsername(session: SqlSession, username: string): Promise<User | null> {
    return one(session, sql`SELECT * FROM app_user WHERE username = ${username}`);
  }

  byId(session: SqlSession, id: string): Promise<User | null> {
    return one(session, sql`SELECT * FROM app_user WHERE id = ${id}`);
  }

  /** Nobody else changes this user until the unit of work ends. */
  lock(tx: Tx, id: string): Promise<User | null> {
    return one(tx, sql`SELECT * FROM app_user WHERE id = ${id} ${tx.dialect.forUpdate}`);
  }

  async change(tx: Tx, user: User): Promise<void> {
    const { displayName, role, regionCode, cadreId, enterpriseId, active, securityVersion, updatedAt, version } = user;
    const known = { displayName, role, regionCode, cadreId, enterpriseId, active, securityVersion, updatedAt, version };
    await tx.run(sql`UPDATE app_user SET ${assignments('app_user', known)} WHERE id = ${user.id}`);
  }

  /** Whether the person has an authenticator app that they have confirmed. */
  async hasSecondFactor(tx: Tx, id: string): Promise<boolean> {
    const found = await tx.all(sql`
      SELECT user_id FROM second_factor WHERE user_id = ${id} AND confirmed_at IS NOT NULL`);
    return found.length > 0;
  }

  /** The one before goes into the history. */
  async setPassword(tx: Tx, id: string, passwordHash: string, now: Instant): Promise<void> {
    await tx.run(sql`
      INSERT INTO password_history (user_id, user_version, password_hash, replaced_at)
      SELECT id, version, password_hash, ${now} FROM app_user WHERE id = ${id} AND password_hash IS NOT NULL`);
    await tx.run(sql`
      UPDATE app_user
      SET password_hash = ${passwordHash}, password_changed_at = ${now}, security_version = security_version + 1,
        updated_at = ${now}, version = version + 1
      WHERE id = ${id}`);
  }

  /** Which of the things that the account points to do not exist. */
  async unknownLinks(tx: Tx, user: User): Promise<('regionCode' | 'cadreId' | 'enterpriseId')[]> {
    const found = await tx.all<{ link: string }>(sql`
      SELECT 'regionCode' AS link FROM region WHERE code = ${user.regionCode}
      UNION ALL SELECT 'cadreId' AS link FROM cadre WHERE id = ${user.cadreId ?? ''}
      UNION ALL SELECT 'enterpriseId' AS link FROM enterprise WHERE id = ${user.enterpriseId ?? ''}`);
    const known = new Set(found.map((row) => row.link));
    return (['regionCode', 'cadreId', 'enterpriseId'] as const).filter(
      (link) => user[link] !== null && !known.has(link),
    );
  }
}

async function one(session: SqlSession, query: Sql): Promise<User | null> {
  const user = await first<User>(session, query);
  // SQLite has no booleans and answers 0 or 1.
  return user && { ...user, active: Boolean(user.active) };
}
