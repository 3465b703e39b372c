import fc from 'fast-check';
import { DAY, HOUR, iso } from '../../../kernel/clock.js';
import { addDays, atTime, localDateOf } from '../../../kernel/local-date.js';
import { LAST_DAY, MOST_MISSED, type Rhythm, RHYTHMS, slotsDue } from './schedule-slots.js';

const at = (day: string, time: string): number => atTime(day, time);
const told = (rhythm: Rhythm, since: number, now: number): string[] =>
  slotsDue(rhythm, since, now).map(
    ({ period, dueAt }) => `${period.from}/${period.to} at ${iso(dueAt + 8 * HOUR).slice(0, 16)}`,
  );

const MONDAYS: Rhythm = { every: 'weekly', day: 1, hour: 9 };
const SUNDAYS: Rhythm = { every: 'weekly', day: 7, hour: 0 };
const THIRDS: Rhythm = { every: 'monthly', day: 3, hour: 8 };

describe('the bulletins that a rhythm asks for', () => {
  // 2024-03-04 was a Monday.
  it.each([
    ['an hour too early', MONDAYS, at('2024-03-03', '00:00'), at('2024-03-04', '08:59'), []],
    [
      'on the hour',
      MONDAYS,
      at('2024-03-03', '00:00'),
      at('2024-03-04', '09:00'),
      ['2024-02-26/2024-03-04 at 2024-03-04T09:00'],
    ],
    ['made already', MONDAYS, at('2024-03-04', '09:00'), at('2024-03-10', '23:59'), []],
    [
      'on a Sunday: the week before this one, which is not full',
      SUNDAYS,
      at('2024-03-04', '00:00'),
      at('2024-03-10', '12:00'),
      ['2024-02-26/2024-03-04 at 2024-03-10T00:00'],
    ],
    [
      'over the turn of the year',
      THIRDS,
      at('2023-12-04', '00:00'),
      at('2024-02-03', '08:00'),
      ['2023-12-01/2024-01-01 at 2024-01-03T08:00', '2024-01-01/2024-02-01 at 2024-02-03T08:00'],
    ],
    [
      'missed, in order',
      MONDAYS,
      at('2024-02-12', '10:00'),
      at('2024-03-05', '00:00'),
      [
        '2024-02-12/2024-02-19 at 2024-02-19T09:00',
        '2024-02-19/2024-02-26 at 2024-02-26T09:00',
        '2024-02-26/2024-03-04 at 2024-03-04T09:00',
      ],
    ],
  ] as const)('%s', (_case, rhythm, since, now, slots) => {
    expect(told(rhythm, since, now)).toEqual(slots);
  });

  const rhythms = fc.constantFrom(...RHYTHMS).chain((every) =>
    fc.record({
      every: fc.constant(every),
      day: fc.integer({ min: 1, max: LAST_DAY[every] }),
      hour: fc.integer({ min: 0, max: 23 }),
    }),
  );
  const instants = fc.integer({ min: at('2020-01-01', '00:00'), max: at('2030-01-01', '00:00') });

  it('are the last twelve at most, in order, one after the other, each after its period', () => {
    fc.assert(
      fc.property(rhythms, instants, fc.integer({ min: 0, max: 900 * DAY }), (rhythm, now, ago) => {
        const slots = slotsDue(rhythm, now - ago, now);
        expect(slots.length).toBeLessThanOrEqual(MOST_MISSED);
        slots.forEach(({ period, dueAt }, index) => {
          expect(dueAt > now - ago && dueAt <= now).toBe(true);
          expect(localDateOf(dueAt) >= period.to).toBe(true);
          if (index > 0) expect(period.from).toBe(slots[index - 1]!.period.to);
          if (rhythm.every === 'weekly') expect(addDays(period.from, 7)).toBe(period.to);
          else expect([period.from.slice(8), period.to.slice(8)]).toEqual(['01', '01']);
        });
      }),
      { seed: 5 },
    );
  });

  it('are the same whether one looks often or once', () => {
    fc.assert(
      fc.property(
        rhythms,
        instants,
        fc.array(fc.integer({ min: 0, max: 10 * DAY }), { maxLength: 6 }),
        (rhythm, since, steps) => {
          let last = since;
          const seen = steps.flatMap((step) => {
            const slots = slotsDue(rhythm, last, last + step);
            last += step;
            return slots;
          });
          expect(seen).toEqual(slotsDue(rhythm, since, last));
        },
      ),
      { seed: 6 },
    );
  });
});
