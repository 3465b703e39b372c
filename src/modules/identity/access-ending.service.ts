import { Injectable } from '@nestjs/common';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import type { Tx } from '../../platform/persistence/index.js';
import { ApiTokens } from './api-tokens.service.js';
import { Sessions } from './sessions.service.js';

/** An event: what was handed out to the account is good no more; whoever handed out something else takes it back too. */
export class AccessEnded {
  constructor(
    readonly userId: string,
    /** Whether whoever vouches for the person has to be told anew whom. */
    readonly linksToo: boolean,
  ) {}
}

/** Takes back whatever opens an account, but for the password and the second factor. */
@Injectable()
export class AccessEnding {
  constructor(
    private readonly sessions: Sessions,
    private readonly apiTokens: ApiTokens,
    private readonly events: TransactionalEvents,
  ) {}

  /** @param userId of an account that is locked */
  async end(tx: Tx, userId: string, { linksToo }: { readonly linksToo: boolean }): Promise<void> {
    await this.sessions.endAll(tx, userId);
    await this.apiTokens.revokeAll(tx, userId);
    await this.events.emit(tx, new AccessEnded(userId, linksToo));
  }
}
