import fc from 'fast-check';
import { addDays } from '../../../kernel/local-date.js';
import { partsOf, yearsAndMonths } from './whole-months.js';

it.each([
  ['a year that is over', '2024-01-01', '2025-01-01', '2026-11-28', ['2024'], []],
  ['the year that runs', '2026-01-01', '2027-01-01', '2026-03-15', ['2026-01', '2026-02'], ['2026-03-01/2027-01-01']],
  ['its first month', '2026-01-01', '2027-01-01', '2026-01-15', null, ['2026-01-01/2027-01-01']],
  ['on the first day of a month', '2026-01-01', '2027-01-01', '2026-02-01', ['2026-01'], ['2026-02-01/2027-01-01']],
  ['a week', '2024-03-04', '2024-03-11', '2026-11-28', null, ['2024-03-04/2024-03-11']],
  [
    'an odd period',
    ...['2023-11-20', '2025-02-03', '2026-11-28'],
    ['2023-12', '2024', '2025-01'],
    ['2023-11-20/2023-12-01', '2025-02-01/2025-02-03'],
  ],
  ['no day at all', '2024-03-04', '2024-03-04', '2026-11-28', null, ['2024-03-04/2024-03-04']],
] as const)('%s', (_, from, to, today, spans, edges) => {
  const parts = partsOf({ from, to }, today);
  expect(parts.whole && yearsAndMonths(parts.whole)).toEqual(spans);
  expect(parts.edges.map((edge) => `${edge.from}/${edge.to}`)).toEqual(edges);
});

it('loses no day and counts none twice', () => {
  const days = fc.integer({ min: 0, max: 1500 });
  fc.assert(
    fc.property(days, days, days, (start, length, now) => {
      const day = (number: number): string => addDays('2022-01-01', number);
      const period = { from: day(start), to: day(start + length) };
      const { whole, edges } = partsOf(period, day(now));
      const parts = [...(whole ? [whole] : []), ...edges].sort((one, other) => (one.from < other.from ? -1 : 1));
      expect(parts[0]!.from).toBe(period.from);
      expect(parts.at(-1)!.to).toBe(period.to);
      parts.slice(1).forEach(({ from }, place) => expect(from).toBe(parts[place]!.to));
    }),
  );
});
