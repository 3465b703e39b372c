import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Clock, HOUR, type Instant } from '../../kernel/clock.js';
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
    const { userId } = call.actor;
    const now = this.clock.now();
    const freeAt = await this.unitOfWork.run(async (tx) => {
      const lockedUntil = await this.lockedUntil(tx, userId, now);
      if (lockedUntil !== null) {
        if (await this.isFirstRefusal(tx, userId, lockedUntil))
          this.audit.record(tx, { ...record, outcome: 'refused' });
        return lockedUntil;
      }
      await tx.run(sql`UPDATE revealer SET last_at = ${now} WHERE user_id = ${userId}`);
      const row = { id: this.ids.next(), userId, at: now };
      await tx.run(insertRows('reveal', [{ ...row, subjectKind: kind, subjectId: id, reason }]));
      this.audit.record(tx, record);
      return null;
    }, call);
    if (freeAt !== null) throw tooManyReveals(MOST_AN_HOUR, freeAt - now);
  }

  /**
   * Until when the person has to wait, null when they need not. Parallel requests of one person wait for each other at
   * their row, also when they come through two processes.
   */
  private async lockedUntil(tx: Tx, userId: string, now: Instant): Promise<Instant | null> {
    await tx.run(
      sql`INSERT INTO revealer (user_id, last_at) VALUES (${userId}, ${now})
          ON CONFLICT (user_id) DO UPDATE SET last_at = revealer.last_at`,
    );
    const recent = await first<{ number: number; oldest: Instant | null }>(
      tx,
      sql`SELECT COUNT(*) AS number, MIN(at) AS oldest FROM reveal WHERE user_id = ${userId} AND at > ${now - HOUR}`,
    );
    return recent!.number >= MOST_AN_HOUR ? recent!.oldest! + HOUR : null;
  }

  // Whoever goes on asking proves nothing more, and must not fill the audit trail.
  private async isFirstRefusal(tx: Tx, userId: string, lockedUntil: Instant): Promise<boolean> {
    const marked = await tx.run(
      sql`UPDATE revealer SET last_at = ${lockedUntil} WHERE user_id = ${userId} AND last_at < ${lockedUntil}`,
    );
    return marked > 0;
  }
}
