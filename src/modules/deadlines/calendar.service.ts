import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { LOGGER } from '../../platform/observability/logging.module.js';
import { ReferenceCaches } from '../../platform/persistence/index.js';
import { CalendarStore, type Correction } from './calendar.store.js';
import { missingYears } from './domain/known-years.js';
import { type CalendarDays, type OfficeHours, WorkingCalendar } from './domain/working-calendar.js';
import { officialDays } from './official-days.js';

/** Topic of the cached calendar; whoever corrects a day raises it. */
export const CALENDAR_TOPIC = 'calendar';

interface KeptCalendar {
  readonly calendar: WorkingCalendar;
  readonly corrections: readonly Correction[];
}

/** The official calendar with the office's corrections and hours. */
@Injectable()
export class Calendars implements OnApplicationBootstrap {
  readonly officeHours: OfficeHours;
  private readonly days: CalendarDays = officialDays();

  constructor(
    private readonly caches: ReferenceCaches,
    private readonly store: CalendarStore,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.officeHours = { opensAt: config.officeOpens, closesAt: config.officeCloses };
  }

  /** As it is committed; kept in memory. A later correction makes a new one. */
  async current(): Promise<WorkingCalendar> {
    return (await this.kept()).calendar;
  }

  /** By date. */
  async corrections(): Promise<readonly Correction[]> {
    return (await this.kept()).corrections;
  }

  /** Years whose official calendar is known, ascending. */
  get knownYears(): readonly number[] {
    return [...this.days.knownYears].sort((one, other) => one - other);
  }

  onApplicationBootstrap(): void {
    const years = missingYears(this.days.knownYears, this.clock.now());
    if (years.length === 0) return;
    this.logger.warn(
      { years },
      'no official calendar: weekdays count as working days until chinese-days is updated or the days are corrected',
    );
  }

  private kept(): Promise<KeptCalendar> {
    return this.caches.get(CALENDAR_TOPIC, async (reader) => {
      const corrections = await this.store.corrections(reader);
      const kinds = new Map(corrections.map(({ date, kind }) => [date, kind]));
      return { calendar: new WorkingCalendar(this.days, kinds, this.officeHours), corrections };
    });
  }
}
