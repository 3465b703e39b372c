import { Injectable } from '@nestjs/common';
import type { Instant } from '../../kernel/clock.js';

/** A message at one attempt to deliver it. */
export interface OutboxDelivered<Payload = unknown> {
  /** The same at every attempt: what the other side may know a repetition by. */
  readonly id: string;
  readonly key: string;
  readonly payload: Payload;
  /** Counted from 1. */
  readonly attempt: number;
}

/**
 * Brings one message to where it has to go, at least once: a process that dies in between has it done again. It is
 * called outside of any unit of work, bounds its own time to less than the lease, and throws when it fails.
 * @returns what the other side answered, as a number of its protocol, if there is one
 */
type OutboxHandler<Payload> = (message: OutboxDelivered<Payload>) => Promise<number | void>;

/** A failed attempt of which there is more to say than that it failed; any other error is retried just as well. */
export class DeliveryFailure extends Error {
  constructor(
    message: string,
    /** What the other side answered; the next attempt is never before `notBefore`. */
    readonly told: { readonly status?: number; readonly notBefore?: Instant } = {},
  ) {
    super(message);
  }
}

/** No further attempt would help: the message is dead at once. */
export class PermanentFailure extends DeliveryFailure {}

/** Nothing was attempted, for example because the other side takes no more at present: the lane waits, none counts. */
export class NotYet extends Error {
  constructor(readonly until: Instant) {
    super('not yet');
  }
}

interface Registered {
  readonly handle: OutboxHandler<never>;
  /** Deliveries of the kind that one process has under way at once. */
  readonly parallel: number;
}

const PARALLEL = 8;

/** Who delivers which kind of message; modules register when they start. */
@Injectable()
export class OutboxHandlers {
  private readonly handlers = new Map<string, Registered>();

  register<Payload>(kind: string, handle: OutboxHandler<Payload>, { parallel = PARALLEL } = {}): void {
    if (this.handlers.has(kind)) throw new Error(`there is a handler for ${kind} already`);
    this.handlers.set(kind, { handle, parallel });
  }

  get kinds(): readonly string[] {
    return [...this.handlers.keys()];
  }

  of(kind: string): Registered | undefined {
    return this.handlers.get(kind);
  }
}
