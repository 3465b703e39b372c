import { pino } from 'pino';
import { SimulatedClock } from '../../kernel/clock.js';
import { atTime } from '../../kernel/local-date.js';
import { readConfig } from '../../platform/config/config.js';
import type { ReferenceCaches } from '../../platform/persistence/index.js';
import { Calendars } from './calendar.service.js';
import { CalendarStore } from './calendar.store.js';

const config = readConfig({ ZHUQI_OFFICE_OPENS: '08:30', ZHUQI_OFFICE_CLOSES: '17:30' });

/** What a process that starts on the day writes to its log. */
function logOf(today: string): unknown[] {
  const lines: unknown[] = [];
  const logger = pino({ base: null, timestamp: false }, { write: (line) => lines.push(JSON.parse(line)) });
  const clock = new SimulatedClock(atTime(today, '09:00'));
  // Nothing is read before the first deadline.
  new Calendars({} as ReferenceCaches, new CalendarStore(), clock, config, logger).onApplicationBootstrap();
  return lines;
}

describe('a process that starts', () => {
  it('says once which official calendars are missing', () => {
    // Long before the State Council, so that no new edition of the calendar changes it.
    expect(logOf('1940-03-01')).toMatchObject([{ level: 40, years: [1940] }]);
    expect(logOf('1940-11-01')).toMatchObject([{ years: [1940, 1941] }]);
  });

  it('says nothing while all are there', () => {
    expect(logOf('2024-03-04')).toEqual([]);
    expect(logOf('2024-12-31')).toEqual([]);
  });
});
