import { Injectable } from '@nestjs/common';
import { Clock, HOUR, type Instant, iso } from '../../kernel/clock.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { Reader, type Tx } from '../../platform/persistence/index.js';
import { hashOfSecret, newSecret, Users } from '../identity/index.js';
import { type Account, AccountChanges, subjectOf } from './account-changes.service.js';
import { AccountEnded, AccountNotFound, InvitationInvalid } from './accounts.errors.js';
import { InvitationsStore } from './invitations.store.js';

/** A long weekend. */
export const INVITATION_MS = 72 * HOUR;

export interface NewInvitation {
  /** Not kept, and cannot be shown again. */
  readonly token: string;
  readonly expiresAt: Instant;
}

/** One-time links by which the holders of accounts choose their passwords, the first one and any later. */
@Injectable()
export class Invitations {
  constructor(
    private readonly store: InvitationsStore,
    private readonly accounts: AccountChanges,
    private readonly users: Users,
    private readonly audit: AuditTrail,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError like {@link make} */
  async makeFor(tx: Tx, username: string): Promise<NewInvitation> {
    const user = await this.users.findByUsername(tx, username);
    if (user === null) throw AccountNotFound();
    return this.make(tx, user.id);
  }

  /** @throws DomainError 404 `user.not-found`; 422 `user.ended` */
  async make(tx: Tx, userId: string): Promise<NewInvitation & { readonly account: Account }> {
    const account = await this.accounts.lock(tx, userId);
    if (!account.active) throw AccountEnded();
    const now = this.clock.now();
    const token = newSecret();
    const expiresAt = now + INVITATION_MS;
    await this.store.put(tx, { userId, tokenHash: hashOfSecret(token), createdAt: now, expiresAt });
    this.audit.record(tx, {
      action: 'invitation.made',
      subject: subjectOf(account),
      details: { expiresAt: iso(expiresAt) },
    });
    return { token, expiresAt, account };
  }

  /** @throws DomainError 401 `invitation.invalid` */
  async holder(token: string): Promise<Account> {
    const userId = await this.store.holder(this.reader, hashOfSecret(token), this.clock.now());
    const account = userId === null ? null : await this.users.find(this.reader, userId);
    if (!account?.active) throw InvitationInvalid();
    return account;
  }

  /**
   * The account that the token is for; the token is good no more, whoever else presents it at the same time.
   * @throws DomainError 401 `invitation.invalid`
   */
  async use(tx: Tx, token: string): Promise<Account> {
    const tokenHash = hashOfSecret(token);
    const now = this.clock.now();
    const holder = await this.store.holder(tx, tokenHash, now);
    if (holder === null || !(await this.store.use(tx, tokenHash, now))) throw InvitationInvalid();
    const account = await this.accounts.lock(tx, holder);
    if (!account.active) throw InvitationInvalid();
    // Nobody is signed in: whoever has the link acts as its holder.
    this.audit.record(tx, { action: 'invitation.accepted', subject: subjectOf(account) });
    return account;
  }
}
