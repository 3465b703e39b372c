import fc from 'fast-check';
import { addDays, atTime, isLocalDate, localDateOf, startOfDay, timeOfDay, yearOf } from './local-date.js';

const RUNS = { seed: 20240204, numRuns: 500 };
const at = (text: string) => Date.parse(text);
const inShanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });
const instants = fc.integer({ min: at('1992-01-01T00:00:00Z'), max: at('2100-01-01T00:00:00Z') });

describe('local dates in Asia/Shanghai', () => {
  it.each([
    ['2024-02-03T15:59:59.999Z', '2024-02-03'],
    ['2024-02-03T16:00:00.000Z', '2024-02-04'],
    ['2023-12-31T16:00:00.000Z', '2024-01-01'],
    ['1969-12-31T15:59:59.999Z', '1969-12-31'],
    ['1969-12-31T16:00:00.000Z', '1970-01-01'],
  ])('%s falls on %s', (instant, date) => {
    expect(localDateOf(at(instant))).toBe(date);
  });

  it.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['2000-02-29', true],
    ['1900-02-29', false],
    ['2024-04-31', false],
    ['2024-00-10', false],
    ['2024-13-01', false],
    ['2024-01-00', false],
    ['0001-01-01', true],
    ['0000-01-01', false],
    ['9999-12-31', true],
    ['+012024-01', false],
    ['2024-1-1', false],
    ['2024-01-01T00:00', false],
    ['2024-01-01 ', false],
    ['2024-01-01\n', false],
    ['２０２４-01-01', false],
    ['', false],
  ])('%j is a date: %s', (text, real) => {
    expect(isLocalDate(text)).toBe(real);
  });

  it.each([
    ['2024-02-28', 2, '2024-03-01'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2024-01-01', -1, '2023-12-31'],
    ['1970-01-01', -1, '1969-12-31'],
    ['2024-05-06', 0, '2024-05-06'],
  ])('%s and %i days is %s', (date, count, expected) => {
    expect(addDays(date, count)).toBe(expected);
  });

  it('places a clock time on the day', () => {
    expect(startOfDay('2024-02-04')).toBe(at('2024-02-04T00:00:00+08:00'));
    expect(atTime('2024-02-04', '18:00')).toBe(at('2024-02-04T18:00:00+08:00'));
    expect(atTime('2024-02-04', '00:00')).toBe(startOfDay('2024-02-04'));
    expect(timeOfDay('23:59')).toBe(86_340_000);
    expect(yearOf('2024-02-04')).toBe(2024);
  });

  it.each(['24:00', '9:00', '09:60', '09:00:00', '', '09.00'])('refuses the time %j', (time) => {
    expect(() => timeOfDay(time)).toThrow(RangeError);
  });

  it('refuses what is not a day', () => {
    expect(() => startOfDay('2023-02-29')).toThrow(RangeError);
    expect(() => yearOf('2023-02-29')).toThrow(RangeError);
    expect(() => addDays('2024-01-01', 0.5)).toThrow(RangeError);
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
    expect(() => addDays('0001-01-01', -1)).toThrow(RangeError);
    expect(() => localDateOf(Number.NaN)).toThrow(RangeError);
    expect(() => localDateOf(Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });

  it('agrees with the time zone database since 1992', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        expect(localDateOf(instant)).toBe(inShanghai.format(instant));
      }),
      RUNS,
    );
  });

  it('holds every instant in exactly one day', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const date = localDateOf(instant);
        expect(isLocalDate(date)).toBe(true);
        expect(startOfDay(date)).toBeLessThanOrEqual(instant);
        expect(startOfDay(addDays(date, 1))).toBeGreaterThan(instant);
      }),
      RUNS,
    );
  });

  it('comes back after going away', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -40_000, max: 40_000 }), (instant, count) => {
        const date = localDateOf(instant);
        expect(addDays(addDays(date, count), -count)).toBe(date);
      }),
      RUNS,
    );
  });
});
