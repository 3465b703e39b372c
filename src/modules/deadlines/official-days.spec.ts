import { readFileSync } from 'node:fs';
import { addDays, atTime, isLocalDate } from '../../kernel/local-date.js';
import { DEFAULT_OFFICE_HOURS, WorkingCalendar } from './domain/working-calendar.js';
import { officialDays } from './official-days.js';

const FIXTURE = new URL('../../../test/fixtures/holidays_2021_2026.csv', import.meta.url);

/** Days off and days worked as written down from the notices themselves; each row cites its notice. */
const notices = readFileSync(FIXTURE, 'utf8')
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((line) => line.split(','))
  .map(([date = '', name = '', isOffDay = '']) => ({ date, name, off: isOffDay === '1' }));

const inFixture = (date: string) => date >= '2021-01-01' && date < '2027-01-01';
const sorted = (dates: Iterable<string>) => [...dates].sort();
const days = officialDays();
const calendar = new WorkingCalendar(days, new Map(), DEFAULT_OFFICE_HOURS);

describe('official days', () => {
  it('reads all of the notices', () => {
    expect(notices).toHaveLength(218);
    expect(notices.every(({ date }) => isLocalDate(date) && inFixture(date))).toBe(true);
  });

  it('agrees with the notices of 2021 to 2026 on every holiday and every make-up day', () => {
    expect(sorted(days.holidays).filter(inFixture)).toEqual(
      sorted(notices.filter(({ off }) => off).map((row) => row.date)),
    );
    expect(sorted(days.makeUpDays).filter(inFixture)).toEqual(
      sorted(notices.filter(({ off }) => !off).map((row) => row.date)),
    );
  });

  it('works on every other weekday of these years and rests on every other weekend', () => {
    const named = new Map(notices.map(({ date, off }) => [date, !off]));
    for (let date = '2021-01-01'; inFixture(date); date = addDays(date, 1)) {
      const weekday = ![0, 6].includes(new Date(`${date}T12:00:00Z`).getUTCDay());
      expect([date, calendar.isWorkingDay(date)]).toEqual([date, named.get(date) ?? weekday]);
    }
  });

  it('knows exactly the years that have been published', () => {
    expect(sorted([...days.knownYears].map(String))).toEqual(
      Array.from({ length: 23 }, (_, index) => String(2004 + index)),
    );
    expect(calendar.knows(2026)).toBe(true);
    expect(calendar.knows(2027)).toBe(false);
    expect(calendar.knows(2003)).toBe(false);
  });

  it('never calls one day both a holiday and a make-up day', () => {
    expect([...days.holidays].filter((date) => days.makeUpDays.has(date))).toEqual([]);
  });

  it.each([
    ['2024-02-04', 'working', 'make-up-day'],
    ['2024-02-10', 'off', 'official-holiday'],
    ['2026-02-14', 'working', 'make-up-day'],
    ['2026-02-15', 'off', 'official-holiday'],
    ['2022-12-31', 'off', 'official-holiday'],
  ])('%s: %s (%s)', (date, kind, source) => {
    expect(calendar.kindOf(date)).toEqual({ kind, source, provisional: false });
  });

  it('says so when a deadline reaches into a year that is not published', () => {
    expect(calendar.kindOf('2027-01-01')).toEqual({ kind: 'working', source: 'weekday', provisional: true });
    expect(calendar.addWorkingDays(atTime('2026-12-30', '10:00'), 1).provisional).toBe(false);
    expect(calendar.addWorkingDays(atTime('2026-12-31', '10:00'), 1)).toEqual({
      at: atTime('2027-01-01', '18:00'),
      provisional: true,
    });
  });
});
