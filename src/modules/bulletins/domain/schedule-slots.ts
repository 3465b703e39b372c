import type { Instant } from '../../../kernel/clock.js';
import { HOUR } from '../../../kernel/clock.js';
import { addDays, addMonths, type LocalDate, localDateOf, startOfDay } from '../../../kernel/local-date.js';

export const RHYTHMS = ['weekly', 'monthly'] as const;

/** When a bulletin is made: 周调度、月讲评, weekly dispatch and monthly review (docs: domain evidence, Henan 2025). */
export interface Rhythm {
  readonly every: (typeof RHYTHMS)[number];
  /** Monday is 1, Sunday 7; of the month 1 to 28, so that every month has it. */
  readonly day: number;
  /** The full hour in Asia/Shanghai, 0 to 23. */
  readonly hour: number;
}

export const LAST_DAY = { weekly: 7, monthly: 28 } as const satisfies Record<Rhythm['every'], number>;

/** One bulletin that a rhythm asks for. */
export interface Slot {
  /** The last full week, Monday to Sunday, or month before the slot; half-open. */
  readonly period: { readonly from: LocalDate; readonly to: LocalDate };
  readonly dueAt: Instant;
}

/** So many are made up for after a downtime; what is older is no news. */
export const MOST_MISSED = 12;

/** What has fallen due after `since`, up to and with `now`: oldest first, the last {@link MOST_MISSED} of them. */
export function slotsDue(rhythm: Rhythm, since: Instant, now: Instant): Slot[] {
  const slots: Slot[] = [];
  let end = beginningOf(rhythm.every, localDateOf(now));
  // One more than asked for: the slot of the present week or month may still be ahead.
  for (let round = 0; round <= MOST_MISSED && slots.length < MOST_MISSED; round++) {
    const slot = slotAfter(rhythm, end);
    if (slot.dueAt <= since) break;
    if (slot.dueAt <= now) slots.unshift(slot);
    end = slot.period.from;
  }
  return slots;
}

/** The slot in the week or month that begins with the day, for the one before. */
function slotAfter({ every, day, hour }: Rhythm, begin: LocalDate): Slot {
  const from = every === 'weekly' ? addDays(begin, -7) : addMonths(begin, -1);
  return { period: { from, to: begin }, dueAt: startOfDay(addDays(begin, day - 1)) + hour * HOUR };
}

function beginningOf(every: Rhythm['every'], day: LocalDate): LocalDate {
  return every === 'weekly' ? addDays(day, 1 - weekdayOf(day)) : `${day.slice(0, 8)}01`;
}

/** Monday is 1. */
const weekdayOf = (day: LocalDate): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
