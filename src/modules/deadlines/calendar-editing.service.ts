import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { isLocalDate } from '../../kernel/local-date.js';
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
  ) {}

  /** Replaces what was said about the day before. */
  correct(call: Call, { date, kind, note }: CorrectionInput): Promise<CorrectionView> {
    return this.writes.once(call, async (tx) => {
      await this.caches.changed(tx, CALENDAR_TOPIC);
      const correction = { date, kind, note, correctedBy: call.actor.userId, correctedAt: this.clock.now() };
      await this.store.put(tx, correction);
      return presentCorrection(correction);
    });
  }

  /** @throws DomainError 404 `calendar.correction-not-found` */
  async restore(call: Call, date: string): Promise<void> {
    if (!isLocalDate(date)) throw CorrectionNotFound();
    await this.writes.once(call, async (tx) => {
      await this.caches.changed(tx, CALENDAR_TOPIC);
      if (!(await this.store.remove(tx, date))) throw CorrectionNotFound();
      return {};
    });
  }
}
