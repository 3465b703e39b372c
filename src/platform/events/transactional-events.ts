import { Injectable } from '@nestjs/common';
import type { Tx } from '../persistence/index.js';

type EventType<E> = abstract new (...facts: never[]) => E;
type Handler<E> = (tx: Tx, event: E) => Promise<void>;

/**
 * How modules react to each other: handlers run one after the other inside the transaction of whoever emits, so that
 * cause and effect are committed together or not at all. What leaves the process does not belong here.
 */
@Injectable()
export class TransactionalEvents {
  private readonly handlers = new Map<EventType<unknown>, Handler<never>[]>();

  /** Subscribes for the life of the process; modules do it when they start. */
  on<E>(type: EventType<E>, handler: Handler<E>): void {
    this.handlers.set(type, [...(this.handlers.get(type) ?? []), handler]);
  }

  async emit(tx: Tx, event: object): Promise<void> {
    for (const handler of this.handlers.get(event.constructor as EventType<unknown>) ?? []) {
      await (handler as Handler<object>)(tx, event);
    }
  }
}
