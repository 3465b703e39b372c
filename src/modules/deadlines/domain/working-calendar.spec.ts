import { addDays, atTime, startOfDay } from '../../../kernel/local-date.js';
import { DEFAULT_OFFICE_HOURS, WorkingCalendar, type CalendarDays, type DayKind } from './working-calendar.js';

/** 2024 around Spring Festival, Labour Day and the National Day as published; 2025 has not been. */
const DAYS: CalendarDays = {
  knownYears: new Set([2023, 2024]),
  holidays: new Set([
    '2024-01-01',
    ...['2024-02-10', '2024-02-11', '2024-02-12', '2024-02-13', '2024-02-14', '2024-02-15', '2024-02-16', '2024-02-17'],
    ...['2024-05-01', '2024-05-02', '2024-05-03', '2024-05-04', '2024-05-05'],
  ]),
  makeUpDays: new Set(['2024-02-04', '2024-02-18', '2024-04-28', '2024-05-11']),
};

const calendarWith = (corrections: Record<string, DayKind> = {}, office = DEFAULT_OFFICE_HOURS) =>
  new WorkingCalendar(DAYS, new Map(Object.entries(corrections)), office);

const calendar = calendarWith();
const at = (text: string) => atTime(text.slice(0, 10), text.slice(11));

describe('which days are worked', () => {
  it.each([
    ['2024-02-04', { kind: 'working', source: 'make-up-day', provisional: false }],
    ['2024-02-10', { kind: 'off', source: 'official-holiday', provisional: false }],
    ['2024-02-09', { kind: 'working', source: 'weekday', provisional: false }],
    ['2024-02-24', { kind: 'off', source: 'weekend', provisional: false }],
    ['2025-01-01', { kind: 'working', source: 'weekday', provisional: true }],
    ['2025-01-04', { kind: 'off', source: 'weekend', provisional: true }],
  ])('%s: %j', (date, answer) => {
    expect(calendar.kindOf(date)).toEqual(answer);
    expect(calendar.isWorkingDay(date)).toBe(answer.kind === 'working');
  });

  it('lets a correction beat the official calendar, and settle a day of an unknown year', () => {
    const corrected = calendarWith({ '2024-02-04': 'off', '2024-02-10': 'working', '2025-01-01': 'off' });
    expect(corrected.kindOf('2024-02-04')).toEqual({ kind: 'off', source: 'correction', provisional: false });
    expect(corrected.isWorkingDay('2024-02-10')).toBe(true);
    expect(corrected.kindOf('2025-01-01')).toEqual({ kind: 'off', source: 'correction', provisional: false });
    expect(corrected.kindOf('2025-01-02').provisional).toBe(true);
  });

  it('knows the years whose notice it was given', () => {
    expect([2022, 2023, 2024, 2025].map((year) => calendar.knows(year))).toEqual([false, true, true, false]);
  });

  it('lists working dates, the end excluded', () => {
    expect(calendar.workingDatesBetween('2024-02-08', '2024-02-20')).toEqual([
      '2024-02-08',
      '2024-02-09',
      '2024-02-18',
      '2024-02-19',
    ]);
    expect(calendar.workingDatesBetween('2024-02-08', '2024-02-08')).toEqual([]);
    expect(calendar.workingDatesBetween('2024-02-09', '2024-02-08')).toEqual([]);
    expect(calendar.workingDatesBetween('2023-12-29', '2024-01-03')).toEqual(['2023-12-29', '2024-01-02']);
  });
});

