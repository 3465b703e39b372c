import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Clock, type Instant, SECOND } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { SignInInvalid } from './identity.errors.js';

/** What an access token says. */
export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
  /** The user's `securityVersion` when it was issued. */
  readonly securityVersion: number;
  readonly expiresAt: Instant;
}

interface Payload {
  readonly sub: string;
  readonly sid: string;
  readonly sv: number;
  readonly iat: number;
  readonly exp: number;
}

/** Access tokens: JWT, HS256, on the injected clock. */
@Injectable()
export class AccessTokens {
  readonly lifeSeconds: number;

  constructor(
    private readonly jwt: JwtService,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
  ) {
    this.lifeSeconds = config.accessTokenSeconds;
  }

  issue(user: { readonly id: string; readonly securityVersion: number }, sessionId: string): string {
    const iat = Math.floor(this.clock.now() / SECOND);
    const payload: Payload = {
      sub: user.id,
      sid: sessionId,
      sv: user.securityVersion,
      iat,
      exp: iat + this.lifeSeconds,
    };
    return this.jwt.sign(payload);
  }

  /**
   * Checks the signature; whether the time is over is for the caller to ask, again on every use.
   * @throws DomainError 401 `auth.invalid`
   */
  read(token: string): AccessClaims {
    const { sub, sid, sv, exp } = this.verified(token);
    return { userId: sub, sessionId: sid, securityVersion: sv, expiresAt: exp * SECOND };
  }

  private verified(token: string): Payload {
    try {
      // The library would ask the machine for the time, not the injected clock.
      return this.jwt.verify<Payload>(token, { algorithms: ['HS256'], ignoreExpiration: true });
    } catch {
      throw SignInInvalid();
    }
  }
}

/** How an API token begins, so that people and secret scanners recognise it. */
export const API_TOKEN_PREFIX = 'zq_';

/** 256 random bits as 43 characters. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a secret that has too many random bits to be guessed: no salt, no slow hash. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/**
 * `session.family.secret`. The secret changes with every use, the family stays for the life of the session: a token
 * of the right family with another secret has been used before, so two people have it.
 */
export interface RefreshToken {
  readonly sessionId: string;
  readonly family: string;
  readonly secret: string;
}

export function refreshTokenText({ sessionId, family, secret }: RefreshToken): string {
  return `${sessionId}.${family}.${secret}`;
}

/** Null when the text cannot be one. */
export function parseRefreshToken(text: string): RefreshToken | null {
  const [sessionId, family, secret, ...more] = text.split('.');
  return sessionId && family && secret && more.length === 0 ? { sessionId, family, secret } : null;
}
