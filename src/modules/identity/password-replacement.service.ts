import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import { ApiTokens } from './api-tokens.service.js';
import type { User } from './entities/user.entity.js';
import { PasswordHistoryStore } from './password-history.store.js';
import { Sessions } from './sessions.service.js';
import { Users } from './users.service.js';

/** Puts a new password in the place of the old one. */
@Injectable()
export class PasswordReplacement {
  constructor(
    private readonly users: Users,
    private readonly history: PasswordHistoryStore,
    private readonly sessions: Sessions,
    private readonly apiTokens: ApiTokens,
    private readonly audit: AuditTrail,
  ) {}

  /** Nothing that was handed out under the old password outlives it: every session ends, every API token is revoked. */
  async replace(tx: Tx, { id, regionCode }: User, newHash: string): Promise<void> {
    await this.users.setPassword(tx, id, newHash);
    await this.history.trim(tx, id);
    await this.sessions.endAll(tx, id);
    await this.apiTokens.revokeAll(tx, id);
    this.audit.record(tx, { action: 'account.password-changed', subject: { kind: 'user', id, regionCode } });
  }
}
