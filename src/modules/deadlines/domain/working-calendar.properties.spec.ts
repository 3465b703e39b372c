import fc from 'fast-check';
import { addDays, atTime, localDateOf, startOfDay, yearOf, type LocalDate } from '../../../kernel/local-date.js';
import { WorkingCalendar, type CalendarDays, type DayKind, type OfficeHours } from './working-calendar.js';

const RUNS = { seed: 13710, numRuns: 150 };
const MINUTE = 60_000;

interface Sample {
  readonly days: CalendarDays;
  readonly corrections: ReadonlyMap<LocalDate, DayKind>;
  readonly office: OfficeHours;
}

const FIRST = '2023-10-01';
const dates = fc.integer({ min: 0, max: 550 }).map((offset) => addDays(FIRST, offset));
const instants = fc.integer({ min: startOfDay('2023-12-01'), max: startOfDay('2025-02-01') });
const times = fc
  .uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 2, maxLength: 2 })
  .map((pair) => pair.sort((a, b) => a - b).map(clockTime));

/** Calendars that are wilder than real ones: a third of the days may be named, hours may be a minute long. */
const samples: fc.Arbitrary<Sample> = fc.record({
  days: fc.record({
    knownYears: fc.subarray([2023, 2024, 2025]).map((years) => new Set(years)),
    holidays: fc.uniqueArray(dates, { maxLength: 90 }).map((some) => new Set(some)),
    makeUpDays: fc.uniqueArray(dates, { maxLength: 60 }).map((some) => new Set(some)),
  }),
  corrections: fc
    .array(fc.tuple(dates, fc.constantFrom<DayKind>('working', 'off')), { maxLength: 40 })
    .map((entries) => new Map(entries)),
  office: times.map(([opensAt = '', closesAt = '']) => ({ opensAt, closesAt })),
});

function clockTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

const calendarOf = ({ days, corrections, office }: Sample) => new WorkingCalendar(days, corrections, office);

/** The rules once more, a day at a time and without tables. */
function works({ days, corrections }: Sample, date: LocalDate): boolean {
  const correction = corrections.get(date);
  if (correction) return correction === 'working';
  if (days.holidays.has(date)) return false;
  return days.makeUpDays.has(date) || ![0, 6].includes(new Date(`${date}T12:00:00Z`).getUTCDay());
}

function unsure({ days, corrections }: Sample, date: LocalDate): boolean {
  return !days.knownYears.has(yearOf(date)) && !corrections.has(date);
}

function walk(sample: Sample, from: LocalDate, count: number): { end: LocalDate; provisional: boolean } {
  let date = from;
  let provisional = false;
  for (let left = Math.abs(count); left > 0;) {
    date = addDays(date, Math.sign(count));
    provisional ||= unsure(sample, date);
    if (works(sample, date)) left--;
  }
  return { end: date, provisional };
}

function officeMillisecondsBetween(sample: Sample, from: number, to: number): number {
  let sum = 0;
  for (let date = localDateOf(from); startOfDay(date) < to; date = addDays(date, 1)) {
    if (!works(sample, date)) continue;
    const start = Math.max(from, atTime(date, sample.office.opensAt));
    sum += Math.max(0, Math.min(to, atTime(date, sample.office.closesAt)) - start);
  }
  return sum;
}

