import type { Instant } from '../../kernel/clock.js';
import { type Hit, Hits } from './hits.js';

/** For the one process that has a SQLite file to itself: nothing is counted longer than a window. */
export class HitsInMemory extends Hits {
  private windowStart: Instant = Number.NEGATIVE_INFINITY;
  private readonly counts = new Map<string, number>();

  override add({ subject, windowStart }: Hit): Promise<number> {
    if (windowStart !== this.windowStart) {
      this.windowStart = windowStart;
      this.counts.clear();
    }
    const count = (this.counts.get(subject) ?? 0) + 1;
    this.counts.set(subject, count);
    return Promise.resolve(count);
  }
}
