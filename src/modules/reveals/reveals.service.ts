import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Clock, HOUR, type Instant } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import { IdSource } from '../../kernel/ids.js';
import { AuditTrail } from '../../platform/audit/index.js';
import type { Call } from '../../platform/http/index.js';
import { first, insertRows, type Tx, UnitOfWork } from '../../platform/persistence/index.js';
import { tooManyReveals } from './reveals.errors.js';

/** Enough for a day of telephoning, too few to copy a register. */
const MOST_AN_HOUR = 30;

/** Whose name and number somebody wants to see, and why. */
export interface Wanted {
  readonly kind: 'issue' | 'enterprise' | 'cadre';
  readonly id: string;
  readonly regionCode: string;
  readonly reason: string;
}

/** Looking behind a mask is an act: with a reason, proved, and not without end. */
@Injectable()
export class Reveals {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /**
   * Counts and proves a look; only then may the values be shown.
   * @throws DomainError 429 `reveal.too-many`
   */
  async grant(call: Call, { kind, id, regionCode, reason }: Wanted): Promise<void> {
    const record = { action: 'contact.revealed', subject: { kind, id, regionCode }, details: { reason } };
    try {
      await this.unitOfWork.run(async (tx) => {
        await this.count(tx, call.actor.userId);
        const row = { id: this.ids.next(), userId: call.actor.userId, at: this.clock.now() };
        await tx.run(insertRows('reveal', [{ ...row, subjectKind: kind, subjectId: id, reason }]));
        this.audit.record(tx, record);
      }, call);
    } catch (error) {
      if (error instanceof DomainError) await this.audit.note(call, { ...record, outcome: 'refused' });
      throw error;
    }
  }

  // Parallel requests of one person wait for each other at their row, also when they come through two processes.
  private async count(tx: Tx, userId: string): Promise<void> {
    const now = this.clock.now();
    await tx.run(
      sql`INSERT INTO revealer (user_id, last_at) VALUES (${userId}, ${now})
          ON CONFLICT (user_id) DO UPDATE SET last_at = excluded.last_at`,
    );
    const recent = await first<{ number: number; oldest: Instant | null }>(
      tx,
      sql`SELECT COUNT(*) AS number, MIN(at) AS oldest FROM reveal WHERE user_id = ${userId} AND at > ${now - HOUR}`,
    );
    if (recent!.number >= MOST_AN_HOUR) throw tooManyReveals(MOST_AN_HOUR, recent!.oldest! + HOUR - now);
  }
}
