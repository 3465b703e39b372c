import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Clock, SECOND } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Reader } from '../../platform/persistence/index.js';
import { type Attempt, Sweeps } from '../../platform/scheduling/index.js';
import { BulletinSchedulesStore, type StoredSchedule } from './bulletin-schedules.store.js';
import { slotsDue } from './domain/schedule-slots.js';
import { ScheduledMaking } from './scheduled-making.service.js';

/** Makes bulletins when their time has come; what was missed is made up for, in order. */
@Injectable()
export class ScheduledBulletins implements OnModuleInit {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly store: BulletinSchedulesStore,
    private readonly making: ScheduledMaking,
    private readonly reader: Reader,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    const every = this.config.sweepSeconds * SECOND;
    this.sweeps.register({ name: 'bulletins', every, run: (attempt) => this.sweep(attempt) });
  }

  private async sweep(attempt: Attempt): Promise<{ made: number }> {
    let made = 0;
    for (const schedule of await this.store.all(this.reader, sql`s.active`)) {
      made += (await attempt(schedule.id, () => this.makeDue(schedule))) ?? 0;
    }
    return { made };
  }

  private async makeDue(schedule: StoredSchedule): Promise<number> {
    let made = 0;
    let present: StoredSchedule | null = schedule;
    for (const slot of slotsDue(schedule, schedule.madeUntil, this.clock.now())) {
      present = await this.making.make(present, slot);
      // The next run sees it as it is now.
      if (present === null) break;
      made += 1;
    }
    return made;
  }
}
