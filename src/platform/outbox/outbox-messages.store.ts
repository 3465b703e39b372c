import { Injectable } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import { type Instant, MINUTE } from '../../kernel/clock.js';
import { insertRows, Reader, type Row, type Tx } from '../persistence/index.js';
import { type OutboxState, STATE_COLUMNS } from './outbox-lanes.read-model.js';

/** How long a process that has died keeps a message from the others; an attempt takes less. */
export const LEASE_MS = 3 * MINUTE;

/** A message that this process alone may deliver until the lease ends. */
export interface Leased {
  readonly id: string;
  readonly messageKey: string;
  readonly lane: string | null;
  readonly payload: string;
  /** This attempt included. */
  readonly attempts: number;
}

/** Who asks for how many messages of a kind. */
export interface Claim {
  readonly kind: string;
  readonly by: string;
  readonly now: Instant;
  readonly most: number;
}

/** How an attempt ended; a message with a next attempt is neither delivered nor dead. */
export interface AttemptEnd {
  readonly attempts: number;
  readonly nextAttemptAt: Instant | null;
  /** What is behind it in its lane is no sooner tried than it is itself. */
  readonly laneWaits: boolean;
  readonly deliveredAt: Instant | null;
  readonly deadAt: Instant | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}

/** The columns that tell since when a message needs nothing more. */
type Ended = 'delivered_at' | 'dead_at';

@Injectable()
export class OutboxMessages {
  constructor(private readonly reader: Reader) {}

  /** @returns false when there is a message with this key already */
  async insert(tx: Tx, message: Row): Promise<boolean> {
    const inserted = await tx.run(
      sql`${insertRows('outbox_message', [message])} ON CONFLICT (kind, message_key) DO NOTHING`,
    );
    return inserted > 0;
  }

  /**
   * What a claim is worth trying for, first come first; of a lane only the first, and only when none is under way. Lanes
   * are stepped through by index, so that what it costs depends on how many there are and not on how long they are.
   */
  async due({ kind, now, most }: Omit<Claim, 'by'>): Promise<string[]> {
    const rows = await this.reader.all<{ id: string }>(
      sql`WITH RECURSIVE lanes (lane) AS (
            SELECT MIN(lane) FROM outbox_message WHERE kind = ${kind}
            UNION ALL
            SELECT (SELECT MIN(lane) FROM outbox_message WHERE kind = ${kind} AND lane > lanes.lane)
            FROM lanes WHERE lanes.lane IS NOT NULL
          ), heads (id) AS (
            SELECT (SELECT CASE WHEN kind = ${kind} THEN id END FROM outbox_message
                    WHERE lane = lanes.lane AND next_attempt_at <= ${now} ORDER BY next_attempt_at, id LIMIT 1)
            FROM lanes WHERE lanes.lane IS NOT NULL AND NOT EXISTS (
              SELECT 1 FROM outbox_message AS other WHERE other.lane = lanes.lane AND ${isHeld('other', now)})
          ), free (id) AS (
            SELECT id FROM outbox_message WHERE kind = ${kind} AND lane IS NULL AND ${isDue('outbox_message', now)}
            ORDER BY next_attempt_at, id LIMIT ${most}
          )
          SELECT id FROM outbox_message
          WHERE id IN (SELECT id FROM heads UNION ALL SELECT id FROM free)
          ORDER BY next_attempt_at, id LIMIT ${most}`,
    );
    return rows.map(({ id }) => id);
  }

  /** Compare and set: of several processes that want one message, one gets it. */
  async lease(tx: Tx, id: string, { by, now }: Pick<Claim, 'by' | 'now'>): Promise<Leased | null> {
    const [leased] = await tx.all<Leased>(
      sql`UPDATE outbox_message SET leased_by = ${by}, leased_until = ${now + LEASE_MS}, attempts = attempts + 1
          WHERE id = ${id} AND ${isDue('outbox_message', now)}
          RETURNING id, message_key, lane, payload, attempts`,
    );
    return leased ?? null;
  }

  /** @returns false, and has no effect, for an attempt whose lease ended and that somebody else has begun anew */
  async finish(tx: Tx, { id, attempts }: Leased, by: string, end: AttemptEnd): Promise<boolean> {
    const finished = await tx.run(
      sql`UPDATE outbox_message
          SET attempts = ${end.attempts}, next_attempt_at = ${end.nextAttemptAt}, delivered_at = ${end.deliveredAt},
              dead_at = ${end.deadAt}, last_status = ${end.lastStatus}, last_error = ${end.lastError},
              leased_by = NULL, leased_until = NULL
          WHERE id = ${id} AND leased_by = ${by} AND attempts = ${attempts}`,
    );
    return finished > 0;
  }

  /** Nothing of the lane goes before then; what stood in it at that time goes in the order in which it was put. */
  async postpone(tx: Tx, lane: string, until: Instant): Promise<void> {
    await tx.run(
      sql`UPDATE outbox_message SET next_attempt_at = ${until} WHERE lane = ${lane} AND next_attempt_at < ${until}`,
    );
  }

  /** Whatever of the lane waits and is not under way is dead. @returns how many, at most as many as asked for */
  giveUp(tx: Tx, lane: string, { why, now, most }: { why: string; now: Instant; most: number }): Promise<number> {
    return tx.run(
      sql`UPDATE outbox_message SET next_attempt_at = NULL, dead_at = ${now}, last_error = ${why}
          WHERE id IN (SELECT id FROM outbox_message
            WHERE lane = ${lane} AND next_attempt_at IS NOT NULL AND leased_by IS NULL LIMIT ${most})`,
    );
  }

  /** @returns the message as it stands then; null when no dead one of the lane has that id */
  async revive(tx: Tx, { lane, id, now }: { lane: string; id: string; now: Instant }): Promise<OutboxState | null> {
    const [revived] = await tx.all<OutboxState>(
      sql`UPDATE outbox_message SET attempts = 0, dead_at = NULL, next_attempt_at = ${now}
          WHERE id = ${id} AND lane = ${lane} AND dead_at IS NOT NULL
          RETURNING ${STATE_COLUMNS}`,
    );
    return revived ?? null;
  }

  /** @returns how many of those delivered or dead before then there were */
  remove(tx: Tx, ended: Ended, before: Instant, most: number): Promise<number> {
    return tx.run(
      sql`DELETE FROM outbox_message WHERE id IN
          (SELECT id FROM outbox_message WHERE ${raw(ended)} < ${before} LIMIT ${most})`,
    );
  }
}

function isDue(message: string, now: Instant): Sql {
  return sql`next_attempt_at <= ${now} AND NOT ${isHeld(message, now)}`;
}

// A lease that ends later than any could was taken before the clock was set back, and holds nobody up.
function isHeld(message: string, now: Instant): Sql {
  const until = raw(`${message}.leased_until`);
  return sql`(${until} IS NOT NULL AND ${until} > ${now} AND ${until} <= ${now + 2 * LEASE_MS})`;
}
