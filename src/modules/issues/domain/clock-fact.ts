import type { Instant } from '../../../kernel/clock.js';

/**
 * One thing that happened to one clock of an issue; the facts of an issue, in their order, say all about its clocks.
 * The deadlines module makes them and reckons with them; they are kept with the timeline entry that caused them.
 */
export interface ClockFact {
  /** Name of the clock, such as `finish`. */
  readonly clock: string;
  /** What it was, such as `started`; the deadlines module has the list. */
  readonly kind: string;
  /** When it happened, or from when it counts. */
  readonly at: Instant;
  /** The limit that was in force when it started, and its name in the policy; null for an agreed instant. */
  readonly limit: { readonly name: string; readonly count: number; readonly unit: string } | null;
  /** When a clock that goes on had stopped. */
  readonly stoppedAt: Instant | null;
  /** When it is due after this; null when it does not run. */
  readonly dueAt: Instant | null;
  /** Why it was paused, extended or recalculated. */
  readonly reason: string | null;
  /** Until when it may stand still, at most. */
  readonly until: Instant | null;
}
