import { Injectable } from '@nestjs/common';
import sql, { empty, raw } from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { first, Reader } from '../persistence/index.js';

/** A message as its sender may read of it. */
export interface OutboxState {
  readonly id: string;
  readonly kind: string;
  readonly payload: string;
  readonly createdAt: Instant;
  /** Null once it is delivered or dead. */
  readonly nextAttemptAt: Instant | null;
  readonly attempts: number;
  readonly leasedUntil: Instant | null;
  readonly deliveredAt: Instant | null;
  readonly deadAt: Instant | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}

export const STATE_COLUMNS = raw(
  'id, kind, payload, created_at, next_attempt_at, attempts, leased_until, delivered_at, dead_at, last_status, last_error',
);

/** What has become of the messages of a lane. */
@Injectable()
export class OutboxLanes {
  constructor(private readonly reader: Reader) {}

  /** The newest first; `before` is the id of the last one that was seen. */
  messages(lane: string, most: number, before: string | null): Promise<OutboxState[]> {
    const rest = before === null ? empty : sql`AND id < ${before}`;
    return this.reader.all<OutboxState>(
      sql`SELECT ${STATE_COLUMNS} FROM outbox_message WHERE lane = ${lane} ${rest} ORDER BY id DESC LIMIT ${most}`,
    );
  }

  async count(lane: string): Promise<number> {
    const row = await first<{ n: number }>(
      this.reader,
      sql`SELECT COUNT(*) AS n FROM outbox_message WHERE lane = ${lane}`,
    );
    return row!.n;
  }

  message(lane: string, id: string): Promise<OutboxState | null> {
    return first<OutboxState>(
      this.reader,
      sql`SELECT ${STATE_COLUMNS} FROM outbox_message WHERE lane = ${lane} AND id = ${id}`,
    );
  }
}
