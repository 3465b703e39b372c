import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { Tx } from '../../platform/persistence/index.js';
import { ApiTokensStore } from './api-tokens.store.js';
import type { ApiToken } from './entities/api-token.entity.js';
import { TokenNotFound, TooManyTokens } from './identity.errors.js';
import { SignInCache } from './sign-in-cache.js';

const MOST_TOKENS = 50;

/** Personal tokens for other programs. */
@Injectable()
export class ApiTokens {
  constructor(
    private readonly store: ApiTokensStore,
    private readonly cache: SignInCache,
    private readonly clock: Clock,
  ) {}

  /**
   * @param token of an account that is locked
   * @throws DomainError 422 `token.too-many`
   */
  async add(tx: Tx, token: Omit<ApiToken, 'user'>): Promise<void> {
    const live = await this.store.countLive(tx, token.userId, this.clock.now());
    if (live >= MOST_TOKENS) throw TooManyTokens({ most: MOST_TOKENS });
    await this.store.insert(tx, token);
  }

  /**
   * @returns the name of the token
   * @throws DomainError 404 `token.not-found`
   */
  async revoke(tx: Tx, userId: string, id: string): Promise<string> {
    const name = await this.store.revoke(tx, userId, id, this.clock.now());
    if (name === null) throw TokenNotFound();
    tx.afterCommit(() => this.cache.forget());
    return name;
  }

  async revokeAll(tx: Tx, userId: string): Promise<void> {
    await this.store.revokeAll(tx, userId, this.clock.now());
    tx.afterCommit(() => this.cache.forget());
  }
}
