import fc from 'fast-check';
import { endOf, overlap, pairingConflict, type PairingPlan } from './pairing.js';

const chief = (from: string, to: string | null, cadreId = 'a'): PairingPlan => ({ cadreId, role: 'chief', from, to });
const deputy = (from: string, to: string | null, cadreId: string): PairingPlan => ({
  cadreId,
  role: 'deputy',
  from,
  to,
});

describe('pairingConflict', () => {
  const others = [chief('2024-01-01', '2024-07-01'), deputy('2024-01-01', null, 'b')];

  it.each<[string, PairingPlan, string | null]>([
    ['a second chief', chief('2024-06-30', null, 'c'), 'second-chief'],
    ['a chief around the other', chief('2023-01-01', null, 'c'), 'second-chief'],
    ['a chief from the day on which the other ends', chief('2024-07-01', null, 'c'), null],
    ['a chief until the day on which the other begins', chief('2023-01-01', '2024-01-01', 'c'), null],
    ['a second deputy', deputy('2024-01-01', null, 'c'), null],
    ['the same cadre as chief and deputy', deputy('2024-06-01', null, 'a'), 'same-cadre'],
    ['the same cadre later', deputy('2024-07-01', null, 'a'), null],
    ['the deputy as chief', chief('2024-07-01', null, 'b'), 'same-cadre'],
  ])('%s', (_, added, conflict) => {
    expect(pairingConflict(others, added)).toBe(conflict);
  });

  it('forgets one that was ended before it began', () => {
    expect(pairingConflict([chief('2024-01-01', '2024-01-01')], chief('2023-01-01', null, 'c'))).toBeNull();
  });
});

describe('overlap', () => {
  it('is the same as sharing a day', () => {
    const period = fc
      .tuple(fc.integer({ min: 1, max: 20 }), fc.option(fc.integer({ min: 0, max: 8 })))
      .map(([from, days]) => ({ from, to: days === null ? null : from + days }));
    const date = (day: number): string => `2024-01-${String(day).padStart(2, '0')}`;
    const dated = ({ from, to }: { from: number; to: number | null }) => ({
      from: date(from),
      to: to === null ? null : date(to),
    });
    const holds = ({ from, to }: { from: number; to: number | null }, day: number) =>
      from <= day && (to === null || day < to);
    fc.assert(
      fc.property(period, period, (one, other) => {
        const days = Array.from({ length: 40 }, (_, day) => day);
        expect(overlap(dated(one), dated(other))).toBe(days.some((day) => holds(one, day) && holds(other, day)));
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe('endOf', () => {
  it.each([
    ['2024-01-01', null, '2024-02-04'],
    ['2024-01-01', '2024-12-31', '2024-02-04'],
    ['2024-01-01', '2024-02-01', '2024-02-01'],
    ['2024-02-04', null, '2024-02-04'],
    ['2024-03-01', null, '2024-03-01'],
    ['2024-03-01', '2024-04-01', '2024-03-01'],
  ])('%s to %s, ended on 4 February: %s', (from, to, end) => {
    expect(endOf({ from, to }, '2024-02-04')).toBe(end);
  });
});
