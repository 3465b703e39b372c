import { Injectable } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import type { Language } from '../../kernel/language.js';
import { assignments, first, insertRows, type SqlSession, type Tx } from '../../platform/persistence/index.js';
import type { Grouping } from '../issues/index.js';
import type { Rhythm } from './domain/schedule-slots.js';

export interface StoredSchedule extends Rhythm {
  readonly id: string;
  readonly regionCode: string;
  readonly groupBy: Grouping;
  /** Ids of accounts. */
  readonly recipients: readonly string[];
  /** Of the page that the recipients are led to. */
  readonly language: Language;
  readonly active: boolean;
  /** What has fallen due up to then is done with. */
  readonly madeUntil: Instant;
  readonly createdBy: string;
  readonly version: number;
}

type Row = Omit<StoredSchedule, 'recipients' | 'active'> & {
  readonly recipients: string;
  readonly active: boolean | number;
};

const SELECT = raw(`SELECT s.id, s.region_code, s.every, s.day, s.hour, s.group_by, s.recipients, s.language, s.active,
  s.made_until, s.created_by, s.version FROM bulletin_schedule s`);

@Injectable()
export class BulletinSchedulesStore {
  /** By id, which is by age. */
  async all(session: SqlSession, where: Sql = sql`1 = 1`): Promise<StoredSchedule[]> {
    return (await session.all<Row>(sql`${SELECT} WHERE ${where} ORDER BY s.id`)).map(fromRow);
  }

  async locked(tx: Tx, id: string, where: Sql = sql`1 = 1`): Promise<StoredSchedule | null> {
    const row = await first<Row>(tx, sql`${SELECT} WHERE s.id = ${id} AND ${where} ${tx.dialect.forUpdate}`);
    return row && fromRow(row);
  }

  async insert(tx: Tx, schedule: StoredSchedule): Promise<void> {
    await tx.run(insertRows('bulletin_schedule', [toRow(schedule)]));
  }

  async update(tx: Tx, schedule: StoredSchedule): Promise<void> {
    const { id, ...columns } = toRow(schedule);
    await tx.run(sql`UPDATE bulletin_schedule SET ${assignments('bulletin_schedule', columns)} WHERE id = ${id}`);
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.run(sql`DELETE FROM bulletin_schedule WHERE id = ${id}`);
  }

  /** Whether the schedule has made the bulletin of the period that begins on the day. */
  async hasMade(tx: Tx, scheduleId: string, periodFrom: string): Promise<boolean> {
    const made = sql`SELECT 1 FROM bulletin WHERE schedule_id = ${scheduleId} AND period_from = ${periodFrom}`;
    return (await first(tx, made)) !== null;
  }
}

function fromRow({ recipients, active, ...row }: Row): StoredSchedule {
  return { ...row, recipients: JSON.parse(recipients) as string[], active: Boolean(active) };
}

function toRow({ recipients, ...schedule }: StoredSchedule) {
  return { ...schedule, recipients: JSON.stringify(recipients) };
}
