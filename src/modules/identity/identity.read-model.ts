import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { first, Reader } from '../../platform/persistence/index.js';
import type { ApiToken } from './entities/api-token.entity.js';
import type { Session } from './entities/session.entity.js';
import type { User } from './entities/user.entity.js';

type Person = Pick<
  User,
  'displayName' | 'role' | 'regionCode' | 'cadreId' | 'enterpriseId' | 'active' | 'securityVersion'
> & { readonly userId: string; readonly departmentId: string | null };

export type SessionHolder = Person &
  Pick<User, 'passwordHash' | 'passwordChangedAt'> &
  Pick<Session, 'createdAt' | 'lastUsedAt' | 'expiresAt' | 'endedAt' | 'secondFactorAt'> & {
    readonly sessionId: string;
    readonly openedAt: Instant;
  };
export type TokenHolder = Person &
  Pick<ApiToken, 'scopes' | 'expiresAt' | 'lastUsedAt' | 'revokedAt' | 'secondFactorAt'> & { tokenId: string };
export type ListedSession = Pick<Session, 'id' | 'createdAt' | 'lastUsedAt' | 'expiresAt' | 'address'>;
export type ListedToken = Pick<ApiToken, 'id' | 'name' | 'scopes' | 'createdAt' | 'expiresAt' | 'lastUsedAt'>;

const PERSON = raw(
  'u.id AS user_id, u.display_name, u.role, u.region_code, u.cadre_id, u.enterprise_id, u.active, u.security_version, c.department_id',
);

@Injectable()
export class IdentityReadModel {
  constructor(private readonly reader: Reader) {}

  holderOfSession(sessionId: string): Promise<SessionHolder | null> {
    return first(
      this.reader,
      sql`
        SELECT ${PERSON}, u.password_hash, u.password_changed_at, u.created_at AS opened_at, s.id AS session_id,
          s.created_at, s.last_used_at, s.expires_at, s.ended_at, s.second_factor_at
        FROM session s JOIN app_user u ON u.id = s.user_id LEFT JOIN cadre c ON c.id = u.cadre_id
        WHERE s.id = ${sessionId}`,
    );
  }

  holderOfToken(tokenHash: string): Promise<TokenHolder | null> {
    return first(
      this.reader,
      sql`
        SELECT ${PERSON}, t.id AS token_id, t.scopes, t.expires_at, t.last_used_at, t.revoked_at,
          t.second_factor_at
        FROM api_token t JOIN app_user u ON u.id = t.user_id LEFT JOIN cadre c ON c.id = u.cadre_id
        WHERE t.token_hash = ${tokenHash}`,
    );
  }

  /** The user's sessions that nobody has ended, the latest used first. */
  sessionsOf(userId: string): Promise<ListedSession[]> {
    return this.reader.all(sql`
      SELECT id, created_at, last_used_at, expires_at, address FROM session
      WHERE user_id = ${userId} AND ended_at IS NULL
      ORDER BY last_used_at DESC, id DESC`);
  }

  /** The user's API tokens that can be used now, newest first. */
  tokensOf(userId: string, now: Instant): Promise<ListedToken[]> {
    return this.reader.all(sql`
      SELECT id, name, scopes, created_at, expires_at, last_used_at FROM api_token
      WHERE user_id = ${userId} AND revoked_at IS NULL AND expires_at > ${now}
      ORDER BY created_at DESC, id DESC`);
  }
}
