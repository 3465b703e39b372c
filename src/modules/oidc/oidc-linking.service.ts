import { Injectable } from '@nestjs/common';
import { type Call, Writes } from '../../platform/http/index.js';
import { SessionChecks, SessionOwners, SessionRequired, type SignIn } from '../identity/index.js';
import { OidcJourneys, type Return } from './oidc-journeys.service.js';
import { OidcLinks } from './oidc-links.service.js';

/** What people do about the link of their own account. */
@Injectable()
export class OidcLinking {
  constructor(
    private readonly writes: Writes,
    private readonly journeys: OidcJourneys,
    private readonly links: OidcLinks,
    private readonly checks: SessionChecks,
    private readonly owners: SessionOwners,
  ) {}

  /**
   * A way in that outlives the session takes more than the session.
   * @throws DomainError 401 `auth.oidc-refused`; 404 `auth.oidc-off`; 409 `auth.oidc-linked`; 422 `password.wrong`; 429; 503
   */
  async link(
    call: Call,
    signIn: SignIn,
    comingBack: Return & { readonly currentPassword?: string | undefined },
  ): Promise<void> {
    this.mustBeSession(signIn);
    await this.writes.inSteps(call, async () => {
      await this.checks.passwordIfAny(call, signIn, comingBack.currentPassword, 'currentPassword');
      const vouched = await this.journeys.complete(call, comingBack);
      return this.writes.once(call, async (tx) => {
        const { user } = await this.owners.lock(tx, signIn);
        await this.links.add(tx, user, vouched, 'holder');
        return {};
      });
    });
  }

  /** @throws DomainError 404 `auth.oidc-off`, `auth.oidc-not-linked`; 422 `auth.oidc-only-way` */
  async unlink(call: Call, signIn: SignIn): Promise<void> {
    this.mustBeSession(signIn);
    await this.writes.once(call, async (tx) => {
      await this.links.remove(tx, call.actor.userId);
      return {};
    });
  }

  /** Another program must not change how its owner signs in. */
  private mustBeSession({ sessionId }: SignIn): void {
    this.links.mustBeOn();
    if (sessionId === null) throw SessionRequired();
  }
}
