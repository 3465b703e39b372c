import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Clock, MINUTE } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import { UnitOfWork } from '../persistence/index.js';
import type { Attempt } from './due-items.js';
import { SweepLeases, type SweepRun } from './sweep-leases.store.js';
import { SweepWatch } from './sweep-watch.js';

/** How long a process that has died keeps the others from sweeping. */
export const LEASE_MS = 3 * MINUTE;
/** A run that takes longer asks for more in time, also when the machine is busy. */
const RENEWED_EVERY_MS = LEASE_MS / 3;

/** What a run has done: counts by word, such as `{ moved: 3 }`. */
export type SweepOutcome = Readonly<Record<string, number>>;

/** Work that comes round by itself. What a stopped process has missed, the next run catches up with. */
export interface Sweep {
  /** Its name in the log and in `sweep_lease`. */
  readonly name: string;
  /** Milliseconds from one run to the next. */
  readonly every: number;
  /** Also at once when the server starts. */
  readonly atStart?: boolean;
  /** Opens its own units of work, as small as can be: of one item each, if it has any, within `attempt`. */
  run(attempt: Attempt): Promise<SweepOutcome>;
}

/**
 * Runs sweeps, each of them never twice at once: not in one process, and not in several on one database, which share a
 * lease for each. Only the server starts the timers: a command on the same data, or the loading of the demo, sweeps
 * nothing.
 */
@Injectable()
export class Sweeps implements BeforeApplicationShutdown {
  private readonly sweeps = new Map<string, Sweep>();
  private readonly underWay = new Map<string, Promise<SweepOutcome | null>>();

  constructor(
    private readonly leases: SweepLeases,
    private readonly unitOfWork: UnitOfWork,
    private readonly schedule: SchedulerRegistry,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly watch: SweepWatch,
  ) {}

  register(sweep: Sweep): void {
    if (this.sweeps.has(sweep.name)) throw new Error(`there is a sweep ${sweep.name} already`);
    this.sweeps.set(sweep.name, sweep);
  }

  /** In the order in which they were registered. */
  get names(): readonly string[] {
    return [...this.sweeps.keys()];
  }

  start(): void {
    for (const sweep of this.sweeps.values()) {
      const timer = setInterval(() => void this.runOrTell(sweep), sweep.every);
      this.schedule.addInterval(sweep.name, timer);
      if (sweep.atStart) void this.runOrTell(sweep);
    }
  }

  /**
   * Does not wait for the timer.
   * @returns null when the sweep is under way already, here or elsewhere
   * @throws whatever the sweep throws; an error at the end when it has failed with some of its items
   */
  runNow(name: string): Promise<SweepOutcome | null> {
    const sweep = this.sweeps.get(name);
    if (sweep === undefined) return Promise.reject(new Error(`there is no sweep ${name}`));
    if (this.underWay.has(name)) return Promise.resolve(null);
    const run = this.leased(sweep).finally(() => this.underWay.delete(name));
    this.underWay.set(name, run);
    return run;
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.rest();
  }

  /** Begins no more by itself, and waits for what is under way. */
  async rest(): Promise<void> {
    for (const name of this.sweeps.keys())
      if (this.schedule.doesExist('interval', name)) this.schedule.deleteInterval(name);
    await Promise.allSettled(this.underWay.values());
  }

  private async runOrTell({ name }: Sweep): Promise<void> {
    try {
      await this.runNow(name);
    } catch (error) {
      this.watch.tellFailure(name, error);
    }
  }

  private async leased(sweep: Sweep): Promise<SweepOutcome | null> {
    const run: SweepRun = { name: sweep.name, holder: this.ids.next() };
    const startedAt = this.clock.now();
    const mine = await this.unitOfWork.run((tx) => this.leases.take(tx, run, startedAt, startedAt + LEASE_MS));
    if (!mine) {
      this.watch.leftToOthers(sweep.name);
      return null;
    }
    const outcome = await this.whileRenewing(run, () => this.work(sweep)).catch(async (error: unknown) => {
      this.watch.failed(sweep.name);
      // Without the database the lease cannot be given back either, and ends by itself; why the sweep failed matters.
      await this.unitOfWork.run((tx) => this.leases.giveBack(tx, run, this.clock.now())).catch(() => undefined);
      throw error;
    });
    const finishedAt = this.clock.now();
    await this.unitOfWork.run((tx) => this.leases.finish(tx, run, finishedAt, JSON.stringify(outcome)));
    this.watch.done(run.name, outcome, { startedAt, finishedAt });
    return outcome;
  }

  private async work(sweep: Sweep): Promise<SweepOutcome> {
    let failed = 0;
    const outcome = await sweep.run(async (itemId, work) => {
      try {
        return await work();
      } catch (error) {
        failed += 1;
        this.watch.itemFailed(sweep.name, itemId, error);
        return null;
      }
    });
    if (failed === 0) return outcome;
    this.watch.doneInPart(sweep.name, outcome, failed);
    throw new Error(`the sweep ${sweep.name} failed with ${failed} of its items`);
  }

  private async whileRenewing<T>(run: SweepRun, work: () => Promise<T>): Promise<T> {
    const timer = setInterval(() => void this.renew(run), RENEWED_EVERY_MS);
    try {
      return await work();
    } finally {
      clearInterval(timer);
    }
  }

  private async renew(run: SweepRun): Promise<void> {
    const until = this.clock.now() + LEASE_MS;
    try {
      const renewed = await this.unitOfWork.run((tx) => this.leases.renew(tx, run, until));
      if (!renewed) this.watch.leaseLost(run.name);
    } catch (error) {
      this.watch.leaseLost(run.name, error);
    }
  }
}
