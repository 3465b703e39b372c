import { Injectable } from '@nestjs/common';
import { Clock, DAY, type Instant, iso } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import type { Scope } from '../../kernel/scopes.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, Writes } from '../../platform/http/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import { ApiTokens } from './api-tokens.service.js';
import { BadExpiry, ForeignScope, SessionRequired } from './identity.errors.js';
import type { ListedToken } from './identity.read-model.js';
import { SessionOwners } from './session-owners.service.js';
import type { SignIn } from './sign-in-cache.js';
import { API_TOKEN_PREFIX, hashOfSecret, newSecret } from './tokens.js';

const LONGEST_DAYS = 365;

export interface TokenPlan {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Instant;
}

/** What somebody does with the tokens that they give to other programs. */
@Injectable()
export class OwnApiTokens {
  constructor(
    private readonly writes: Writes,
    private readonly owners: SessionOwners,
    private readonly apiTokens: ApiTokens,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /**
   * @returns the new token with its secret, of which only a hash is kept
   * @throws DomainError 401 `auth.invalid`; 403 `auth.session-required`; 422 `token.scope`, `token.expiry`,
   * `token.too-many`
   */
  async create(call: Call, signIn: SignIn, plan: TokenPlan): Promise<ListedToken & { readonly token: string }> {
    // Before a kept answer is looked for: a token must not be shown to another token.
    if (signIn.sessionId === null) throw SessionRequired();
    return this.writes.once(call, (tx) => this.add(tx, signIn, plan));
  }

  /** @throws DomainError 404 `token.not-found` */
  async revoke(call: Call, userId: string, id: string): Promise<void> {
    await this.writes.once(call, async (tx) => {
      const name = await this.apiTokens.revoke(tx, userId, id);
      this.audit.record(tx, { action: 'token.revoked', subject: { kind: 'token', id }, details: { name } });
      return {};
    });
  }

  private async add(tx: Tx, signIn: SignIn, { name, scopes, expiresAt }: TokenPlan) {
    const now = this.clock.now();
    const foreign = scopes.filter((scope) => !signIn.scopes.has(scope));
    if (foreign.length > 0) throw ForeignScope(foreign.join(', '));
    if (expiresAt <= now || expiresAt > now + LONGEST_DAYS * DAY) throw BadExpiry(LONGEST_DAYS);
    const token = API_TOKEN_PREFIX + newSecret();
    const listed = {
      ...{ id: this.ids.next(), name, scopes: JSON.stringify(scopes) },
      ...{ createdAt: now, expiresAt, lastUsedAt: null },
    };
    const { user, session } = await this.owners.lock(tx, signIn);
    const kept = { tokenHash: hashOfSecret(token), revokedAt: null, secondFactorAt: session.secondFactorAt };
    await this.apiTokens.add(tx, { ...listed, ...kept, userId: user.id });
    const details = { name, scopes, expiresAt: iso(expiresAt) };
    this.audit.record(tx, { action: 'token.created', subject: { kind: 'token', id: listed.id }, details });
    return { ...listed, token };
  }
}
