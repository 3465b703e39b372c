import type { Instant } from '../../src/kernel/clock.js';

/** Something that happens at its time. */
export interface Item {
  readonly at: Instant;
  readonly happen: () => Promise<void>;
}

/** What is still to happen, earliest first; of one instant, in the order in which it was entered. */
export class Agenda {
  private readonly heap: (Item & { readonly order: number })[] = [];
  private entered = 0;

  get nextAt(): Instant {
    return this.heap[0]?.at ?? Infinity;
  }

  enter(at: Instant, happen: Item['happen']): void {
    const { heap } = this;
    heap.push({ at, happen, order: this.entered++ });
    for (let place = heap.length - 1; place > 0;) {
      const parent = (place - 1) >> 1;
      if (!this.isBefore(place, parent)) return;
      this.swap(place, parent);
      place = parent;
    }
  }

  /** Takes out the earliest. */
  take(): Item | undefined {
    const { heap } = this;
    const [first] = heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    heap[0] = last;
    for (let place = 0; ;) {
      const [left, right] = [2 * place + 1, 2 * place + 2];
      let least = place;
      if (left < heap.length && this.isBefore(left, least)) least = left;
      if (right < heap.length && this.isBefore(right, least)) least = right;
      if (least === place) return first;
      this.swap(place, least);
      place = least;
    }
  }

  private isBefore(one: number, other: number): boolean {
    const [a, b] = [this.heap[one]!, this.heap[other]!];
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  private swap(one: number, other: number): void {
    const { heap } = this;
    [heap[one], heap[other]] = [heap[other]!, heap[one]!];
  }
}
