import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Writes } from '../../platform/http/index.js';
import { LOGGER } from '../../platform/observability/logging.module.js';
import { UnitOfWork } from '../../platform/persistence/index.js';
import { IssueWindows } from './issue-windows.service.js';

const NAME = 'issue-windows';

/** Sweeps regularly, never two sweeps at once; what a stopped process missed, the next one catches up with. */
@Injectable()
export class IssueWindowsTask implements OnApplicationBootstrap, OnApplicationShutdown {
  private running: Promise<void> | null = null;

  constructor(
    private readonly windows: IssueWindows,
    private readonly writes: Writes,
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
      const moved = await this.windows.sweep();
      const forgotten = await this.unitOfWork.run((tx) => this.writes.forgetOld(tx));
      if (moved + forgotten > 0) this.logger.info({ moved, forgotten }, 'sweep');
    } catch (error) {
      this.logger.error({ err: error }, 'sweep failed');
    }
  }
}
