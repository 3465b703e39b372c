import { Injectable } from '@nestjs/common';
import type { Actor, ActorRole } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import type { Scope } from '../../kernel/scopes.js';
import { SignInExpired, SignInInvalid } from './identity.errors.js';
import { IdentityReadModel, type SessionHolder, type TokenHolder } from './identity.read-model.js';
import { LastUses } from './last-uses.service.js';
import { SessionRights } from './session-rights.service.js';
import { type SignIn, SignInCache } from './sign-in-cache.js';
import { AccessTokens, API_TOKEN_PREFIX, hashOfSecret } from './tokens.js';

/** Finds out who a bearer token stands for: an access token of a session, or an API token. */
@Injectable()
export class Authenticator {
  constructor(
    private readonly cache: SignInCache,
    private readonly accessTokens: AccessTokens,
    private readonly readModel: IdentityReadModel,
    private readonly lastUses: LastUses,
    private readonly rights: SessionRights,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 401 `auth.invalid`, or `auth.expired` when a refresh token may still help */
  async authenticate(bearer: string): Promise<SignIn> {
    const signIn = await this.cache.get(bearer, () => this.load(bearer, true));
    if (this.clock.now() >= signIn.expiresAt) throw SignInExpired();
    return signIn;
  }

  /**
   * For whoever has been let in and stays: this is no use of the sign-in, which may end for want of use meanwhile.
   * @throws DomainError like {@link authenticate}
   */
  async recheck(bearer: string): Promise<SignIn> {
    const signIn = await this.load(bearer, false);
    if (this.clock.now() >= signIn.expiresAt) throw SignInExpired();
    return signIn;
  }

  private load(bearer: string, isUse: boolean): Promise<SignIn> {
    return bearer.startsWith(API_TOKEN_PREFIX) ? this.byApiToken(bearer, isUse) : this.byAccessToken(bearer, isUse);
  }

  private async byAccessToken(bearer: string, isUse: boolean): Promise<SignIn> {
    const claims = this.accessTokens.read(bearer);
    const holder = await this.readModel.holderOfSession(claims.sessionId);
    if (holder === null || !holder.active || holder.endedAt !== null) throw SignInInvalid();
    if (holder.userId !== claims.userId) throw SignInInvalid();
    const endsAt = await this.rights.endOf(holder, holder.role);
    const now = this.clock.now();
    if (now >= endsAt) throw SignInInvalid();
    // The session goes on: its refresh token gives an access token of the new version.
    if (holder.securityVersion !== claims.securityVersion) throw SignInExpired();
    if (isUse && now < claims.expiresAt) this.lastUses.ofSession(claims.sessionId, holder.lastUsedAt);
    return {
      actor: actorOf(holder),
      ...(await this.rights.of({ ...holder, createdAt: holder.openedAt }, holder.secondFactorAt !== null)),
      sessionId: claims.sessionId,
      expiresAt: Math.min(claims.expiresAt, endsAt),
    };
  }

  private async byApiToken(bearer: string, isUse: boolean): Promise<SignIn> {
    const holder = await this.readModel.holderOfToken(hashOfSecret(bearer));
    if (holder === null || !holder.active || holder.revokedAt !== null) throw SignInInvalid();
    const actor = actorOf(holder);
    const { scopes, restriction } = await this.rights.ofToken(actor.role, holder.secondFactorAt !== null);
    const granted = (JSON.parse(holder.scopes) as Scope[]).filter((scope) => scopes.has(scope));
    if (isUse && holder.expiresAt > this.clock.now()) this.lastUses.ofToken(holder.tokenId, holder.lastUsedAt);
    return { actor, scopes: new Set(granted), restriction, sessionId: null, expiresAt: holder.expiresAt };
  }
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
