import type { Instant } from '../../src/kernel/clock.js';
import type { LocalDate } from '../../src/kernel/local-date.js';
import { instantAt, OFFICE_DAY, OfficeTime } from './office-time.js';
import type { Random } from './random.js';

/** How busy a month is: slow around the Spring Festival, brisk after it, fading towards the end of the year. */
const MONTHS = [0.7, 0.3, 1.8, 1.5, 1.2, 1, 0.75, 0.7, 1.1, 0.9, 1.1, 0.6];
/** The fortnight around the Spring Festival of 2024 (10 February). */
const FESTIVAL = { from: '2024-02-05', to: '2024-02-23' };
const EVENINGS = 0.08;

function weightOf(date: LocalDate): number {
  const quiet = date >= FESTIVAL.from && date <= FESTIVAL.to ? 0.1 : 1;
  return (MONTHS[Number(date.slice(5, 7)) - 1] ?? 1) * quiet;
}

function timeOn(time: OfficeTime, date: LocalDate, random: Random): Instant {
  if (random.chance(EVENINGS)) {
    return instantAt(date, random.int(18 * 60 + 20, 21 * 60 + 45), random.int(0, 59));
  }
  return time.instantOf(time.dayOf(date) * OFFICE_DAY + random.int(2, OFFICE_DAY - 6), random.int(0, 59));
}

/** When issues come in: at least one on every working date, the others by season; earliest first. */
export function submissionTimes(workingDates: readonly LocalDate[], count: number, random: Random): Instant[] {
  if (count < workingDates.length) {
    throw new RangeError('fewer issues than working dates');
  }
  const time = new OfficeTime(workingDates);
  const others = Array.from({ length: count - workingDates.length }, () => random.weighted(workingDates, weightOf));
  return [...workingDates, ...others].map((date) => timeOn(time, date, random)).sort((a, b) => a - b);
}
