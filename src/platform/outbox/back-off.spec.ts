import fc from 'fast-check';
import { DAY, HOUR, SECOND } from '../../kernel/clock.js';
import { backOff, MOST_ATTEMPTS } from './back-off.js';

const id = fc.uuid();
const failed = fc.integer({ min: 1, max: MOST_ATTEMPTS - 1 });

it('is the same for the same message and attempt', () => {
  fc.assert(fc.property(id, failed, (message, nth) => backOff(message, nth) === backOff(message, nth)));
});

it('begins with ten seconds, doubles, ends at six hours, and adds at most a quarter', () => {
  fc.assert(
    fc.property(id, fc.integer({ min: 1, max: 2_000 }), (message, nth) => {
      const nominal = Math.min(10 * SECOND * 2 ** (nth - 1), 6 * HOUR);
      const wait = backOff(message, nth);
      expect(Number.isInteger(wait)).toBe(true);
      expect(wait).toBeGreaterThanOrEqual(nominal);
      expect(wait).toBeLessThanOrEqual(nominal * 1.25);
    }),
  );
});

it('takes about a day for all attempts', () => {
  fc.assert(
    fc.property(id, (message) => {
      let total = 0;
      for (let nth = 1; nth < MOST_ATTEMPTS; nth++) total += backOff(message, nth);
      expect(total).toBeGreaterThan(23 * HOUR);
      expect(total).toBeLessThan(1.25 * DAY);
    }),
  );
});

it('does not bring messages back together that failed together', () => {
  const waits = Array.from({ length: 1_000 }, (_, nth) => backOff(`message ${nth}`, 1));
  for (const quarter of [0, 1, 2, 3]) {
    const from = 10 * SECOND + quarter * 625;
    const within = waits.filter((wait) => wait >= from && wait < from + 625).length;
    expect(within).toBeGreaterThan(150);
  }
});