describe('counting working days', () => {
  it.each([
    ['an ordinary day, at any hour', '2024-03-04T00:00', 1, '2024-03-05T18:00'],
    ['… and at its last minute', '2024-03-04T23:59', 1, '2024-03-05T18:00'],
    ['over a weekend', '2024-03-08T10:00', 1, '2024-03-11T18:00'],
    ['onto a make-up Sunday', '2024-02-02T10:00', 1, '2024-02-04T18:00'],
    ['over Spring Festival onto a make-up Sunday', '2024-02-09T10:00', 1, '2024-02-18T18:00'],
    ['from within the holiday', '2024-02-12T10:00', 2, '2024-02-19T18:00'],
    ['the seven days of 13710 over Labour Day', '2024-04-26T15:00', 7, '2024-05-09T18:00'],
    ['over New Year', '2023-12-29T10:00', 1, '2024-01-02T18:00'],
    ['zero on a working day', '2024-03-04T10:00', 0, '2024-03-04T18:00'],
    ['zero after closing', '2024-03-04T20:00', 0, '2024-03-04T18:00'],
    ['zero on a day off', '2024-03-09T10:00', 0, '2024-03-11T18:00'],
    ['back over a weekend', '2024-03-11T10:00', -1, '2024-03-08T18:00'],
    ['back from a day off', '2024-03-10T10:00', -1, '2024-03-08T18:00'],
    ['back over Spring Festival', '2024-02-18T08:00', -2, '2024-02-08T18:00'],
    ['back over New Year', '2024-01-02T10:00', -1, '2023-12-29T18:00'],
  ])('%s: %s and %i → %s', (_name, from, count, expected) => {
    expect(calendar.addWorkingDays(at(from), count)).toEqual({ at: at(expected), provisional: false });
  });

  it.each([
    ['into the unknown year', '2024-12-31T10:00', 1, true],
    ['up to its edge', '2024-12-30T10:00', 1, false],
    ['through the edge on the way to a known day', '2025-01-02T10:00', -1, true],
    ['back out of it at once: the day of the event does not count', '2025-01-01T10:00', -1, false],
    ['forward out of one at once', '2022-12-31T10:00', 1, false],
    ['on a day in it', '2025-01-02T10:00', 0, true],
  ])('says that a year is not published, %s', (_name, from, count, provisional) => {
    expect(calendar.addWorkingDays(at(from), count).provisional).toBe(provisional);
  });

  it('is sure again when corrections name every day it looks at', () => {
    const corrected = calendarWith({ '2025-01-01': 'off', '2025-01-02': 'working' });
    expect(corrected.addWorkingDays(at('2024-12-31T10:00'), 1)).toEqual({
      at: at('2025-01-02T18:00'),
      provisional: false,
    });
    expect(corrected.addWorkingDays(at('2024-12-31T10:00'), 2).provisional).toBe(true);
  });

  it('passes over a whole year off', () => {
    const allOff: Record<string, DayKind> = {};
    for (let date = '2024-01-01'; date < '2025-01-01'; date = addDays(date, 1)) allOff[date] = 'off';
    const corrected = calendarWith(allOff);
    expect(corrected.addWorkingDays(at('2023-12-29T10:00'), 1).at).toBe(at('2025-01-01T18:00'));
    expect(corrected.addWorkingDays(at('2025-01-01T10:00'), -1).at).toBe(at('2023-12-29T18:00'));
    expect(corrected.workingMinutesBetween(at('2023-12-29T17:00'), at('2025-01-01T10:00'))).toBe(120);
  });
});

