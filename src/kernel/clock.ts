/** A point in time: milliseconds since 1970-01-01T00:00:00Z. ISO text exists only at the edge (docs/adr/0003). */
export type Instant = number;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The only source of "now". Injected everywhere, so that tests and the demo decide what time it is. */
export abstract class Clock {
  abstract now(): Instant;
}

export class SystemClock extends Clock {
  override now(): Instant {
    return Date.now();
  }
}

/** A clock that moves only when told to; it refuses to run backwards. */
export class SimulatedClock extends Clock {
  constructor(private current: Instant) {
    super();
  }

  override now(): Instant {
    return this.current;
  }

  moveTo(instant: Instant): void {
    if (instant < this.current) {
      throw new RangeError(`clock would run backwards: ${iso(instant)} < ${iso(this.current)}`);
    }
    this.current = instant;
  }

  advance(milliseconds: number): void {
    this.moveTo(this.current + milliseconds);
  }
}

/** ISO 8601 UTC with milliseconds. */
export function iso(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** Like {@link iso}, passing `null` through. */
export function isoOrNull(instant: Instant | null): string | null {
  return instant === null ? null : iso(instant);
}
