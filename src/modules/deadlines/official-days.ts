import { createRequire } from 'node:module';
import { isLocalDate, type LocalDate } from '../../kernel/local-date.js';
import type { CalendarDays } from './domain/working-calendar.js';

const require = createRequire(import.meta.url);

/**
 * The State Council's holidays and make-up working days as the package `chinese-days` publishes them. A year is known
 * when its 1 January is listed, which every notice names first: the package itself answers for any year without a word,
 * and a year's last days can come with the next year's notice (2018-12-29 did). Throws when the data has another form.
 */
export function officialDays(): CalendarDays {
  const data: unknown = require('chinese-days/dist/chinese-days.json');
  const holidays = new Set(datesUnder(data, 'holidays'));
  const knownYears = new Set(
    [...holidays].filter((date) => date.endsWith('-01-01')).map((date) => Number(date.slice(0, 4))),
  );
  return { knownYears, holidays, makeUpDays: new Set(datesUnder(data, 'workdays')) };
}

function datesUnder(data: unknown, key: string): LocalDate[] {
  const days = (data as Record<string, unknown> | null)?.[key];
  const dates = typeof days === 'object' && days !== null ? Object.keys(days) : [];
  if (dates.length === 0 || !dates.every(isLocalDate)) throw new Error(`chinese-days: no dates under "${key}"`);
  return dates;
}
