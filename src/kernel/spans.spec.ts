import fc from 'fast-check';
import { addDays } from './local-date.js';
import { SPAN_UNITS, spanAround, spansOf } from './spans.js';

it.each([
  ['2024-02-04', '2024-W05', '2024-01-29', '2024-02-05'],
  ['2024-12-30', '2025-W01', '2024-12-30', '2025-01-06'],
  ['2027-01-03', '2026-W53', '2026-12-28', '2027-01-04'],
  ['2021-01-04', '2021-W01', '2021-01-04', '2021-01-11'],
])('%s is in the week %s', (date, name, from, to) => {
  expect(spanAround('week', date)).toEqual({ name, from, to });
});

it('a month ends where the next one begins', () => {
  expect(spanAround('month', '2024-02-29')).toEqual({ name: '2024-02', from: '2024-02-01', to: '2024-03-01' });
});

const days = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays('1990-01-01', count));

it('the spans of a period cover it without a gap, in the order of their names', () => {
  fc.assert(
    fc.property(fc.constantFrom(...SPAN_UNITS), days, fc.integer({ min: 1, max: 900 }), (unit, from, count) => {
      const to = addDays(from, count);
      const spans = spansOf(unit, { from, to });
      expect(spans[0]!.from <= from && spans.at(-1)!.to >= to && spans.at(-1)!.from < to).toBe(true);
      spans.slice(1).forEach((span, index) => expect(span.from).toBe(spans[index]!.to));
      expect(spans.map(({ name }) => name)).toEqual(spans.map(({ name }) => name).sort());
    }),
  );
});

it('a day, a week and a month hold the day that they are asked for', () => {
  fc.assert(
    fc.property(fc.constantFrom(...SPAN_UNITS), days, (unit, date) => {
      const { name, from, to } = spanAround(unit, date);
      expect(from <= date && date < to).toBe(true);
      expect(spanAround(unit, from).name).toBe(name);
      expect(spanAround(unit, to).name).not.toBe(name);
    }),
  );
});
