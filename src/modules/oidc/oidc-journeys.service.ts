import { Inject, Injectable } from '@nestjs/common';
import { Clock, type Instant, MINUTE } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { type Occasion, UnitOfWork } from '../../platform/persistence/index.js';
import { hashOfSecret, newSecret } from '../identity/index.js';
import { IdentityProvider, type Vouched } from './identity-provider.js';
import { type JourneySecrets, journeySecrets } from './journey-secrets.js';
import { OidcRefused } from './oidc.errors.js';
import { OidcStore } from './oidc.store.js';

const JOURNEY_MS = 10 * MINUTE;

/** What a client comes back with. */
export interface Return {
  readonly transaction: string;
  readonly callbackUrl: string;
}

/** The ways to the provider and back: each is gone once, by whoever set out on it. */
@Injectable()
export class OidcJourneys {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: OidcStore,
    private readonly provider: IdentityProvider,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws DomainError 404 `auth.oidc-off`; 503 `auth.oidc-unavailable` */
  async begin(
    occasion: Occasion,
  ): Promise<{ readonly authorizationUrl: string; readonly transaction: string; readonly expiresAt: Instant }> {
    const transaction = newSecret();
    const authorizationUrl = await this.provider.authorizationUrl(this.secretsOf(transaction));
    const now = this.clock.now();
    const expiresAt = now + JOURNEY_MS;
    await this.unitOfWork.run(
      (tx) => this.store.putTransaction(tx, hashOfSecret(transaction), now, expiresAt),
      occasion,
    );
    return { authorizationUrl, transaction, expiresAt };
  }

  /**
   * The transaction is used up whatever comes of it, before the provider is asked.
   * @throws DomainError 404 `auth.oidc-off`; 401 `auth.oidc-refused`; 503 `auth.oidc-unavailable`
   */
  async complete(occasion: Occasion, { transaction, callbackUrl }: Return): Promise<Vouched> {
    const secrets = this.secretsOf(transaction);
    const used = await this.unitOfWork.run(
      (tx) => this.store.useTransaction(tx, hashOfSecret(transaction), this.clock.now()),
      occasion,
    );
    if (!used) throw OidcRefused();
    return this.provider.vouch(callbackUrl, secrets);
  }

  private secretsOf(transaction: string): JourneySecrets {
    // Asks whether it is set up at all before anything else.
    void this.provider.settings;
    return journeySecrets(this.config.tokenSecret, transaction);
  }
}
