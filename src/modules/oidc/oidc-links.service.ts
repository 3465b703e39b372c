import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { RunAgain, type Tx } from '../../platform/persistence/index.js';
import { Users } from '../identity/index.js';
import { IdentityProvider, type Vouched } from './identity-provider.js';
import { OidcNotLinked, OidcOnlyWay, OidcTaken } from './oidc.errors.js';
import { OidcStore } from './oidc.store.js';

/** An account as identity keeps it. */
export type Account = NonNullable<Awaited<ReturnType<Users['find']>>>;

/** Which identity of the provider belongs to which account. */
@Injectable()
export class OidcLinks {
  constructor(
    private readonly store: OidcStore,
    private readonly provider: IdentityProvider,
    private readonly users: Users,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** The account that the identity is linked to, locked; or null. */
  async holder(tx: Tx, { issuer, subject }: Vouched): Promise<Account | null> {
    const userId = await this.store.holderOf(tx, issuer, subject);
    return userId === null ? null : this.users.lock(tx, userId);
  }

  /** @throws DomainError 404 `auth.oidc-off` */
  mustBeOn(): void {
    void this.provider.settings;
  }

  isLinked(tx: Tx, userId: string): Promise<boolean> {
    return this.store.hasLink(tx, userId, this.provider.settings.issuer);
  }

  /** @throws DomainError 409 `auth.oidc-linked` */
  async add(tx: Tx, account: Account, { issuer, subject }: Vouched, by: 'holder' | 'claim'): Promise<void> {
    const taken = (await this.store.holderOf(tx, issuer, subject)) !== null;
    if (taken || (await this.isLinked(tx, account.id))) throw OidcTaken();
    try {
      await this.store.insertLink(tx, { issuer, subject, userId: account.id, createdAt: this.clock.now() });
    } catch (error) {
      // A parallel one was faster: look again, and find its link.
      if (tx.dialect.isUniqueViolation(error)) throw new RunAgain();
      throw error;
    }
    this.audit.record(tx, {
      action: 'oidc.linked',
      subject: { kind: 'user', id: account.id, regionCode: account.regionCode },
      details: { issuer, subject, by },
    });
  }

  /** @throws DomainError 404 `auth.oidc-off`, `auth.oidc-not-linked`; 422 `auth.oidc-only-way` */
  async remove(tx: Tx, userId: string): Promise<void> {
    const { issuer } = this.provider.settings;
    const account = await this.users.lock(tx, userId);
    if (account?.passwordHash === null) throw OidcOnlyWay();
    if (!account || !(await this.store.dropLink(tx, userId, issuer))) throw OidcNotLinked();
    this.audit.record(tx, {
      action: 'oidc.unlinked',
      subject: { kind: 'user', id: userId, regionCode: account.regionCode },
      details: { issuer },
    });
  }
}
