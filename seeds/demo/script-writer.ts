import { DAY, HOUR, iso, MINUTE, SECOND, type Instant } from '../../src/kernel/clock.js';
import { addDays, localDateOf } from '../../src/kernel/local-date.js';
import { instantAt, minuteOfDay, type OfficeTime } from './office-time.js';
import type { Random } from './random.js';
import type { DemoAction, DemoStep, StepActor, StepBodies } from './script-types.js';

const UP = 7 * 60 + 30;
const TO_BED = 22 * 60;

/** Writes the steps of one issue in order of time. Offices act in office hours, enterprises when they are awake. */
export class ScriptWriter {
  readonly steps: DemoStep[] = [];
  private last: Instant;
  private next: Instant;

  constructor(
    private readonly time: OfficeTime,
    private readonly random: Random,
    start: Instant,
  ) {
    this.last = start;
    this.next = start;
  }

  /** The first office minute in which somebody at an office could act. */
  get minute(): number {
    return this.time.minuteAt(this.last + SECOND);
  }

  /** When the last thing happened. */
  get now(): Instant {
    return this.last;
  }

  /** The next step comes so many office minutes later. */
  after(min: number, max: number): this {
    return this.at(this.minute + this.random.int(min, max));
  }

  /** The next step comes in an office minute, or at once where that is past. */
  at(officeMinute: number): this {
    this.next = this.time.instantOf(Math.max(officeMinute, this.minute + 1), this.random.int(0, 59));
    return this;
  }

  /** The next step is an enterprise's, so many hours later by the clock on the wall. */
  afterHours(min: number, max: number): this {
    const wanted = this.last + this.random.int(min * 60, max * 60) * MINUTE + this.random.int(0, 59) * SECOND;
    const date = localDateOf(wanted);
    const minute = minuteOfDay(wanted);
    if (minute < UP) {
      this.next = instantAt(date, UP + this.random.int(0, 150), this.random.int(0, 59));
    } else if (minute >= TO_BED) {
      this.next = instantAt(addDays(date, 1), UP + this.random.int(0, 150), this.random.int(0, 59));
    } else {
      this.next = wanted;
    }
    return this;
  }

  by<A extends DemoAction>(actor: StepActor, action: A, body: StepBodies[A]): this {
    this.last = Math.max(this.next, this.last + SECOND);
    this.next = this.last;
    this.steps.push({ at: iso(this.last), by: actor, action, body } as DemoStep);
    return this;
  }

  /** An instant shortly before the coming step, for what it reports of the past. */
  shortlyBefore(): string {
    return iso(Math.max(this.next - this.random.int(15, 60) * MINUTE, this.last));
  }

  /** Whether an office can act before the rating window of an issue verified just now has lapsed. */
  officeMinuteWithinWindow(min: number, max: number): number | null {
    const minute = this.minute + this.random.int(min, max);
    return this.time.instantOf(minute) < this.last + 6 * DAY + 12 * HOUR ? minute : null;
  }
}
