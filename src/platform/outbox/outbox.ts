import { Injectable } from '@nestjs/common';
import { Clock, type Instant } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import type { Tx } from '../persistence/index.js';
import { OutboxDelivery } from './outbox-delivery.js';
import { OutboxMessages } from './outbox-messages.store.js';
import type { OutboxState } from './outbox-lanes.read-model.js';

export interface OutboxEntry {
  readonly kind: string;
  /** What makes it one of its kind: a second message with the same key is not put. */
  readonly key: string;
  /** Ids and codes rather than what they stand for: it is looked up when it is delivered. */
  readonly payload: object;
  readonly notBefore?: Instant;
  /** Messages of one lane are delivered one at a time, so that a slow target holds up nobody else's. */
  readonly lane?: string;
  /** For whoever wants to ask what has become of it. */
  readonly id?: string;
}

/** Others wait for the unit of work. */
const GIVEN_UP_AT_ONCE = 1_000;

/** The one way out of the process: what is put here leaves after the commit, and only if there is one, at least once. */
@Injectable()
export class Outbox {
  constructor(
    private readonly messages: OutboxMessages,
    private readonly delivery: OutboxDelivery,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  async put(tx: Tx, { kind, key, payload, notBefore, lane, id }: OutboxEntry): Promise<void> {
    const now = this.clock.now();
    const isNew = await this.messages.insert(tx, {
      id: id ?? this.ids.next(),
      kind,
      messageKey: key,
      lane: lane ?? null,
      payload: JSON.stringify(payload),
      createdAt: now,
      nextAttemptAt: notBefore ?? now,
      attempts: 0,
    });
    if (isNew) tx.afterCommit(() => this.delivery.wake(kind));
  }

  /** Delivers a dead message of the lane again, as if for the first time. @returns null when there is none such */
  async replay(tx: Tx, lane: string, id: string): Promise<OutboxState | null> {
    const message = await this.messages.revive(tx, { lane, id, now: this.clock.now() });
    if (message !== null) tx.afterCommit(() => this.delivery.wake(message.kind));
    return message;
  }

  /**
   * Nothing that waits in the lane is tried any more: it is dead, and may be sent again.
   * @returns whether more of it may wait, since a unit of work gives up only so many
   */
  async giveUp(tx: Tx, lane: string, why: string): Promise<boolean> {
    const given = await this.messages.giveUp(tx, lane, { why, now: this.clock.now(), most: GIVEN_UP_AT_ONCE });
    return given === GIVEN_UP_AT_ONCE;
  }
}
