import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, Writes } from '../../platform/http/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import { AccessEnding } from './access-ending.service.js';
import { Attempts } from './attempts.service.js';
import type { User } from './entities/user.entity.js';
import { UserNotFound } from './identity.errors.js';
import { SecondFactors } from './second-factors.service.js';
import { Users } from './users.service.js';

/** What the security officer does to somebody else's account. */
@Injectable()
export class AccountSafety {
  constructor(
    private readonly writes: Writes,
    private readonly users: Users,
    private readonly access: AccessEnding,
    private readonly attempts: Attempts,
    private readonly secondFactors: SecondFactors,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 404 `user.not-found` */
  endSessions(call: Call, userId: string): Promise<void> {
    return this.act(call, 'account.sessions-ended', async (tx) => {
      const user = await this.users.lock(tx, userId);
      if (user) await this.access.end(tx, userId, { linksToo: true });
      return user;
    });
  }

  /** @throws DomainError 404 `user.not-found` */
  unlock(call: Call, username: string): Promise<void> {
    return this.act(call, 'account.unlocked', async (tx) => {
      const user = await this.users.findByUsername(tx, username);
      if (user) await this.attempts.unlock(tx, user.username);
      return user;
    });
  }

  /** @throws DomainError 404 `user.not-found` */
  resetSecondFactor(call: Call, userId: string): Promise<void> {
    return this.act(call, 'second-factor.reset', async (tx) => {
      const user = await this.users.lock(tx, userId);
      if (user) await this.secondFactors.remove(tx, userId);
      if (user) await this.access.end(tx, userId, { linksToo: false });
      return user;
    });
  }

  private async act(call: Call, action: string, work: (tx: Tx) => Promise<User | null>): Promise<void> {
    await this.writes.once(call, async (tx) => {
      const user = await work(tx);
      if (user === null) throw UserNotFound();
      this.audit.record(tx, { action, subject: { kind: 'user', id: user.id, regionCode: user.regionCode } });
      return {};
    });
  }
}
