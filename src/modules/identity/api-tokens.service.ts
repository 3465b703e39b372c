import { Injectable } from '@nestjs/common';
import { Clock, DAY, type Instant } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import type { Scope } from '../../kernel/scopes.js';
import { type Tx, UnitOfWork } from '../../platform/persistence/index.js';
import { ApiTokensStore } from './api-tokens.store.js';
import { BadExpiry, ForeignScope, TokenNotFound, TooManyTokens } from './identity.errors.js';
import type { ListedToken } from './identity.read-model.js';
import { type SignIn, SignInCache } from './sign-in-cache.js';
import { API_TOKEN_PREFIX, hashOfSecret, newSecret } from './tokens.js';

const LONGEST_DAYS = 365;
const MOST_TOKENS = 50;

export interface TokenPlan {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Instant;
}

/** Personal tokens for other programs. */
@Injectable()
export class ApiTokens {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: ApiTokensStore,
    private readonly cache: SignInCache,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /**
   * @returns the new token with its secret, which is not kept and cannot be shown again
   * @throws DomainError 422 `token.scope`, `token.expiry`, `token.too-many`
   */
  async create(owner: SignIn, plan: TokenPlan): Promise<ListedToken & { readonly token: string }> {
    const now = this.clock.now();
    const foreign = plan.scopes.filter((scope) => !owner.scopes.has(scope));
    if (foreign.length > 0) throw ForeignScope(foreign.join(', '));
    if (plan.expiresAt <= now || plan.expiresAt > now + LONGEST_DAYS * DAY) throw BadExpiry(LONGEST_DAYS);
    const token = API_TOKEN_PREFIX + newSecret();
    const listed = {
      id: this.ids.next(),
      name: plan.name,
      scopes: JSON.stringify(plan.scopes),
      createdAt: now,
      expiresAt: plan.expiresAt,
      lastUsedAt: null,
    };
    await this.unitOfWork.run(async (tx) => {
      const live = await this.store.countLive(tx, owner.actor.userId, now);
      if (live >= MOST_TOKENS) throw TooManyTokens({ most: MOST_TOKENS });
      const row = { ...listed, userId: owner.actor.userId, tokenHash: hashOfSecret(token), revokedAt: null };
      await this.store.insert(tx, row);
    });
    return { ...listed, token };
  }

  /** @throws DomainError 404 `token.not-found` */
  async revoke(userId: string, id: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      if (!(await this.store.revoke(tx, userId, id, this.clock.now()))) throw TokenNotFound();
      tx.afterCommit(() => this.cache.forget());
    });
  }

  async revokeAll(tx: Tx, userId: string): Promise<void> {
    await this.store.revokeAll(tx, userId, this.clock.now());
    tx.afterCommit(() => this.cache.forget());
  }
}
