import type { Instant } from '../../../kernel/clock.js';
import { addDays, type LocalDate, localDateOf } from '../../../kernel/local-date.js';

/** How old an open issue is, in days of the calendar from the one on which it was submitted; null is no limit. */
export interface AgeBand {
  readonly fromDays: number;
  readonly toDays: number | null;
}

/** The limits follow those of the deadlines: a word every 3 days, done in 7, complex ones in a month, 90 at most. */
export const AGE_BANDS: readonly AgeBand[] = [
  { fromDays: 0, toDays: 3 },
  { fromDays: 4, toDays: 7 },
  { fromDays: 8, toDays: 15 },
  { fromDays: 16, toDays: 30 },
  { fromDays: 31, toDays: 60 },
  { fromDays: 61, toDays: 90 },
  { fromDays: 91, toDays: null },
];

const FIRST_DAY: LocalDate = '1900-01-01';

/** When the issues of a band were submitted: local dates, half-open, seen from the day of the cut-off. */
export function submittedWithin({ fromDays, toDays }: AgeBand, today: LocalDate): { from: LocalDate; to: LocalDate } {
  return {
    from: toDays === null ? FIRST_DAY : addDays(today, -toDays),
    to: addDays(today, 1 - fromDays),
  };
}

/** A period that holds everything that was submitted until the instant. */
export function everUntil(asOf: Instant): { from: LocalDate; to: LocalDate } {
  return { from: FIRST_DAY, to: addDays(localDateOf(asOf), 1) };
}

/** How long the handling took: more than `over` working days and at most `upTo`; null is no limit. */
export interface HandlingBand {
  readonly over: number | null;
  readonly upTo: number | null;
}

export const HANDLING_BANDS: readonly HandlingBand[] = [
  { over: null, upTo: 1 },
  { over: 1, upTo: 3 },
  { over: 3, upTo: 5 },
  { over: 5, upTo: 7 },
  { over: 7, upTo: 10 },
  { over: 10, upTo: 20 },
  { over: 20, upTo: 30 },
  { over: 30, upTo: null },
];

/** Whether so many tenths of a working day lie within the band. */
export function isWithin({ over, upTo }: HandlingBand, tenths: number): boolean {
  return (over === null || tenths > over * 10) && (upTo === null || tenths <= upTo * 10);
}
