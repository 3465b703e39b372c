import { Inject, Injectable } from '@nestjs/common';
import type { Actor, ActorRole } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import type { Scope } from '../../kernel/scopes.js';
import { ApiTokens } from './api-tokens.service.js';
import { SignInExpired, SignInInvalid } from './identity.errors.js';
import { IdentityReadModel, type SessionHolder, type TokenHolder } from './identity.read-model.js';
import { type SignIn, SignInCache } from './sign-in-cache.js';
import { AccessTokens, API_TOKEN_PREFIX, hashOfSecret } from './tokens.js';

/** Injection token: which scopes each role has, handed in by whoever decides that. */
export const SCOPES_OF_ROLE = Symbol('ScopesOfRole');
export type ScopesOfRole = Readonly<Record<ActorRole, ReadonlySet<Scope>>>;

/** Finds out who a bearer token stands for: an access token of a session, or an API token. */
@Injectable()
export class Authenticator {
  constructor(
    private readonly cache: SignInCache,
    private readonly accessTokens: AccessTokens,
    private readonly apiTokens: ApiTokens,
    private readonly readModel: IdentityReadModel,
    private readonly clock: Clock,
    @Inject(SCOPES_OF_ROLE) private readonly scopesOfRole: ScopesOfRole,
  ) {}

  /** @throws DomainError 401 `auth.invalid`, or `auth.expired` when a refresh token may still help */
  async authenticate(bearer: string): Promise<SignIn> {
    const signIn = await this.cache.get(bearer, () => this.load(bearer));
    if (this.clock.now() >= signIn.expiresAt) throw SignInExpired();
    return signIn;
  }

  private load(bearer: string): Promise<SignIn> {
    return bearer.startsWith(API_TOKEN_PREFIX) ? this.byApiToken(bearer) : this.byAccessToken(bearer);
  }

  private async byAccessToken(bearer: string): Promise<SignIn> {
    const claims = this.accessTokens.read(bearer);
    const holder = await this.readModel.holderOfSession(claims.sessionId);
    if (holder === null || !isLive(holder, this.clock.now()) || holder.userId !== claims.userId) throw SignInInvalid();
    // The session goes on: its refresh token gives an access token of the new version.
    if (holder.securityVersion !== claims.securityVersion) throw SignInExpired();
    const actor = actorOf(holder);
    return {
      actor,
      scopes: this.scopesOfRole[actor.role],
      sessionId: claims.sessionId,
      expiresAt: Math.min(claims.expiresAt, holder.expiresAt),
    };
  }

  private async byApiToken(bearer: string): Promise<SignIn> {
    const holder = await this.readModel.holderOfToken(hashOfSecret(bearer));
    if (holder === null || !holder.active || holder.revokedAt !== null) throw SignInInvalid();
    const actor = actorOf(holder);
    const roleScopes = this.scopesOfRole[actor.role];
    const granted = (JSON.parse(holder.scopes) as Scope[]).filter((scope) => roleScopes.has(scope));
    if (holder.expiresAt > this.clock.now()) this.apiTokens.noteUse(holder.tokenId, holder.lastUsedAt);
    return { actor, scopes: new Set(granted), sessionId: null, expiresAt: holder.expiresAt };
  }
}

function isLive(holder: SessionHolder, now: number): boolean {
  return holder.active && holder.endedAt === null && holder.expiresAt > now;
}

function actorOf(holder: SessionHolder | TokenHolder): Actor {
  return {
    userId: holder.userId,
    displayName: holder.displayName,
    role: holder.role as ActorRole,
    regionCode: holder.regionCode,
    cadreId: holder.cadreId,
    departmentId: holder.departmentId,
    enterpriseId: holder.enterpriseId,
  };
}