describe('counting office time', () => {
  it.each([
    ['within a day', '2024-03-04T10:00', 90, '2024-03-04T11:30'],
    ['up to closing, not the next opening', '2024-03-04T17:00', 60, '2024-03-04T18:00'],
    ['past closing', '2024-03-04T17:00', 61, '2024-03-05T09:01'],
    ['from before opening', '2024-03-04T07:00', 30, '2024-03-04T09:30'],
    ['from after closing', '2024-03-08T19:00', 30, '2024-03-11T09:30'],
    ['a day from closing', '2024-03-08T18:00', 540, '2024-03-11T18:00'],
    ['a day from opening', '2024-03-08T09:00', 540, '2024-03-08T18:00'],
    ['from a day off', '2024-02-12T12:00', 541, '2024-02-19T09:01'],
    ['the last minute', '2024-03-04T17:59', 1, '2024-03-04T18:00'],
    ['nothing', '2024-03-04T20:00', 0, '2024-03-04T20:00'],
    ['back within a day', '2024-03-04T11:30', -90, '2024-03-04T10:00'],
    ['back over a weekend', '2024-03-11T09:30', -60, '2024-03-08T17:30'],
    ['back a day ends at the closing before', '2024-03-08T18:00', -540, '2024-03-07T18:00'],
    ['back a day from a day off', '2024-03-10T18:00', -540, '2024-03-07T18:00'],
    ['back a day from mid-morning', '2024-03-08T10:00', -540, '2024-03-07T10:00'],
  ])('%s: %s and %i min → %s', (_name, from, minutes, expected) => {
    expect(calendar.addWorkingMinutes(at(from), minutes)).toEqual({ at: at(expected), provisional: false });
  });

  it.each([
    ['2024-03-04T09:00', '2024-03-04T18:00', 540],
    ['2024-03-04T00:00', '2024-03-05T00:00', 540],
    ['2024-03-04T17:30', '2024-03-05T09:30', 60],
    ['2024-03-08T18:00', '2024-03-11T09:00', 0],
    ['2024-02-03T00:00', '2024-02-05T00:00', 540],
    ['2024-02-09T17:00', '2024-02-18T10:00', 120],
    ['2023-12-29T17:00', '2024-01-02T10:00', 120],
    ['2024-12-30T17:00', '2024-12-31T10:00', 120],
    ['2024-12-31T17:00', '2025-01-01T10:00', 120],
    ['2024-02-28T17:00', '2024-03-01T10:00', 660],
    ['2100-02-26T17:00', '2100-03-01T10:00', 120],
    ['2100-12-31T17:00', '2101-01-03T10:00', 120],
    ['2000-12-29T17:00', '2001-01-01T10:00', 120],
    ['2024-03-04T10:00', '2024-03-04T10:00', 0],
    ['2024-03-05T10:00', '2024-03-04T10:00', 0],
  ])('from %s to %s: %i min', (from, to, minutes) => {
    expect(calendar.workingMinutesBetween(at(from), at(to))).toBe(minutes);
    expect(calendar.workingDaysBetween(at(from), at(to))).toBeCloseTo(minutes / 540, 12);
  });

  it('counts parts of minutes and rounds up to the millisecond', () => {
    const from = at('2024-03-04T10:00');
    expect(calendar.workingMinutesBetween(from, from + 1_500)).toBe(0.025);
    expect(calendar.addWorkingMinutes(from, 0.025).at).toBe(from + 1_500);
    expect(calendar.addWorkingMinutes(from, 1 / 120_000).at).toBe(from + 1);
  });

  it('follows other office hours', () => {
    const early = calendarWith({}, { opensAt: '08:30', closesAt: '17:30' });
    expect(early.minutesPerDay).toBe(540);
    expect(early.closing('2024-03-09')).toBe(at('2024-03-09T17:30'));
    expect(early.addWorkingDays(at('2024-03-04T10:00'), 1).at).toBe(at('2024-03-05T17:30'));
    expect(early.workingMinutesBetween(at('2024-03-04T00:00'), at('2024-03-04T09:00'))).toBe(30);
  });

  it('says that a year is not published', () => {
    expect(calendar.addWorkingMinutes(at('2024-12-31T17:00'), 60).provisional).toBe(false);
    expect(calendar.addWorkingMinutes(at('2024-12-31T17:00'), 61).provisional).toBe(true);
    expect(calendar.isProvisional(at('2024-12-30T10:00'), at('2024-12-31T23:59'))).toBe(false);
    expect(calendar.isProvisional(at('2024-12-30T10:00'), at('2025-01-01T00:00'))).toBe(true);
  });
});

describe('what a calendar refuses', () => {
  it.each([
    ['hours the wrong way round', () => calendarWith({}, { opensAt: '18:00', closesAt: '09:00' })],
    ['no hours', () => calendarWith({}, { opensAt: '09:00', closesAt: '09:00' })],
    ['no such hour', () => calendarWith({}, { opensAt: '09:00', closesAt: '24:00' })],
    ['a correction of no day', () => calendarWith({ '2023-02-29': 'off' })],
    ['a question about no day', () => calendar.isWorkingDay('2023-02-29')],
    ['a kind of no day', () => calendar.kindOf('2023-02-29')],
    ['a part of a working day', () => calendar.addWorkingDays(startOfDay('2024-03-04'), 0.5)],
    ['no number of days', () => calendar.addWorkingDays(startOfDay('2024-03-04'), Number.NaN)],
    ['no number of minutes', () => calendar.addWorkingMinutes(startOfDay('2024-03-04'), Number.POSITIVE_INFINITY)],
    ['no instant', () => calendar.addWorkingDays(Number.NaN, 1)],
    ['a deadline after the year 9999', () => calendar.addWorkingDays(startOfDay('9999-12-01'), 1_000)],
  ])('%s', (_name, act) => {
    expect(act).toThrow(RangeError);
  });
});
