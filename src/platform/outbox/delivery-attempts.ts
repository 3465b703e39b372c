import { Injectable } from '@nestjs/common';
import { Clock, SECOND } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import { loggableText } from '../observability/log-words.js';
import { type Tx, UnitOfWork } from '../persistence/index.js';
import { backOff, MOST_ATTEMPTS } from './back-off.js';
import { DeliveryWatch } from './delivery-watch.js';
import { DeliveryFailure, NotYet, OutboxHandlers, PermanentFailure } from './outbox-handlers.js';
import { type AttemptEnd, type Leased, OutboxMessages } from './outbox-messages.store.js';

const LONGEST_ERROR = 500;
/** Nobody is asked again and again without a pause. */
const LEAST_WAIT = SECOND;

/** One attempt to deliver one message: taken with a lease, made outside of any unit of work, and written down. */
@Injectable()
export class DeliveryAttempts {
  private readonly processId: string;

  constructor(
    private readonly handlers: OutboxHandlers,
    private readonly messages: OutboxMessages,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    ids: IdSource,
    private readonly watch: DeliveryWatch,
  ) {
    this.processId = ids.next();
  }

  /** @returns messages that nobody else delivers; none when nothing is due */
  async claim(kind: string, most: number): Promise<Leased[]> {
    for (;;) {
      const now = this.clock.now();
      const due = await this.messages.due({ kind, now, most });
      if (due.length === 0) return [];
      const leased = await this.unitOfWork.run(async (tx) => {
        const mine: Leased[] = [];
        for (const id of due) {
          const taken = await this.messages.lease(tx, id, { by: this.processId, now });
          if (taken !== null) mine.push(taken);
        }
        return mine;
      });
      if (leased.length > 0) return leased;
    }
  }

  /** Never throws: what cannot be written down is tried again when the lease ends. */
  async deliver(kind: string, message: Leased): Promise<void> {
    try {
      const end = await this.attempt(kind, message);
      await this.unitOfWork.run((tx) => this.writeDown(tx, message, end));
    } catch (error) {
      this.watch.notWrittenDown(kind, message.id, error);
    }
  }

  private async writeDown(tx: Tx, message: Leased, end: AttemptEnd): Promise<void> {
    const isMine = await this.messages.finish(tx, message, this.processId, end);
    if (isMine && end.laneWaits && message.lane !== null)
      await this.messages.postpone(tx, message.lane, end.nextAttemptAt!);
  }

  private async attempt(kind: string, message: Leased): Promise<AttemptEnd> {
    const { id, messageKey, payload, attempts } = message;
    try {
      if (attempts > MOST_ATTEMPTS) throw new PermanentFailure('no attempt came to its end');
      const handle = this.handlers.of(kind)!.handle as (delivered: object) => Promise<number | void>;
      const status = await handle({ id, key: messageKey, payload: JSON.parse(payload) as unknown, attempt: attempts });
      this.watch.ended(kind, 'delivered');
      return { ...OPEN, attempts, deliveredAt: this.clock.now(), lastStatus: status ?? null };
    } catch (error) {
      return this.failed(kind, message, error);
    }
  }

  private failed(kind: string, { id, attempts }: Leased, error: unknown): AttemptEnd {
    const now = this.clock.now();
    if (error instanceof NotYet) {
      this.watch.ended(kind, 'postponed');
      const nextAttemptAt = Math.max(error.until, now + LEAST_WAIT);
      return { ...OPEN, attempts: attempts - 1, nextAttemptAt, laneWaits: true };
    }
    const { status = null, notBefore = now } = error instanceof DeliveryFailure ? error.told : {};
    const told = { lastStatus: status, lastError: wordsOf(error) };
    if (error instanceof PermanentFailure || attempts >= MOST_ATTEMPTS) {
      this.watch.ended(kind, 'dead', { message: id, attempts, ...told });
      return { ...OPEN, ...told, attempts, deadAt: now };
    }
    const nextAttemptAt = Math.max(now + backOff(id, attempts), notBefore);
    this.watch.ended(kind, 'failed', { message: id, attempts, nextAttemptAt, ...told });
    return { ...OPEN, ...told, attempts, nextAttemptAt };
  }
}

const OPEN = {
  nextAttemptAt: null,
  laneWaits: false,
  deliveredAt: null,
  deadAt: null,
  lastStatus: null,
  lastError: null,
};

function wordsOf(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return loggableText(text).slice(0, LONGEST_ERROR);
}
