/**
 * A seeded source of choices (mulberry32). The same seed gives the same plan on every machine, so a plan can be compared
 * byte by byte.
 */
export class Random {
  private state: number;

  constructor(private readonly seed: number) {
    this.state = seed >>> 0;
  }

  /** An independent stream for one purpose, so that a change in one part of the plan does not shift every other. */
  fork(purpose: string): Random {
    let hash = 2166136261 ^ this.seed;
    for (const character of purpose) {
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
    }
    return new Random(hash);
  }

  /** In [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number, both ends included. */
  int(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.int(0, items.length - 1)];
    if (item === undefined) {
      throw new RangeError('nothing to pick from');
    }
    return item;
  }

  /** Picks in proportion to `weight`; items that weigh nothing are never picked. */
  weighted<T>(items: readonly T[], weight: (item: T) => number): T {
    const weights = items.map(weight);
    let rest = this.next() * weights.reduce((sum, each) => sum + each, 0);
    for (const [index, item] of items.entries()) {
      const each = weights[index] ?? 0;
      if (each > 0 && rest < each) {
        return item;
      }
      rest -= each;
    }
    throw new RangeError('nothing to pick from');
  }

  shuffle<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let i = result.length - 1; i > 0; i -= 1) {
      const j = this.int(0, i);
      [result[i], result[j]] = [result[j] as T, result[i] as T];
    }
    return result;
  }

  /** `count` different items in random order. */
  sample<T>(items: readonly T[], count: number): T[] {
    if (count > items.length) {
      throw new RangeError(`cannot pick ${count} of ${items.length}`);
    }
    return this.shuffle(items).slice(0, count);
  }
}
