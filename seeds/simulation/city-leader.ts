import { type Instant, MINUTE } from '../../src/kernel/clock.js';
import { ENDED } from '../../src/modules/issues/index.js';
import type { Random } from '../demo/random.js';
import type { City } from './city.js';
import type { Deeds } from './deeds.js';
import type { OpenIssue } from './watch.read-model.js';

const NOTICED = 0.15;
const INSTRUCTED = 0.02;
/** What a manager does about an issue the first time, the second and the third. */
const SUPERVISIONS = ['urge', 'supervise', 'listed'] as const;

interface Office {
  readonly city: City;
  readonly deeds: Deeds;
  readonly random: Random;
  /** Enters what happens later. */
  readonly enter: (at: Instant, happen: () => Promise<void>) => void;
}

/** The manager of the city reads what has gone orange or red, every morning, and asks about some of it. */
export class CityLeader {
  private readonly supervised = new Map<string, number>();
  private readonly instructed = new Set<string>();

  constructor(private readonly office: Office) {}

  wake(issues: readonly OpenIssue[], now: Instant): void {
    const { random } = this.office;
    for (const { id, redAt, orangeAt, assigneeId, openSupervisions } of issues) {
      if (hasBegun(redAt, now) && openSupervisions === 0 && random.chance(NOTICED))
        this.later(now, () => this.asks(id));
      else if (hasBegun(orangeAt, now) && !this.instructed.has(id) && random.chance(INSTRUCTED))
        this.later(now, () => this.instructs(id, assigneeId === null));
    }
  }

  private later(now: Instant, happen: () => Promise<void>): void {
    this.office.enter(now + this.office.random.int(5, 400) * MINUTE, happen);
  }

  /** Meanwhile somebody may have asked already, or it has ended. */
  private async asks(issueId: string): Promise<void> {
    const { city, deeds } = this.office;
    const kind = SUPERVISIONS[this.supervised.get(issueId) ?? 0];
    const { duties, status } = await deeds.look(issueId);
    if (kind === undefined || duties.length > 0 || ENDED.includes(status)) return;
    this.supervised.set(issueId, (this.supervised.get(issueId) ?? 0) + 1);
    const body = { kind, note: '该件已超期，请说明原因并明确办结时间。' };
    await deeds.act(city.manager, issueId, { action: 'supervise', body });
  }

  private async instructs(issueId: string, nobodyLeads: boolean): Promise<void> {
    const { city, deeds, random } = this.office;
    const { status, assigneeId } = await deeds.look(issueId);
    if (this.instructed.has(issueId) || ENDED.includes(status)) return;
    this.instructed.add(issueId);
    const isForOffice = nobodyLeads || assigneeId === null || random.chance(0.3);
    const body = { addressee: isForOffice ? 'coordinator' : 'lead', note: '请按政策尽快研究解决。' };
    await deeds.act(city.manager, issueId, { action: 'instruct', body });
  }
}

const hasBegun = (at: Instant | null, now: Instant): boolean => at !== null && at <= now;
