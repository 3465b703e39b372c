import { Inject, Injectable } from '@nestjs/common';
import * as client from 'openid-client';
import type { Logger } from 'pino';
import { Clock, HOUR, type Instant } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import type { OidcConfig } from '../../platform/config/oidc-config.js';
import { LOGGER } from '../../platform/observability/logging.module.js';
import { provesSecondFactor } from './domain/second-factor.js';
import type { JourneySecrets } from './journey-secrets.js';
import { OidcOff, OidcRefused, OidcUnavailable } from './oidc.errors.js';

/** Whom the provider vouches for. */
export interface Vouched {
  readonly issuer: string;
  readonly subject: string;
  /** What the configured claim says, if it is a text. */
  readonly name: string | null;
  readonly secondFactor: boolean;
}

const PATIENCE_SECONDS = 10;
const METADATA_LIFE = HOUR;
const NOBODY_ANSWERS = 'fetch failed';

/**
 * The configured OpenID Connect provider. Nothing that a request says is ever fetched: the addresses are those that the
 * configured issuer publishes about itself.
 */
@Injectable()
export class IdentityProvider {
  private discovered: { readonly at: Instant; readonly configuration: Promise<client.Configuration> } | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 404 `auth.oidc-off` */
  get settings(): OidcConfig {
    if (this.config.oidc === null) throw OidcOff();
    return this.config.oidc;
  }

  /** @throws DomainError 503 `auth.oidc-unavailable` */
  async authorizationUrl({ state, nonce, verifier }: JourneySecrets): Promise<string> {
    const configuration = await this.configuration();
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: new URL(this.settings.redirectUri).href,
      scope: 'openid profile',
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return url.href;
  }

  /**
   * Exchanges what the provider has sent back for its word on who it is.
   * @throws DomainError 401 `auth.oidc-refused`; 503 `auth.oidc-unavailable`
   */
  async vouch(callbackUrl: string, { state, nonce, verifier }: JourneySecrets): Promise<Vouched> {
    const { claim, secondFactors } = this.settings;
    const callback = this.callbackOf(callbackUrl);
    const configuration = await this.configuration();
    const answer = await client
      .authorizationCodeGrant(configuration, callback, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      .catch((error: unknown) => this.giveUp(error));
    const claims = answer.claims();
    if (claims === undefined) throw OidcRefused();
    const name = claims[claim];
    return {
      issuer: this.settings.issuer,
      subject: claims.sub,
      name: typeof name === 'string' ? name : null,
      secondFactor: provesSecondFactor(claims.amr, secondFactors),
    };
  }

  private callbackOf(callbackUrl: string): URL {
    const expected = new URL(this.settings.redirectUri);
    const given = URL.canParse(callbackUrl) ? new URL(callbackUrl) : null;
    if (given?.origin !== expected.origin || given.pathname !== expected.pathname) throw OidcRefused();
    expected.search = given.search;
    return expected;
  }

  private configuration(): Promise<client.Configuration> {
    const now = this.clock.now();
    if (this.discovered !== null && now - this.discovered.at < METADATA_LIFE) return this.discovered.configuration;
    const fresh = { at: now, configuration: this.discover() };
    this.discovered = fresh;
    fresh.configuration.catch(() => {
      if (this.discovered === fresh) this.discovered = null;
    });
    return fresh.configuration;
  }

  private async discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const server = new URL(issuer);
    // Over https, TLS says who it is; plain http is for loopback alone, which the configuration has checked.
    const onLoopback = server.protocol === 'http:' ? [client.allowInsecureRequests] : [];
    try {
      return await client.discovery(server, clientId, {}, client.ClientSecretPost(clientSecret), {
        execute: [client.enableNonRepudiationChecks, ...onLoopback],
        timeout: PATIENCE_SECONDS,
      });
    } catch (error) {
      this.logger.warn({ issuer, reason: reasonOf(error) }, 'the identity provider was not found');
      throw OidcUnavailable();
    }
  }

  private giveUp(error: unknown): never {
    const unavailable = isUnavailable(error);
    this.logger.warn({ reason: reasonOf(error), unavailable }, 'a sign-in through the identity provider failed');
    throw unavailable ? OidcUnavailable() : OidcRefused();
  }
}

/** Whether it is the provider's trouble or ours with it, and not what was presented to it. */
function isUnavailable(error: unknown): boolean {
  if (error instanceof client.ResponseBodyError) return error.status >= 500 || error.error === 'invalid_client';
  const { code, message, cause } = error as { code?: unknown; message?: string; cause?: { message?: string } };
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM') return true;
  // What fetch throws when nobody answers; the library hands it on, or wraps it.
  return message === NOBODY_ANSWERS || cause?.message === NOBODY_ANSWERS;
}

/** Never the whole error: it may hold the provider's answer with its tokens. */
function reasonOf(error: unknown): string {
  const { name, code, error: problem } = error as { name?: string; code?: unknown; error?: unknown };
  return [name, code, problem].filter((part) => typeof part === 'string').join(' ');
}
