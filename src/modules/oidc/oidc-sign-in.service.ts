import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import { type Occasion, type Tx, UnitOfWork } from '../../platform/persistence/index.js';
import { type SignedIn, Users, VouchedSignIns } from '../identity/index.js';
import { IdentityProvider, type Vouched } from './identity-provider.js';
import { OidcJourneys, type Return } from './oidc-journeys.service.js';
import { type Account, OidcLinks } from './oidc-links.service.js';
import { OidcSecondFactor, OidcStranger } from './oidc.errors.js';

/** Sign-in on the word of the identity provider. */
@Injectable()
export class OidcSignIn {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly journeys: OidcJourneys,
    private readonly links: OidcLinks,
    private readonly provider: IdentityProvider,
    private readonly users: Users,
    private readonly signIns: VouchedSignIns,
  ) {}

  /**
   * @throws DomainError 404 `auth.oidc-off`; 401 `auth.oidc-refused`, `auth.oidc-account`, `auth.oidc-second-factor`;
   * 503 `auth.oidc-unavailable`
   */
  async finish(occasion: Occasion, comingBack: Return): Promise<SignedIn> {
    const vouched = await this.journeys.complete(occasion, comingBack);
    let seen: Account | null = null;
    try {
      return await this.unitOfWork.run(async (tx) => {
        seen = (await this.links.holder(tx, vouched)) ?? (await this.named(tx, vouched));
        return this.open(tx, seen, vouched);
      }, occasion);
    } catch (error) {
      // After the unit: what it had done, a new link for instance, is undone. Nobody fills the trail with these, since
      // each takes a sign-in at the provider.
      if (error instanceof DomainError) await this.signIns.tellRefusal(occasion, seen, error.code);
      throw error;
    }
  }

  private async open(tx: Tx, account: Account | null, { secondFactor }: Vouched): Promise<SignedIn> {
    if (!account?.active) throw OidcStranger();
    const signedIn = await this.signIns.open(tx, account, { method: 'oidc', secondFactor });
    if (signedIn === null) throw OidcSecondFactor();
    return signedIn;
  }

  /** The account that the claim names, now linked for good; or null. */
  private async named(tx: Tx, vouched: Vouched): Promise<Account | null> {
    if (!this.provider.settings.linksByClaim || vouched.name === null) return null;
    const found = await this.users.findByUsername(tx, vouched.name);
    const account = found && (await this.users.lock(tx, found.id));
    // An account that has an identity already is not for another one of the same name.
    if (!account?.active || (await this.links.isLinked(tx, account.id))) return null;
    await this.links.add(tx, account, vouched, 'claim');
    return account;
  }
}
