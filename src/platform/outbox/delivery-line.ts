import type { Logger } from 'pino';
import type { DeliveryAttempts } from './delivery-attempts.js';

/** The messages of one kind on their way out of this process: as many at once as it has places for. */
export class DeliveryLine {
  private readonly underWay = new Set<Promise<void>>();
  private filling: Promise<void> | null = null;
  /** Something was put, or a place became free, while messages were being claimed. */
  private again = false;
  private stopped = false;
  private taken = 0;

  constructor(
    private readonly kind: string,
    private readonly places: number,
    private readonly attempts: DeliveryAttempts,
    private readonly logger: Logger,
  ) {}

  /** Takes what is due, as far as there is a free place. */
  fill(): void {
    if (this.stopped) return;
    this.again = true;
    this.filling ??= this.claimWhileDue().finally(() => (this.filling = null));
  }

  /** Waits for what is under way; nothing more is taken. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.quiet();
  }

  /** @returns how many messages were taken meanwhile */
  async quiet(): Promise<number> {
    const before = this.taken;
    while (this.filling !== null || this.underWay.size > 0) await Promise.all([this.filling, ...this.underWay]);
    return this.taken - before;
  }

  private async claimWhileDue(): Promise<void> {
    try {
      while (this.again && !this.stopped) {
        this.again = false;
        const free = this.places - this.underWay.size;
        if (free > 0) (await this.attempts.claim(this.kind, free)).forEach((message) => this.begin(message));
      }
    } catch (error) {
      this.logger.error({ err: error, kind: this.kind }, 'the outbox could not be read');
    }
  }

  private begin(message: Parameters<DeliveryAttempts['deliver']>[1]): void {
    this.taken += 1;
    const delivery = this.attempts.deliver(this.kind, message).finally(() => {
      this.underWay.delete(delivery);
      this.fill();
    });
    this.underWay.add(delivery);
  }
}
