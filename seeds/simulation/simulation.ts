import type { Actor } from '../../src/kernel/actor.js';
import { DAY, HOUR, type Instant, MINUTE, type SimulatedClock } from '../../src/kernel/clock.js';
import { localDateOf } from '../../src/kernel/local-date.js';
import type { Providers } from '../demo/demo-people.js';
import type { IssueDraft } from '../demo/issue-drafts.js';
import type { Random } from '../demo/random.js';
import { Agenda, type Item } from './agenda.js';
import { closed, doneClaimed, refused, verified } from './closing-moves.js';
import type { City } from './city.js';
import { Deeds } from './deeds.js';
import { inProgress, longTerm } from './handling-moves.js';
import type { IssueLook } from './issue-look.read-model.js';
import { CityLeader } from './city-leader.js';
import type { Move, Scene } from './moves.js';
import { accepted, assigned, needsInfo, submitted } from './opening-moves.js';
import { nextTurnAt, type OfficeCalendar } from './pace.js';
import { planOutages, Sweeping } from './sweeping.js';
import { Life } from './temperaments.js';
import { Watch } from './watch.js';

const MOVES: Readonly<Record<IssueLook['status'], (scene: Scene) => Move>> = {
  ...{ submitted, needs_info: needsInfo, accepted, assigned, in_progress: inProgress, long_term: longTerm },
  ...{ done_claimed: doneClaimed, verified, closed, refused, withdrawn: () => null, merged: () => null },
};

/** Between two rounds of sweeps at most; the server makes one a minute. */
const ROUND_EVERY = 12 * HOUR;
const LEAVE_EVERY_DAYS = 12;

export interface Setting {
  readonly city: City;
  readonly calendar: OfficeCalendar;
  readonly begins: Instant;
  readonly days: number;
  readonly drafts: readonly IssueDraft[];
}

/** People act when their turn comes, the sweeps run, time passes, and after every step the watch looks. */
export class Simulation {
  readonly watch: Watch;
  readonly deeds: Deeds;
  readonly sweeping: Sweeping;
  readonly outages: ReturnType<typeof planOutages>;
  private readonly agenda = new Agenda();
  private readonly manager: CityLeader;
  private readonly ends: Instant;
  private nextRoundAt: Instant;

  constructor(
    app: Providers,
    private readonly clock: SimulatedClock,
    private readonly setting: Setting,
    private readonly random: Random,
  ) {
    const { begins, days, city } = setting;
    this.ends = begins + days * DAY;
    this.watch = new Watch(app, clock, city.tree);
    this.deeds = new Deeds(app);
    this.sweeping = new Sweeping(app);
    this.outages = planOutages(begins, days, random.fork('outages'));
    this.nextRoundAt = begins;
    const enter = this.enter.bind(this);
    this.manager = new CityLeader({ city, deeds: this.deeds, random: random.fork('manager'), enter });
  }

  async run(): Promise<void> {
    this.plan();
    await this.watch.lookClosely();
    for (let at = this.nextAt(); at < this.ends; at = this.nextAt()) await this.happenAt(at);
    this.clock.moveTo(this.ends);
    this.watch.passTime();
    await this.sweeping.round(this.ends);
    await this.watch.lookAtTheEnd(this.deeds.acknowledged);
  }

  private plan(): void {
    const { drafts, days, begins } = this.setting;
    for (const draft of drafts) this.enter(draft.at, () => this.submit(draft));
    for (let day = 0; day < days; day += 1)
      this.enter(begins + day * DAY + 9 * HOUR + 30 * MINUTE, () =>
        Promise.resolve(this.manager.wake(this.watch.issues, this.clock.now())),
      );
    const { random } = this;
    for (let day = random.int(3, LEAVE_EVERY_DAYS); day < days; day += random.int(4, 2 * LEAVE_EVERY_DAYS - 4))
      this.enter(begins + day * DAY + 10 * HOUR + random.int(0, 59) * MINUTE, () => this.somebodyLeaves());
    for (let day = 0; day < days; day += 1) this.agenda.enter(begins + day * DAY, () => this.watch.lookClosely());
  }

