import type { Instant } from '../../../kernel/clock.js';
import { type ClockFact, DUE_COLUMN, type FactClock, type FactInstants, instantsFrom } from './clock-facts.js';
import { dueAt } from './deadline.js';
import type { ClockLimits } from './sla-policy.js';
import type { WorkingCalendar } from './working-calendar.js';

/** A clock that runs and would be due at another instant. */
export interface RecalculatedClock {
  readonly clock: FactClock;
  readonly previousDueAt: Instant;
  readonly dueAt: Instant;
}

interface Question {
  readonly instants: FactInstants;
  readonly firstContactAt: Instant | null;
  readonly facts: readonly ClockFact[];
  readonly limits: ClockLimits;
  readonly calendar: WorkingCalendar;
  readonly at: Instant;
}

/**
 * What runs and would be due at another instant, had these limits been in force all along. Nobody becomes overdue by
 * it: an instant that moves forward leaves at least until the close of the next working day.
 */
export function recalculatedClocks(question: Question): RecalculatedClock[] {
  const { instants, calendar, at } = question;
  const others = instantsFrom(withLimits(question.facts, question.limits), calendar);
  const floor = dueAt(calendar, at, { count: 1, unit: 'working_day' }).at;
  return (Object.keys(DUE_COLUMN) as FactClock[]).flatMap((clock) => {
    const previousDueAt = instants[DUE_COLUMN[clock]] as Instant | null;
    const other = others[DUE_COLUMN[clock]] as Instant | null;
    if (previousDueAt === null || other === null || !runs(clock, question)) return [];
    const due = other < previousDueAt ? Math.max(other, Math.min(previousDueAt, floor)) : other;
    return due === previousDueAt ? [] : [{ clock, previousDueAt, dueAt: due }];
  });
}

// A statute's limit is not the office's to change once it runs.
function runs(clock: FactClock, { facts, firstContactAt }: Question): boolean {
  if (clock === 'statutory' || (clock === 'contact' && firstContactAt !== null)) return false;
  const last = facts.findLast((fact) => fact.clock === clock);
  return last !== undefined && last.kind !== 'stopped' && last.kind !== 'cancelled';
}

/** The facts as they would be: an earlier recalculation falls away with the limits that it came from. */
function withLimits(facts: readonly ClockFact[], limits: ClockLimits): ClockFact[] {
  return facts
    .filter(({ kind }) => kind !== 'recalculated')
    .map((fact) => {
      const limit = fact.limit && limits[fact.limit.name];
      return limit ? { ...fact, limit: { ...limit, name: fact.limit.name } } : fact;
    });
}
