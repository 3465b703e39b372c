import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/index.js';
import type { Occasion, Tx } from '../../platform/persistence/index.js';
import { actingUser } from './acting-user.js';
import type { User } from './entities/user.entity.js';
import { SessionRights } from './session-rights.service.js';
import { Sessions } from './sessions.service.js';
import type { SignedIn } from './sign-in.service.js';
import { UsersStore } from './users.store.js';

/** What is known of somebody whom an identity provider vouches for. */
export interface Voucher {
  readonly method: 'oidc';
  /** Whether the provider has seen one. */
  readonly secondFactor: boolean;
}

/** Opens sessions for people whom somebody else vouches for. */
@Injectable()
export class VouchedSignIns {
  constructor(
    private readonly store: UsersStore,
    private readonly sessions: Sessions,
    private readonly rights: SessionRights,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @param user an account at work, locked
   * @returns null when the policy or the person asks for a second factor, and there was none
   */
  async open(tx: Tx, user: User, { method, secondFactor }: Voucher): Promise<SignedIn | null> {
    const rights = await this.rights.of(user, secondFactor);
    if (rights.restriction === 'second-factor-required') return null;
    if (!secondFactor && (await this.store.hasSecondFactor(tx, user.id))) return null;
    const tokens = await this.sessions.open(tx, user, { secondFactor });
    this.audit.record(tx, {
      action: 'session.opened',
      actor: actingUser(user),
      subject: { kind: 'user', id: user.id, regionCode: user.regionCode },
      details: { method, secondFactor },
    });
    return { user, ...tokens, ...rights };
  }

  /** @param user whom the provider has vouched for, if that is anybody here */
  async tellRefusal(occasion: Occasion, user: User | null, wrong: string): Promise<void> {
    const subject = user === null ? {} : { subject: { kind: 'user', id: user.id, regionCode: user.regionCode } };
    const details = { method: 'oidc', wrong };
    await this.audit.note(occasion, { action: 'session.refused', outcome: 'refused', ...subject, details });
  }
}
