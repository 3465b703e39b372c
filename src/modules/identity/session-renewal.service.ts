import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Occasion, type Tx, UnitOfWork } from '../../platform/persistence/index.js';
import { SignInInvalid } from './identity.errors.js';
import { SessionRights } from './session-rights.service.js';
import { type ClaimedSession, Sessions } from './sessions.service.js';
import type { SignedIn } from './sign-in.service.js';
import { Users } from './users.service.js';

/** Exchanges refresh tokens. */
@Injectable()
export class SessionRenewal {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: Sessions,
    private readonly rights: SessionRights,
    private readonly users: Users,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 401 `auth.invalid` */
  async refresh(occasion: Occasion, refreshToken: string): Promise<SignedIn> {
    // Refused only after the commit: the end of a session whose token was used twice must last.
    const renewed = await this.unitOfWork.run(async (tx) => {
      const claimed = await this.sessions.claim(tx, refreshToken);
      if (claimed === null) return null;
      return claimed.reused ? this.tellReuse(tx, claimed) : this.renew(tx, claimed);
    }, occasion);
    if (renewed === null) throw SignInInvalid();
    return renewed;
  }

  private async renew(tx: Tx, claimed: ClaimedSession): Promise<SignedIn | null> {
    const { session } = claimed;
    const user = await this.users.find(tx, session.userId);
    if (!user?.active) return null;
    if (this.clock.now() >= (await this.rights.endOf(session, user.role))) return null;
    const tokens = await this.sessions.renew(tx, user, claimed);
    return { user, ...tokens, ...(await this.rights.of(user, session.secondFactorAt !== null)) };
  }

  private tellReuse(tx: Tx, { session }: ClaimedSession): null {
    this.audit.record(tx, {
      action: 'session.token-reused',
      outcome: 'refused',
      subject: { kind: 'user', id: session.userId },
      details: { sessionId: session.id },
    });
    return null;
  }
}
