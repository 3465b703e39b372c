import { v7 } from 'uuid';
import { Clock } from './clock.js';

/** Where identifiers come from; time-ordered, so that new rows land at the end of an index. */
export abstract class IdSource {
  abstract next(): string;
}

/** UUID version 7 (RFC 9562) on the injected clock. */
export class UuidSource extends IdSource {
  private lastTime = 0;
  private sequence = 0;

  constructor(
    private readonly clock: Clock,
    private readonly randomBytes?: () => Uint8Array,
  ) {
    super();
  }

  override next(): string {
    const time = this.clock.now();
    this.sequence = time === this.lastTime ? (this.sequence + 1) >>> 0 : 0;
    this.lastTime = time;
    const random = this.randomBytes?.();
    return v7({ msecs: time, seq: this.sequence, ...(random ? { random } : {}) });
  }
}
