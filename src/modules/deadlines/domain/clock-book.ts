import type { Instant } from '../../../kernel/clock.js';
import { changesBy, type ClockFact, DUE_COLUMN, type FactClock, type FactInstants, NO_CLOCKS } from './clock-facts.js';
import type { ClockStep } from './clocked-issue.js';
import { dueAt } from './deadline.js';
import type { ClockName } from './sla-policy.js';

/** Why a clock stands still, and until when at most. */
interface Pause {
  readonly reason: string;
  readonly until: Instant | null;
}

const INSTANTS = Object.keys(NO_CLOCKS) as readonly (keyof FactInstants)[];

/**
 * The clocks of one issue while one transition is applied to it. Whatever happens to them is written down as a fact,
 * and nothing but facts changes them.
 */
export class ClockBook {
  readonly facts: ClockFact[] = [];
  private current: FactInstants;

  constructor(readonly step: ClockStep) {
    this.current = Object.fromEntries(INSTANTS.map((name) => [name, step.before[name]])) as unknown as FactInstants;
  }

  get instants(): FactInstants {
    return this.current;
  }

  /** What the facts have changed. */
  get changes(): Partial<FactInstants> {
    return Object.fromEntries(
      INSTANTS.filter((name) => this.current[name] !== this.step.issue[name]).map((name) => [name, this.current[name]]),
    );
  }

  isRunning(clock: FactClock): boolean {
    if (clock === 'contact' && this.step.before.firstContactAt !== null) return false;
    return this.current[DUE_COLUMN[clock]] !== null;
  }

  /**
   * Starts the clock, anew if it runs.
   * @param name the limit, where it is not that of the clock
   */
  start(clock: FactClock, { at = this.step.at, name = clock }: { at?: Instant; name?: ClockName } = {}): void {
    const limit = this.step.limits[name];
    if (limit === null) return;
    if (clock !== 'finish') this.stop(clock);
    const { count, unit } = limit;
    this.write({ clock, kind: 'started', at, limit: { name, count, unit } });
  }

  /** Starts it up to an instant that people have agreed on. */
  startUntil(clock: FactClock, agreed: Instant): void {
    this.stop(clock);
    this.write({ clock, kind: 'started', at: this.step.at, dueAt: agreed });
  }

  pause(clock: FactClock, { reason, until }: Pause): void {
    this.write({ clock, kind: 'paused', at: this.step.at, reason, until });
  }

  /** Does nothing for a clock that did not stop (null). */
  resume(clock: FactClock, stoppedAt: Instant | null): void {
    if (stoppedAt === null) return;
    this.write({ clock, kind: 'resumed', at: this.step.at, stoppedAt });
  }

  extend(agreed: Instant, reason: string): void {
    this.write({ clock: 'finish', kind: 'extended', at: this.step.at, dueAt: agreed, reason });
  }

  recalculate(clock: FactClock, due: Instant, reason: string): void {
    this.write({ clock, kind: 'recalculated', at: this.step.at, dueAt: due, reason });
  }

  /** What it waited for has come. */
  stop(clock: FactClock): void {
    if (this.isRunning(clock)) this.write({ clock, kind: 'stopped', at: this.step.at });
  }

  /** Nobody is to do it any more. */
  cancel(clock: FactClock): void {
    if (this.isRunning(clock)) this.write({ clock, kind: 'cancelled', at: this.step.at });
  }

  /** When the limit ends if it starts now. */
  limitEnd(name: ClockName): Instant | null {
    const limit = this.step.limits[name];
    return limit === null ? null : dueAt(this.step.calendar, this.step.at, limit).at;
  }

  private write(fact: Pick<ClockFact, 'clock' | 'kind' | 'at'> & Partial<ClockFact>): void {
    const whole: ClockFact = { limit: null, stoppedAt: null, dueAt: null, reason: null, until: null, ...fact };
    this.current = { ...this.current, ...changesBy(this.current, whole, this.step.calendar) };
    const over = fact.kind === 'stopped' || fact.kind === 'cancelled' || fact.kind === 'paused';
    this.facts.push({ ...whole, dueAt: over ? null : this.current[DUE_COLUMN[fact.clock]] });
  }
}
