import type { Instant } from '../../../kernel/clock.js';
import { localDateOf, yearOf } from '../../../kernel/local-date.js';

/** The notice for a year comes in October or November of the year before; from this month on its absence is a fault. */
const NOTICE_EXPECTED_IN = '11';

/** The years for which an official calendar is needed now and is not there. */
export function missingYears(knownYears: ReadonlySet<number>, now: Instant): number[] {
  const today = localDateOf(now);
  const year = yearOf(today);
  const needed = today.slice(5, 7) >= NOTICE_EXPECTED_IN ? [year, year + 1] : [year];
  return needed.filter((each) => !knownYears.has(each));
}
