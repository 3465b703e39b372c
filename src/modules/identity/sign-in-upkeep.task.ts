import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { LOGGER } from '../../platform/observability/logging.module.js';
import { UnitOfWork } from '../../platform/persistence/index.js';
import { Attempts } from './attempts.service.js';

const NAME = 'sign-in-upkeep';

/** Sweeps counted attempts away that no limit needs any more, never two sweeps at once. */
@Injectable()
export class SignInUpkeep implements OnApplicationBootstrap, OnApplicationShutdown {
  private running: Promise<void> | null = null;

  constructor(
    private readonly attempts: Attempts,
    private readonly unitOfWork: UnitOfWork,
    private readonly schedule: SchedulerRegistry,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const timer = setInterval(() => {
      this.running ??= this.sweep().finally(() => (this.running = null));
    }, this.config.sweepSeconds * 1000);
    this.schedule.addInterval(NAME, timer);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.schedule.doesExist('interval', NAME)) this.schedule.deleteInterval(NAME);
    await this.running;
  }

  private async sweep(): Promise<void> {
    try {
      await this.unitOfWork.run((tx) => this.attempts.forgetOld(tx));
    } catch (error) {
      this.logger.error({ err: error }, 'the sweep of counted attempts failed');
    }
  }
}
