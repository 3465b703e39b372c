import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../observability/logging.module.js';
import { Metrics } from '../observability/metrics.js';

/** How an attempt to deliver a message ended. */
type DeliveryResult = 'delivered' | 'postponed' | 'failed' | 'dead';

/** Says how deliveries end, in the log and in the metrics. */
@Injectable()
export class DeliveryWatch {
  constructor(
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @param told for the log: of a failure only, since a delivery is nothing to tell */
  ended(kind: string, result: DeliveryResult, told: Readonly<Record<string, unknown>> = {}): void {
    this.metrics.deliveries.inc({ kind, result });
    if (result === 'dead') this.logger.warn({ kind, ...told }, 'a message is dead');
    if (result === 'failed') this.logger.info({ kind, ...told }, 'a message was not delivered');
  }

  notWrittenDown(kind: string, message: string, error: unknown): void {
    this.logger.error({ err: error, kind, message }, 'the end of a delivery could not be written down');
  }
}
