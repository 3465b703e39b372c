import type { Instant } from '../../kernel/clock.js';

/** One hit of somebody in the window of time that begins then. */
export interface Hit {
  readonly subject: string;
  readonly windowStart: Instant;
}

/** Counts hits; where, depends on how many processes count together. */
export abstract class Hits {
  /** @returns how many there are in the window, this one among them */
  abstract add(hit: Hit): Promise<number>;
}
