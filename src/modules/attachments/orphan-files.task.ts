import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { Logger } from 'pino';
import { HOUR } from '../../kernel/clock.js';
import { LOGGER } from '../../platform/observability/logging.module.js';
import { OrphanFiles } from './orphan-files.service.js';

const NAME = 'orphan-files';

/**
 * Sweeps at the start, for what a killed process has left, and every hour. The server starts it: a command on the same
 * folder, or the loading of the demo into a database that is not in its place yet, must remove nothing.
 */
@Injectable()
export class OrphanFilesTask implements OnApplicationShutdown {
  private running: Promise<void> | null = null;

  constructor(
    private readonly orphans: OrphanFiles,
    private readonly schedule: SchedulerRegistry,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  start(): void {
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
