import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { Logger } from 'pino';
import { HOUR } from '../../kernel/clock.js';
import { LOGGER } from '../../platform/observability/logging.module.js';
import { Retention } from './retention.service.js';

const NAME = 'retention';

/** Asks every hour whether a day has passed since the last run of a rule. */
@Injectable()
export class RetentionTask implements OnApplicationBootstrap, OnApplicationShutdown {
  private running: Promise<void> | null = null;

  constructor(
    private readonly retention: Retention,
    private readonly schedule: SchedulerRegistry,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const timer = setInterval(() => {
      this.running ??= this.run().finally(() => (this.running = null));
    }, HOUR);
    this.schedule.addInterval(NAME, timer);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.schedule.doesExist('interval', NAME)) this.schedule.deleteInterval(NAME);
    await this.running;
  }

  private async run(): Promise<void> {
    try {
      const outcomes = await this.retention.runIfDue();
      if (outcomes.some(({ dropped }) => dropped > 0)) this.logger.info({ outcomes }, 'retention');
    } catch (error) {
      this.logger.error({ err: error }, 'retention failed');
    }
  }
}
