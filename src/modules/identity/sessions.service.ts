import { Injectable } from '@nestjs/common';
import type { ActorRole } from '../../kernel/actor.js';
import { Clock, HOUR } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import type { Tx } from '../../platform/persistence/index.js';
import { sessionLimits } from './domain/security-policy.js';
import type { Session } from './entities/session.entity.js';
import type { User } from './entities/user.entity.js';
import { SecurityPolicies } from './security-policies.service.js';
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
  readonly sessionId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds that the access token is good for. */
  readonly expiresIn: number;
}

/** The session that a refresh token names, and whether the token is its current one. */
export interface ClaimedSession {
  readonly session: Session;
  readonly family: string;
  /** It is not: it was used before, so it is in two hands, and the session has been ended. */
  readonly reused: boolean;
}

/** Sign-ins that last longer than an access token. */
@Injectable()
export class Sessions {
  constructor(
    private readonly store: SessionsStore,
    private readonly cache: SignInCache,
    private readonly accessTokens: AccessTokens,
    private readonly policies: SecurityPolicies,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /** @param proved whether a second factor was proved, here or by whoever vouches for the person */
  async open(tx: Tx, user: User, proved: { readonly secondFactor: boolean } = NO_FACTOR): Promise<TokenPair> {
    const now = this.clock.now();
    const limits = sessionLimits(await this.policies.current(), user.role as ActorRole);
    const token = { sessionId: this.ids.next(), family: newSecret(), secret: newSecret() };
    await this.store.dropDead(tx, user.id, limits, now);
    await this.store.insert(tx, {
      id: token.sessionId,
      userId: user.id,
      refreshHash: hashOfSecret(token.secret),
      familyHash: hashOfSecret(token.family),
      createdAt: now,
      lastUsedAt: now,
      expiresAt: now + limits.absoluteHours * HOUR,
      endedAt: null,
      address: tx.occasion?.address ?? null,
      secondFactorAt: proved.secondFactor ? now : null,
    });
    return this.pair(user, token);
  }

  /**
   * The open session whose refresh token this is or was, or null. A token that was used before ends its session: it is
   * in two hands, and there is no telling which one is the thief's (RFC 9700 §4.14.2).
   */
  async claim(tx: Tx, refreshToken: string): Promise<ClaimedSession | null> {
    const token = parseRefreshToken(refreshToken);
    if (token === null) return null;
    const session = await this.store.lock(tx, token.sessionId);
    if (session === null || session.endedAt !== null) return null;
    if (session.familyHash !== hashOfSecret(token.family)) return null;
    const reused = session.refreshHash !== hashOfSecret(token.secret);
    if (reused) await this.endOne(tx, session.userId, session.id);
    return { session, family: token.family, reused };
  }

  /** New tokens for the session; those that it had can be used no more. */
  async renew(tx: Tx, user: User, { session, family }: ClaimedSession): Promise<TokenPair> {
    const token = { sessionId: session.id, family, secret: newSecret() };
    const refreshHash = hashOfSecret(token.secret);
    await this.store.renew(tx, { id: session.id, refreshHash, lastUsedAt: this.clock.now() });
    return this.pair(user, token);
  }

  /**
   * At once in this process; others notice within `RECHECK_MS`.
   * @returns false when the person has no such session that is open
   */
  async endOne(tx: Tx, userId: string, sessionId: string): Promise<boolean> {
    tx.afterCommit(() => this.cache.forget());
    return this.store.endOne(tx, userId, sessionId, this.clock.now());
  }

  /** Ends every session of the person: after a change of role, a deactivation, a loss of trust. */
  async endAll(tx: Tx, userId: string): Promise<void> {
    await this.store.endAll(tx, userId, this.clock.now());
    tx.afterCommit(() => this.cache.forget());
  }

  /** A second factor was proved in the session; those of the person that lack one end. */
  async proveSecondFactor(tx: Tx, userId: string, sessionId: string): Promise<void> {
    const now = this.clock.now();
    await this.store.noteSecondFactor(tx, sessionId, now);
    await this.store.endOthers(tx, userId, sessionId, now);
    tx.afterCommit(() => this.cache.forget());
  }

  private pair(user: User, token: RefreshToken): TokenPair {
    return {
      sessionId: token.sessionId,
      accessToken: this.accessTokens.issue(user, token.sessionId),
      refreshToken: refreshTokenText(token),
      expiresIn: this.accessTokens.lifeSeconds,
    };
  }
}

const NO_FACTOR = { secondFactor: false };
