import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { type Instant, SECOND } from '../../kernel/clock.js';
import { LOGGER } from '../observability/logging.module.js';
import { Metrics } from '../observability/metrics.js';

/** Says what sweeps have done, in the log and in the metrics. */
@Injectable()
export class SweepWatch {
  constructor(
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** A run that had nothing to do is counted and not told. */
  done(
    sweep: string,
    outcome: Readonly<Record<string, number>>,
    { startedAt, finishedAt }: { startedAt: Instant; finishedAt: Instant },
  ): void {
    this.metrics.sweepRuns.inc({ sweep, result: 'done' });
    this.metrics.sweepFinished.set({ sweep }, finishedAt / SECOND);
    this.count(sweep, outcome);
    if (Object.values(outcome).some((count) => count > 0))
      this.logger.info({ sweep, outcome, ms: finishedAt - startedAt }, 'sweep');
  }

  /** What a run that fails at its end has done nevertheless. */
  doneInPart(sweep: string, outcome: Readonly<Record<string, number>>, failed: number): void {
    this.count(sweep, { ...outcome, failed });
    this.logger.info({ sweep, outcome, failed }, 'sweep done in part');
  }

  /** @param item its id, which is nothing that a client has chosen */
  itemFailed(sweep: string, item: string, error: unknown): void {
    this.logger.error({ err: error, sweep, item }, 'a sweep failed with an item');
  }

  leftToOthers(sweep: string): void {
    this.metrics.sweepRuns.inc({ sweep, result: 'elsewhere' });
  }

  failed(sweep: string): void {
    this.metrics.sweepRuns.inc({ sweep, result: 'failed' });
  }

  tellFailure(sweep: string, error: unknown): void {
    this.logger.error({ err: error, sweep }, 'sweep failed');
  }

  leaseLost(sweep: string, error?: unknown): void {
    if (error === undefined) this.logger.warn({ sweep }, 'the lease of a sweep was lost');
    else this.logger.warn({ err: error, sweep }, 'the lease of a sweep could not be renewed');
  }

  private count(sweep: string, outcome: Readonly<Record<string, number>>): void {
    for (const [what, count] of Object.entries(outcome)) this.metrics.sweepItems.inc({ sweep, what }, count);
  }
}