describe('working calendar, for any calendar', () => {
  it('answers for a day as the plain rules do', () => {
    fc.assert(
      fc.property(samples, dates, (sample, date) => {
        const calendar = calendarOf(sample);
        expect(calendar.isWorkingDay(date)).toBe(works(sample, date));
        expect(calendar.kindOf(date).kind === 'working').toBe(works(sample, date));
        expect(calendar.kindOf(date).provisional).toBe(unsure(sample, date));
      }),
      RUNS,
    );
  });

  it('adds working days as a walk over the days does', () => {
    const counts = fc.integer({ min: -60, max: 60 }).filter((count) => count !== 0);
    fc.assert(
      fc.property(samples, instants, counts, (sample, from, count) => {
        const { end, provisional } = walk(sample, localDateOf(from), count);
        expect(calendarOf(sample).addWorkingDays(from, count)).toEqual({
          at: atTime(end, sample.office.closesAt),
          provisional,
        });
      }),
      RUNS,
    );
  });

  it('ends zero working days on the day itself or on the next working day', () => {
    fc.assert(
      fc.property(samples, instants, (sample, from) => {
        const today = localDateOf(from);
        const { end, provisional } = works(sample, today) ? { end: today, provisional: false } : walk(sample, today, 1);
        expect(calendarOf(sample).addWorkingDays(from, 0)).toEqual({
          at: atTime(end, sample.office.closesAt),
          provisional: provisional || unsure(sample, today),
        });
      }),
      RUNS,
    );
  });

  it('measures office time as the overlap with the hours of each day', () => {
    fc.assert(
      fc.property(samples, instants, instants, (sample, from, to) => {
        const minutes = calendarOf(sample).workingMinutesBetween(from, to);
        expect(minutes * MINUTE).toBeCloseTo(officeMillisecondsBetween(sample, from, to), 3);
      }),
      RUNS,
    );
  });

  it('measures the parts of a time as much as the whole', () => {
    fc.assert(
      fc.property(samples, fc.tuple(instants, instants, instants), (sample, three) => {
        const [first = 0, second = 0, third = 0] = [...three].sort((a, b) => a - b);
        const calendar = calendarOf(sample);
        const parts = calendar.workingMinutesBetween(first, second) + calendar.workingMinutesBetween(second, third);
        expect(parts).toBeCloseTo(calendar.workingMinutesBetween(first, third), 6);
      }),
      RUNS,
    );
  });

  it('adds office time up to the earliest instant by which it has passed', () => {
    fc.assert(
      fc.property(samples, instants, fc.integer({ min: 1, max: 10 * 1440 * MINUTE }), (sample, from, duration) => {
        const { at } = calendarOf(sample).addWorkingMinutes(from, duration / MINUTE);
        expect(officeMillisecondsBetween(sample, from, at)).toBe(duration);
        expect(officeMillisecondsBetween(sample, from, at - 1)).toBe(duration - 1);
      }),
      { ...RUNS, numRuns: 80 },
    );
  });

  it('takes office time back to the earliest instant with no more than that left', () => {
    fc.assert(
      fc.property(samples, instants, fc.integer({ min: 1, max: 10 * 1440 * MINUTE }), (sample, from, duration) => {
        const { at } = calendarOf(sample).addWorkingMinutes(from, -duration / MINUTE);
        expect(officeMillisecondsBetween(sample, at, from)).toBe(duration);
        expect(officeMillisecondsBetween(sample, at - 1, from)).toBe(duration + 1);
      }),
      { ...RUNS, numRuns: 80 },
    );
  });

  it('is unsure of office time exactly when a day from one end to the other is', () => {
    fc.assert(
      fc.property(samples, instants, fc.integer({ min: -6_000, max: 6_000 }), (sample, from, minutes) => {
        const { at, provisional } = calendarOf(sample).addWorkingMinutes(from, minutes);
        const [first, last] = [localDateOf(Math.min(from, at)), localDateOf(Math.max(from, at))];
        let expected = false;
        for (let date = first; date <= last; date = addDays(date, 1)) expected ||= unsure(sample, date);
        expect(provisional).toBe(expected);
      }),
      RUNS,
    );
  });

  it('never gives a later start an earlier end', () => {
    fc.assert(
      fc.property(samples, instants, instants, fc.integer({ min: -30, max: 30 }), (sample, one, other, count) => {
        const calendar = calendarOf(sample);
        const [sooner, later] = [Math.min(one, other), Math.max(one, other)];
        expect(calendar.addWorkingDays(sooner, count).at).toBeLessThanOrEqual(calendar.addWorkingDays(later, count).at);
        const minutes = count * 100;
        expect(calendar.addWorkingMinutes(sooner, minutes).at).toBeLessThanOrEqual(
          calendar.addWorkingMinutes(later, minutes).at,
        );
      }),
      RUNS,
    );
  });

  it('lists exactly the days that are worked', () => {
    fc.assert(
      fc.property(samples, dates, fc.integer({ min: -5, max: 120 }), (sample, from, length) => {
        const end = addDays(from, length);
        const expected: LocalDate[] = [];
        for (let date = from; date < end; date = addDays(date, 1)) if (works(sample, date)) expected.push(date);
        expect(calendarOf(sample).workingDatesBetween(from, end)).toEqual(expected);
      }),
      RUNS,
    );
  });
});
