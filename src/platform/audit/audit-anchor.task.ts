import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { Logger } from 'pino';
import { HOUR } from '../../kernel/clock.js';
import { LOGGER } from '../observability/logging.module.js';
import { Sweeps } from '../scheduling/index.js';
import { AuditVerification } from './audit-verification.js';

const NAME = 'audit-anchor';

/**
 * Writes the end of the audit chain to the log, at start, each hour and at the end: whoever collects the log elsewhere
 * can prove that nobody has written the whole chain anew.
 */
@Injectable()
export class AuditAnchorTask implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private isAtWork = false;

  constructor(
    private readonly verification: AuditVerification,
    private readonly schedule: SchedulerRegistry,
    private readonly sweeps: Sweeps,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.note();
    this.isAtWork = true;
    this.schedule.addInterval(
      NAME,
      setInterval(() => void this.note(), HOUR),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    // Whoever stops twice has no database any more the second time. The registry may have ended its intervals before us.
    if (!this.isAtWork) return;
    this.isAtWork = false;
    if (this.schedule.doesExist('interval', NAME)) this.schedule.deleteInterval(NAME);
    // What a sweep does until it rests has to be in what is noted last.
    await this.sweeps.rest();
    await this.note();
  }

  private async note(): Promise<void> {
    try {
      const { sequence, hash } = await this.verification.head();
      this.logger.info({ anchor: `${sequence}:${hash}` }, 'audit anchor');
    } catch (error) {
      this.logger.error({ err: error }, 'audit anchor could not be read');
    }
  }
}
