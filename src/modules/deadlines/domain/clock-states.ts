import type { Instant } from '../../../kernel/clock.js';
import type { ClockFact, FactClock } from './clock-facts.js';

export interface ClockState {
  readonly clock: FactClock;
  readonly state: 'running' | 'paused' | 'over';
  /** When it is, or was, due. */
  readonly dueAt: Instant | null;
  readonly facts: readonly ClockFact[];
}

/** Each clock that ever ran, in the order in which they first did. */
export function clockStates(facts: readonly ClockFact[]): ClockState[] {
  const clocks = [...new Set(facts.map(({ clock }) => clock))];
  return clocks.flatMap((clock) => {
    const own = facts.filter((fact) => fact.clock === clock);
    // A refusal of what was never accepted pauses a clock that has not begun.
    if (!own.some(({ kind }) => kind === 'started')) return [];
    const last = own.at(-1)!;
    const over = last.kind === 'stopped' || last.kind === 'cancelled';
    const state = over ? 'over' : last.kind === 'paused' ? 'paused' : 'running';
    const dueAt = own.findLast((fact) => fact.dueAt !== null)?.dueAt ?? null;
    return [{ clock, state, dueAt, facts: own } as const];
  });
}
