import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { first, insertRows, type SqlSession, type Tx } from '../../platform/persistence/index.js';
import type { DayKind } from './domain/working-calendar.js';

/** A single day that the office treats otherwise than the official calendar says. */
export interface Correction {
  readonly date: LocalDate;
  readonly kind: DayKind;
  readonly note: string;
  readonly correctedBy: string;
  readonly correctedAt: Instant;
}

@Injectable()
export class CalendarStore {
  corrections(session: SqlSession): Promise<Correction[]> {
    return session.all<Correction>(
      sql`SELECT date, kind, note, corrected_by, corrected_at FROM calendar_correction ORDER BY date`,
    );
  }

  find(session: SqlSession, date: LocalDate): Promise<Correction | null> {
    return first<Correction>(
      session,
      sql`SELECT date, kind, note, corrected_by, corrected_at FROM calendar_correction WHERE date = ${date}`,
    );
  }

  async put(tx: Tx, correction: Correction): Promise<void> {
    await this.remove(tx, correction.date);
    await tx.run(insertRows('calendar_correction', [{ ...correction }]));
  }

  async remove(tx: Tx, date: LocalDate): Promise<void> {
    await tx.run(sql`DELETE FROM calendar_correction WHERE date = ${date}`);
  }
}
