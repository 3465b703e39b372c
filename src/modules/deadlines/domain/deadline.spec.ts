import fc from 'fast-check';
import { CLOCK_UNITS, dueAt, lastExtensionRequestAt, resumeDue, type ClockUnit } from './deadline.js';
import { atTime, localDateOf } from '../../../kernel/local-date.js';
import { DEFAULT_OFFICE_HOURS, WorkingCalendar } from './working-calendar.js';

/** 2024 around Labour Day, with its make-up days; 2025 has not been published. */
const calendar = new WorkingCalendar(
  {
    knownYears: new Set([2024]),
    holidays: new Set(['2024-05-01', '2024-05-02', '2024-05-03', '2024-05-04', '2024-05-05']),
    makeUpDays: new Set(['2024-04-28', '2024-05-11']),
  },
  new Map(),
  DEFAULT_OFFICE_HOURS,
);

const RUNS = { seed: 13710, numRuns: 500 };
const at = (text: string) => atTime(text.slice(0, 10), text.slice(11));
const instants = fc.integer({ min: at('2024-04-01T00:00'), max: at('2024-06-30T00:00') });
const closings = instants.map((instant) => calendar.closing(localDateOf(instant)));
const dues = fc.oneof(instants, closings);
const gaps = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20 * 86_400_000 }));

describe('due instants', () => {
  it.each<[string, string, [number, ClockUnit], string]>([
    ['hours elapse at night', '2024-04-26T20:00', [24, 'hour'], '2024-04-27T20:00'],
    ['no hours', '2024-04-26T20:00', [0, 'hour'], '2024-04-26T20:00'],
    ['a working day, make-up Sunday', '2024-04-26T10:00', [1, 'working_day'], '2024-04-28T18:00'],
    ['seven working days over Labour Day', '2024-04-26T10:00', [7, 'working_day'], '2024-05-09T18:00'],
    ['working days from a day off', '2024-05-01T10:00', [1, 'working_day'], '2024-05-06T18:00'],
    ['no working days, before closing', '2024-04-26T18:00', [0, 'working_day'], '2024-04-26T18:00'],
    ['no working days, after closing', '2024-04-26T18:01', [0, 'working_day'], '2024-04-28T18:00'],
    ['calendar days may end on a day off', '2024-04-04T10:00', [30, 'calendar_day'], '2024-05-04T18:00'],
    ['calendar days at night', '2024-04-04T23:00', [1, 'calendar_day'], '2024-04-05T18:00'],
    ['no calendar days, before closing', '2024-05-04T10:00', [0, 'calendar_day'], '2024-05-04T18:00'],
    ['no calendar days, at closing', '2024-05-04T18:00', [0, 'calendar_day'], '2024-05-04T18:00'],
    ['no calendar days, after closing', '2024-05-04T19:00', [0, 'calendar_day'], '2024-05-05T18:00'],
  ])('%s: %s and %j → %s', (_name, from, [count, unit], expected) => {
    expect(dueAt(calendar, at(from), { count, unit })).toEqual({ at: at(expected), provisional: false });
  });

  it('is provisional only where working days of an unknown year were counted', () => {
    const from = at('2024-12-31T10:00');
    expect(dueAt(calendar, from, { count: 1, unit: 'working_day' }).provisional).toBe(true);
    expect(dueAt(calendar, from, { count: 1, unit: 'calendar_day' }).provisional).toBe(false);
    expect(dueAt(calendar, from, { count: 24, unit: 'hour' }).provisional).toBe(false);
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses a limit of %d', (count) => {
    for (const unit of CLOCK_UNITS) expect(() => dueAt(calendar, 0, { count, unit })).toThrow(RangeError);
  });

  it('is never before the start, and later for a longer limit', () => {
    const limits = fc.record({ count: fc.integer({ min: 0, max: 90 }), unit: fc.constantFrom(...CLOCK_UNITS) });
    fc.assert(
      fc.property(instants, limits, (from, limit) => {
        const due = dueAt(calendar, from, limit).at;
        expect(due).toBeGreaterThanOrEqual(from);
        expect(dueAt(calendar, from, { ...limit, count: limit.count + 1 }).at).toBeGreaterThanOrEqual(due);
      }),
      RUNS,
    );
  });
});

