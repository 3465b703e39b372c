import { AsyncResource } from 'node:async_hooks';
import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { SECOND } from '../../kernel/clock.js';
import { LOGGER } from '../observability/logging.module.js';
import { DeliveryAttempts } from './delivery-attempts.js';
import { DeliveryLine } from './delivery-line.js';
import { OutboxHandlers } from './outbox-handlers.js';

/** How soon a process notices what others have put, and what has become due. */
const POLLED_EVERY_MS = 5 * SECOND;

/**
 * Delivers what is due, each kind in a line of its own, so that one does not hold up another. Several processes may do
 * so on one database. Only the server starts it: a command, or the loading of the demo, delivers nothing.
 */
@Injectable()
export class OutboxDelivery implements BeforeApplicationShutdown {
  private readonly lines = new Map<string, DeliveryLine>();
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;
  // The context of the request that has put a message is not the context of its delivery.
  private readonly root = new AsyncResource('OutboxDelivery');

  constructor(
    private readonly handlers: OutboxHandlers,
    private readonly attempts: DeliveryAttempts,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => this.fillAll(), POLLED_EVERY_MS);
    this.fillAll();
  }

  /** After a commit: at once in this process, while the others poll. */
  wake(kind: string): void {
    if (this.timer !== null) this.fill(kind);
  }

  /** Does not wait for the timer; delivers until nothing is due, also nothing that a delivery has put. */
  async deliverDue(): Promise<void> {
    for (let anyTaken = true; anyTaken;) {
      this.fillAll();
      const taken = await Promise.all([...this.lines.values()].map((line) => line.quiet()));
      anyTaken = taken.some((count) => count > 0);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    await Promise.all([...this.lines.values()].map((line) => line.stop()));
  }

  private fillAll(): void {
    for (const kind of this.handlers.kinds) this.fill(kind);
  }

  private fill(kind: string): void {
    const handler = this.handlers.of(kind);
    if (this.stopped || handler === undefined) return;
    const line = this.lines.get(kind) ?? new DeliveryLine(kind, handler.parallel, this.attempts, this.logger);
    this.lines.set(kind, line);
    this.root.runInAsyncScope(() => line.fill());
  }
}
