import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { Logger } from 'pino';
import { HOUR } from '../../kernel/clock.js';
import { LOGGER } from '../../platform/observability/logging.module.js';
import { OrphanFiles } from './orphan-files.service.js';

const NAME = 'orphan-files';

/** Sweeps at the start, for what a killed process has left, and every hour. */
@Injectable()
export class OrphanFilesTask implements OnApplicationBootstrap, OnApplicationShutdown {
  private running: Promise<void> | null = null;

  constructor(
    private readonly orphans: OrphanFiles,
    private readonly schedule: SchedulerRegistry,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.begin();
    this.schedule.addInterval(
      NAME,
      setInterval(() => this.begin(), HOUR),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.schedule.doesExist('interval', NAME)) this.schedule.deleteInterval(NAME);
    await this.running;
  }

  private begin(): void {
    this.running ??= this.sweep().finally(() => (this.running = null));
  }

  private async sweep(): Promise<void> {
    try {
      const removed = await this.orphans.sweep();
      if (removed > 0) this.logger.info({ removed }, 'files without an attachment swept');
    } catch (error) {
      this.logger.error({ err: error }, 'sweep of files failed');
    }
  }
}