describe('a clock that stood still', () => {
  it.each<[string, string, [string, string], string]>([
    [
      'the rest of the days, up to closing',
      '2024-04-19T18:00',
      ['2024-04-16T10:00', '2024-04-22T15:00'],
      '2024-04-26T18:00',
    ],
    [
      'stopped and resumed at the same hour',
      '2024-04-19T18:00',
      ['2024-04-16T10:00', '2024-04-17T10:00'],
      '2024-04-22T18:00',
    ],
    [
      'a short stop within the day, up to closing',
      '2024-04-19T18:00',
      ['2024-04-16T10:00', '2024-04-16T10:01'],
      '2024-04-22T18:00',
    ],
    [
      'a stop outside office hours costs nothing',
      '2024-04-19T18:00',
      ['2024-04-16T18:00', '2024-04-17T09:00'],
      '2024-04-19T18:00',
    ],
    ['over Labour Day', '2024-04-30T18:00', ['2024-04-30T09:00', '2024-05-01T12:00'], '2024-05-06T18:00'],
    ['hours stay hours: no closing', '2024-04-19T11:30', ['2024-04-19T10:00', '2024-04-19T17:00'], '2024-04-22T09:30'],
    ['no stop at all', '2024-04-19T11:30', ['2024-04-19T10:00', '2024-04-19T10:00'], '2024-04-19T11:30'],
    ['overdue when stopped', '2024-04-19T18:00', ['2024-04-22T10:00', '2024-04-29T10:00'], '2024-04-19T18:00'],
    ['stopped at its due instant', '2024-04-19T18:00', ['2024-04-19T18:00', '2024-04-23T10:00'], '2024-04-23T18:00'],
    [
      'due on a day off, stopped and resumed before',
      '2024-05-05T18:00',
      ['2024-05-04T10:00', '2024-05-05T17:00'],
      '2024-05-05T18:00',
    ],
    [
      'due on a day off, resumed after',
      '2024-05-05T18:00',
      ['2024-05-04T10:00', '2024-05-06T08:00'],
      '2024-05-06T18:00',
    ],
  ])('%s: due %s, stopped and resumed %j → %s', (_name, due, [stopped, resumed], expected) => {
    const clock = { dueAt: at(due), stoppedAt: at(stopped), resumedAt: at(resumed) };
    expect(resumeDue(calendar, clock)).toEqual({ at: at(expected), provisional: false });
  });

  it.each<[string, string, [string, string], boolean]>([
    ['before the unknown year', '2024-12-27T18:00', ['2024-12-26T10:00', '2024-12-30T10:00'], false],
    ['resumed in it', '2024-12-27T18:00', ['2024-12-26T10:00', '2025-01-02T10:00'], true],
    ['due in it', '2025-01-03T18:00', ['2024-12-26T10:00', '2024-12-27T10:00'], true],
    ['overdue before it', '2024-12-27T18:00', ['2024-12-30T10:00', '2025-01-02T10:00'], false],
  ])('says whether it is provisional: %s', (_name, due, [stopped, resumed], provisional) => {
    const clock = { dueAt: at(due), stoppedAt: at(stopped), resumedAt: at(resumed) };
    expect(resumeDue(calendar, clock).provisional).toBe(provisional);
  });

  it('refuses to resume before it stopped', () => {
    const clock = {
      dueAt: at('2024-04-19T18:00'),
      stoppedAt: at('2024-04-18T10:00'),
      resumedAt: at('2024-04-17T10:00'),
    };
    expect(() => resumeDue(calendar, clock)).toThrow(RangeError);
  });

  it('is never due sooner, and is unchanged by a stop of no length', () => {
    fc.assert(
      fc.property(dues, instants, gaps, (due, stoppedAt, gap) => {
        const resumed = resumeDue(calendar, { dueAt: due, stoppedAt, resumedAt: stoppedAt + gap }).at;
        expect(resumed).toBeGreaterThanOrEqual(due);
        expect(resumeDue(calendar, { dueAt: due, stoppedAt, resumedAt: stoppedAt }).at).toBe(due);
      }),
      RUNS,
    );
  });

  it('gives back at least the office time that was left, and less than a day more', () => {
    fc.assert(
      fc.property(dues, instants, gaps, (due, stoppedAt, gap) => {
        fc.pre(stoppedAt <= due);
        const resumedAt = stoppedAt + gap;
        const resumed = resumeDue(calendar, { dueAt: due, stoppedAt, resumedAt }).at;
        const left = calendar.workingMinutesBetween(stoppedAt, due);
        const given = calendar.workingMinutesBetween(resumedAt, resumed);
        expect(resumed).toBeGreaterThanOrEqual(resumedAt);
        expect(given).toBeGreaterThanOrEqual(left - 1e-6);
        expect(given).toBeLessThanOrEqual(left + calendar.minutesPerDay);
        const stillAtClosing = due === calendar.closing(localDateOf(due));
        if (stillAtClosing) expect(resumed).toBe(calendar.closing(localDateOf(resumed)));
      }),
      RUNS,
    );
  });

  it('is not due sooner for being resumed later', () => {
    fc.assert(
      fc.property(dues, instants, fc.tuple(gaps, gaps), (due, stoppedAt, [one, other]) => {
        const resumedAfter = (gap: number) =>
          resumeDue(calendar, { dueAt: due, stoppedAt, resumedAt: stoppedAt + gap }).at;
        expect(resumedAfter(Math.min(one, other))).toBeLessThanOrEqual(resumedAfter(Math.max(one, other)));
      }),
      RUNS,
    );
  });
});

describe('asking for an extension', () => {
  it.each([
    ['due on a Friday', '2024-04-19T18:00', '2024-04-18T18:00'],
    ['due on a Monday', '2024-04-22T18:00', '2024-04-19T18:00'],
    ['due after a make-up Sunday', '2024-04-29T18:00', '2024-04-28T18:00'],
    ['due after Labour Day', '2024-05-06T18:00', '2024-04-30T18:00'],
    ['due at another hour', '2024-04-22T10:30', '2024-04-19T10:30'],
    ['due at night', '2024-04-22T23:00', '2024-04-19T23:00'],
    ['due on a day off', '2024-04-21T18:00', '2024-04-18T18:00'],
    ['due on a day off, at night', '2024-04-20T03:00', '2024-04-18T18:00'],
  ])('%s (%s) is possible until %s', (_name, due, last) => {
    expect(lastExtensionRequestAt(calendar, at(due))).toBe(at(last));
  });

  it('leaves one working day of office time to decide', () => {
    fc.assert(
      fc.property(instants, dues, (now, due) => {
        const left = calendar.workingMinutesBetween(now, due);
        if (left > calendar.minutesPerDay) expect(now).toBeLessThanOrEqual(lastExtensionRequestAt(calendar, due));
        if (left < calendar.minutesPerDay) expect(now).toBeGreaterThan(lastExtensionRequestAt(calendar, due));
      }),
      RUNS,
    );
  });
});