  /** What people do waits until the system is there again. */
  private enter(at: Instant, happen: Item['happen']): void {
    const outage = this.outageAt(at);
    this.agenda.enter(outage === null ? at : outage.to + this.random.int(1, 240) * MINUTE, happen);
  }

  private outageAt(at: Instant) {
    return this.outages.find(({ from, to }) => from <= at && at < to) ?? null;
  }

  private nextAt(): Instant {
    return Math.min(this.agenda.nextAt, this.nextRoundAt);
  }

  private async happenAt(at: Instant): Promise<void> {
    this.clock.moveTo(at);
    this.watch.passTime();
    if (this.nextRoundAt <= this.agenda.nextAt) await this.round(at);
    else {
      await this.agenda.take()!.happen();
      await this.watch.look();
    }
    this.nextRoundAt = this.roundAfter(at);
  }

  private async round(at: Instant): Promise<void> {
    if (this.outageAt(at) !== null) return;
    await this.sweeping.round(at);
    await this.watch.look();
    this.watch.lookAfterSweeps();
  }

  /** As soon as something has fallen due, and every few hours anyway; after an outage, at its end. */
  private roundAfter(at: Instant): Instant {
    const next = Math.min(this.watch.nextDueFrom(at) + 1, (Math.floor(at / ROUND_EVERY) + 1) * ROUND_EVERY);
    return this.outageAt(next)?.to ?? next;
  }

  private async submit(draft: IssueDraft): Promise<void> {
    const { city } = this.setting;
    const life = new Life(draft.key, this.random.fork(draft.key));
    const enterprise = city.enterprise(draft.enterprise.key);
    const { category: categoryCode, title, description, urgency, channel } = draft;
    const by = this.senderOf(draft, enterprise);
    const direct = by === enterprise && life.takes('direct');
    const confidential = by === enterprise && (direct || life.takes('confidential'));
    const issueId = await this.deeds.submit(by, {
      ...{ enterpriseId: city.enterpriseId(draft.enterprise.key), categoryCode, title, description, urgency },
      ...{ channel: by === enterprise ? 'portal' : channel === 'portal' ? 'hotline' : channel, confidential },
      ...(direct ? { direct } : {}),
    });
    if (issueId !== null) await this.expect(issueId, life, enterprise);
  }

  private senderOf({ by, enterprise: { key, regionCode } }: IssueDraft, enterprise: Actor): Actor {
    const { city } = this.setting;
    if (by === 'enterprise') return enterprise;
    const chief = by === 'chief' ? city.chiefOf(key, localDateOf(this.clock.now())) : null;
    return chief ?? city.coordinator(regionCode);
  }

  /** Enters the next turn on the issue as it stands now. */
  private async expect(issueId: string, life: Life, enterprise: Actor): Promise<void> {
    const { city, calendar } = this.setting;
    const now = this.clock.now();
    const at = nextTurnAt(await this.deeds.look(issueId), life, { city, calendar, now });
    if (at !== null) this.enter(Math.max(at, now + MINUTE), () => this.turn(issueId, life, enterprise));
  }

  private async turn(issueId: string, life: Life, enterprise: Actor): Promise<void> {
    const { city, calendar } = this.setting;
    const now = this.clock.now();
    const look = await this.deeds.look(issueId);
    const closing = (days: number): Instant => calendar.addWorkingDays(now, days).at;
    const move = MOVES[look.status]({ look, life, enterprise, now, city, closing });
    if (move !== null) await this.deeds.act(move.by, issueId, move);
    await this.expect(issueId, life, enterprise);
  }

  /** Mostly somebody who has work, so that it has to be handed over. */
  private async somebodyLeaves(): Promise<void> {
    const { city } = this.setting;
    const leads = [...new Set(this.watch.issues.map(({ assigneeId }) => assigneeId))].filter((id) => id !== null);
    if (leads.length === 0) return;
    const cadreId = this.random.pick(leads);
    const leaving = city.cadre(cadreId)!;
    const others = city.colleagues(leaving.regionCode, ({ id }) => id !== cadreId);
    if (others.length === 0) return;
    const led = this.watch.issues.filter(({ assigneeId }) => assigneeId === cadreId).map(({ id }) => id);
    if (await this.deeds.leave(city.province, cadreId, this.random.pick(others).id, led)) city.leave(cadreId);
  }
}
