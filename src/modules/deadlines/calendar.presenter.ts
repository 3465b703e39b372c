import { iso } from '../../kernel/clock.js';
import { type Bilingual, type Language, say } from '../../kernel/language.js';
import { addDays, type LocalDate } from '../../kernel/local-date.js';
import { instantOf } from '../../platform/http/index.js';
import type { CalendarDayView, CalendarView, CorrectionView, DeadlineQuery, DeadlineView } from './calendar.dto.js';
import type { Correction } from './calendar.store.js';
import { dueAt } from './domain/deadline.js';
import type { OfficeHours, WorkingCalendar } from './domain/working-calendar.js';

const YEAR_UNKNOWN: Bilingual = {
  zh: '{year} 年的法定节假日安排尚未收录：周一至周五按工作日计算，周末按休息日计算，已单独调整的日期除外。公布后请更新系统，或逐日调整。',
  en: 'The official calendar of {year} is not known: Monday to Friday count as working days and weekends as days off, except for days that were corrected. Update the system when it is published, or correct single days.',
};
const DUE_PROVISIONAL: Bilingual = {
  zh: '计算中用到了尚未收录法定节假日安排的日期，节假日安排公布后结果可能不同。',
  en: 'Days were counted for which no official calendar is known yet; holidays may move the result.',
};

/** What {@link presentYear} shows of the calendar. */
export interface YearPlan {
  readonly year: number;
  readonly calendar: WorkingCalendar;
  readonly corrections: readonly Correction[];
  readonly officeHours: OfficeHours;
  readonly knownYears: readonly number[];
}

export function presentYear({ year, calendar, corrections, ...about }: YearPlan, language: Language): CalendarView {
  const known = calendar.knows(year);
  const notes = new Map(corrections.map(({ date, note }) => [date, note]));
  return {
    year,
    known,
    officeHours: { ...about.officeHours },
    knownYears: about.knownYears,
    days: datesOf(year).flatMap((date) => presentDay(calendar, date, notes.get(date))),
    ...(known ? {} : { notice: say(YEAR_UNKNOWN, language, { year }) }),
  };
}

/** Nothing for a day that is simply a weekday or a weekend. */
function presentDay(calendar: WorkingCalendar, date: LocalDate, note: string | undefined): CalendarDayView[] {
  const { kind, source } = calendar.kindOf(date);
  if (source === 'weekday' || source === 'weekend') return [];
  return [{ date, kind, source, ...(note === undefined ? {} : { note }) }];
}

function datesOf(year: number): LocalDate[] {
  const dates: LocalDate[] = [];
  for (let date = `${year}-01-01`; date.startsWith(`${year}-`); date = addDays(date, 1)) dates.push(date);
  return dates;
}

export function presentDeadline(
  calendar: WorkingCalendar,
  { from, count, unit }: DeadlineQuery,
  language: Language,
): DeadlineView {
  const start = instantOf(from);
  const { at, provisional } = dueAt(calendar, start, { count, unit });
  return {
    from: iso(start),
    count,
    unit,
    dueAt: iso(at),
    provisional,
    ...(provisional ? { notice: say(DUE_PROVISIONAL, language) } : {}),
  };
}

export function presentCorrection({ date, kind, note, correctedAt }: Correction): CorrectionView {
  return { date, kind, note, correctedAt: iso(correctedAt) };
}
