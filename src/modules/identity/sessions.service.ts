import { Inject, Injectable } from '@nestjs/common';
import { Clock, SECOND } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import type { Tx } from '../../platform/persistence/index.js';
import type { Session } from './entities/session.entity.js';
import type { User } from './entities/user.entity.js';
import { SessionsStore } from './sessions.store.js';
import { SignInCache } from './sign-in-cache.js';
import {
  AccessTokens,
  hashOfSecret,
  newSecret,
  parseRefreshToken,
  type RefreshToken,
  refreshTokenText,
} from './tokens.js';

/** What a client holds of its session. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds that the access token is good for. */
  readonly expiresIn: number;
}

/** The session that a refresh token has just opened. */
export interface ClaimedSession {
  readonly session: Session;
  readonly family: string;
}

/** Sign-ins that last longer than an access token. */
@Injectable()
export class Sessions {
  private readonly lifeMs: number;

  constructor(
    private readonly store: SessionsStore,
    private readonly cache: SignInCache,
    private readonly accessTokens: AccessTokens,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    @Inject(CONFIG) config: Config,
  ) {
    this.lifeMs = config.refreshTokenSeconds * SECOND;
  }

  async open(tx: Tx, user: User): Promise<TokenPair> {
    const now = this.clock.now();
    const token = { sessionId: this.ids.next(), family: newSecret(), secret: newSecret() };
    await this.store.dropDead(tx, user.id, now);
    await this.store.insert(tx, {
      id: token.sessionId,
      userId: user.id,
      refreshHash: hashOfSecret(token.secret),
      familyHash: hashOfSecret(token.family),
      createdAt: now,
      lastUsedAt: now,
      expiresAt: now + this.lifeMs,
      endedAt: null,
    });
    return this.pair(user, token);
  }

  /**
   * The live session whose current refresh token this is, or null. A token that was used before ends its session:
   * it is in two hands, and there is no telling which one is the thief's (RFC 9700 §4.14.2).
   */
  async claim(tx: Tx, refreshToken: string): Promise<ClaimedSession | null> {
    const token = parseRefreshToken(refreshToken);
    if (token === null) return null;
    const session = await this.store.lock(tx, token.sessionId);
    if (session === null || session.endedAt !== null || session.expiresAt <= this.clock.now()) return null;
    if (session.familyHash !== hashOfSecret(token.family)) return null;
    if (session.refreshHash === hashOfSecret(token.secret)) return { session, family: token.family };
    await this.end(tx, session.id);
    return null;
  }

  /** New tokens for the session; those that it had can be used no more. */
  async renew(tx: Tx, user: User, { session, family }: ClaimedSession): Promise<TokenPair> {
    const now = this.clock.now();
    const token = { sessionId: session.id, family, secret: newSecret() };
    await this.store.renew(tx, {
      id: session.id,
      refreshHash: hashOfSecret(token.secret),
      lastUsedAt: now,
      expiresAt: now + this.lifeMs,
    });
    return this.pair(user, token);
  }

  /** At once in this process; others notice within `RECHECK_MS`. */
  async end(tx: Tx, sessionId: string): Promise<void> {
    await this.store.end(tx, sessionId, this.clock.now());
    tx.afterCommit(() => this.cache.forget());
  }

  /** Ends every session of the person: after a change of role, a deactivation, a loss of trust. */
  async endAll(tx: Tx, userId: string): Promise<void> {
    await this.store.endAll(tx, userId, this.clock.now());
    tx.afterCommit(() => this.cache.forget());
  }

  async endOthers(tx: Tx, userId: string, keptId: string): Promise<void> {
    await this.store.endOthers(tx, userId, keptId, this.clock.now());
    tx.afterCommit(() => this.cache.forget());
  }

  private pair(user: User, token: RefreshToken): TokenPair {
    return {
      accessToken: this.accessTokens.issue(user, token.sessionId),
      refreshToken: refreshTokenText(token),
      expiresIn: this.accessTokens.lifeSeconds,
    };
  }
}
