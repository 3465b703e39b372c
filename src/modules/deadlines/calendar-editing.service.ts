import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { isLocalDate } from '../../kernel/local-date.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, Writes } from '../../platform/http/index.js';
import { ReferenceCaches } from '../../platform/persistence/index.js';
import type { CorrectionInput, CorrectionView } from './calendar.dto.js';
import { presentCorrection } from './calendar.presenter.js';
import { CALENDAR_TOPIC } from './calendar.service.js';
import { CalendarStore } from './calendar.store.js';
import { CorrectionNotFound } from './deadlines.errors.js';

/** What an administrator does to single days. Deadlines that are set already stay where they are. */
@Injectable()
export class CalendarEditing {
  constructor(
    private readonly writes: Writes,
    private readonly caches: ReferenceCaches,
    private readonly store: CalendarStore,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** Replaces what was said about the day before. */
  correct(call: Call, { date, kind, note }: CorrectionInput): Promise<CorrectionView> {
    return this.writes.once(call, async (tx) => {
      await this.caches.changed(tx, CALENDAR_TOPIC);
      const correction = { date, kind, note, correctedBy: call.actor.userId, correctedAt: this.clock.now() };
      const before = await this.store.find(tx, date);
      await this.store.put(tx, correction);
      this.audit.record(tx, {
        action: 'calendar.corrected',
        subject: { kind: 'calendar-day', id: date },
        before,
        after: correction,
      });
      return presentCorrection(correction);
    });
  }

  /** @throws DomainError 404 `calendar.correction-not-found` */
  async restore(call: Call, date: string): Promise<void> {
    if (!isLocalDate(date)) throw CorrectionNotFound();
    await this.writes.once(call, async (tx) => {
      await this.caches.changed(tx, CALENDAR_TOPIC);
      const before = await this.store.find(tx, date);
      if (before === null) throw CorrectionNotFound();
      await this.store.remove(tx, date);
      this.audit.record(tx, { action: 'calendar.restored', subject: { kind: 'calendar-day', id: date }, before });
      return {};
    });
  }
}
