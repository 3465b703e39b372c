import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock, type Instant, MINUTE } from '../../kernel/clock.js';
import { LOGGER } from '../../platform/observability/logging.module.js';
import { type Tx, UnitOfWork } from '../../platform/persistence/index.js';
import { ApiTokensStore } from './api-tokens.store.js';
import { SessionsStore } from './sessions.store.js';

/** Notes when a token or a session was used, to the minute and on the side: no request waits for it or fails with it. */
@Injectable()
export class LastUses {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tokens: ApiTokensStore,
    private readonly sessions: SessionsStore,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  ofToken(id: string, lastUsedAt: Instant | null): void {
    this.note(lastUsedAt, (now) => (tx) => this.tokens.noteUse(tx, id, now, now - MINUTE));
  }

  ofSession(id: string, lastUsedAt: Instant): void {
    this.note(lastUsedAt, (now) => (tx) => this.sessions.noteUse(tx, id, now, now - MINUTE));
  }

  private note(lastUsedAt: Instant | null, workAt: (now: Instant) => (tx: Tx) => Promise<void>): void {
    const now = this.clock.now();
    if (lastUsedAt !== null && lastUsedAt > now - MINUTE) return;
    this.unitOfWork
      .run(workAt(now))
      .catch((err: unknown) => this.logger.warn({ err }, 'the use of a token or session was not noted'));
  }
}
