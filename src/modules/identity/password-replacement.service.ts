import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import { AccessEnding } from './access-ending.service.js';
import type { User } from './entities/user.entity.js';
import { PasswordHistoryStore } from './password-history.store.js';
import { Users } from './users.service.js';

/** Puts a new password in the place of the old one. */
@Injectable()
export class PasswordReplacement {
  constructor(
    private readonly users: Users,
    private readonly history: PasswordHistoryStore,
    private readonly access: AccessEnding,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Nothing that was handed out under the old password outlives it: every session ends, every API token and every
   * invitation is good no more.
   * @param linksToo the person does not know the old password: what others may have done with it goes as well
   */
  async replace(tx: Tx, { id, regionCode }: User, newHash: string, linksToo = false): Promise<void> {
    await this.users.setPassword(tx, id, newHash);
    await this.history.trim(tx, id);
    await this.access.end(tx, id, { linksToo });
    this.audit.record(tx, { action: 'account.password-changed', subject: { kind: 'user', id, regionCode } });
  }
}
