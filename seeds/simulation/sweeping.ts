import { DAY, HOUR, type Instant } from '../../src/kernel/clock.js';
import { OutboxDelivery } from '../../src/platform/outbox/index.js';
import { Reader } from '../../src/platform/persistence/index.js';
import { Sweeps } from '../../src/platform/scheduling/index.js';
import type { Providers } from '../demo/demo-people.js';
import type { Random } from '../demo/random.js';
import { deliveredBetween } from './figures.read-model.js';

/** A time in which the system is down: nobody does anything in it, and nothing sweeps. */
interface Outage {
  readonly from: Instant;
  readonly to: Instant;
}

const ONE_IN_DAYS = 90;

/** At least one outage of two to four days, also in a short run; by chance about one in three months. */
export function planOutages(begins: Instant, days: number, random: Random): Outage[] {
  const part = days / Math.max(1, Math.round(days / ONE_IN_DAYS));
  return Array.from({ length: Math.max(1, Math.round(days / ONE_IN_DAYS)) }, (_each, index) => {
    const length = Math.min(random.int(2 * 24, 4 * 24) * HOUR, (part * DAY) / 4);
    const from = begins + Math.floor(index * part * DAY + random.next() * (part * DAY - length));
    return { from, to: Math.floor(from + length) };
  });
}

/** Runs all that is registered to run by itself, and adds up what it says that it did. */
export class Sweeping {
  rounds = 0;
  /** By sweep and word. */
  readonly did = new Map<string, Map<string, number>>();
  /** Messages that left through the outbox, by kind. */
  readonly delivered = new Map<string, number>();
  private seenUntil = -1;

  constructor(private readonly app: Providers) {}

  async round(now: Instant): Promise<void> {
    const sweeps = this.app.get(Sweeps);
    this.rounds += 1;
    await this.deliver(now);
    for (const name of sweeps.names) {
      const did = this.did.get(name) ?? new Map<string, number>([['runs', 0]]);
      this.did.set(name, did);
      did.set('runs', did.get('runs')! + 1);
      const outcome = (await sweeps.runNow(name)) ?? {};
      for (const [word, count] of Object.entries(outcome)) did.set(word, (did.get(word) ?? 0) + count);
    }
    await this.deliver(now);
  }

  private async deliver(now: Instant): Promise<void> {
    await this.app.get(OutboxDelivery).deliverDue();
    for (const { kind, messages } of await deliveredBetween(this.app.get(Reader), this.seenUntil, now))
      this.delivered.set(kind, (this.delivered.get(kind) ?? 0) + Number(messages));
    this.seenUntil = now;
  }
}
