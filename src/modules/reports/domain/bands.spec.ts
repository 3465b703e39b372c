import fc from 'fast-check';
import { addDays, daysBetween } from '../../../kernel/local-date.js';
import { AGE_BANDS, HANDLING_BANDS, isWithin, submittedWithin } from './bands.js';

const TODAY = '2024-03-01';

it.each([
  [0, '2024-02-27', '2024-03-02'],
  [1, '2024-02-23', '2024-02-27'],
  [6, '1900-01-01', '2023-12-02'],
])('band %i was submitted from %s, before %s', (index, from, to) => {
  expect(submittedWithin(AGE_BANDS[index]!, TODAY)).toEqual({ from, to });
});

it('every age is in exactly one band, the one that names it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3000 }), (age) => {
      const day = addDays(TODAY, -age);
      const holding = AGE_BANDS.filter((band) => {
        const { from, to } = submittedWithin(band, TODAY);
        return from <= day && day < to;
      });
      expect(holding).toHaveLength(1);
      const [{ fromDays, toDays }] = holding as [(typeof AGE_BANDS)[number]];
      expect(daysBetween(day, TODAY)).toBe(age);
      expect(age >= fromDays && (toDays === null || age <= toDays)).toBe(true);
    }),
  );
});

it('every handling time is in exactly one band', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5000 }), (tenths) => {
      expect(HANDLING_BANDS.filter((band) => isWithin(band, tenths))).toHaveLength(1);
    }),
  );
});

it.each([
  [10, { over: null, upTo: 1 }],
  [11, { over: 1, upTo: 3 }],
  [301, { over: 30, upTo: null }],
])('%i tenths are within %j', (tenths, band) => {
  expect(HANDLING_BANDS.find((each) => isWithin(each, tenths))).toEqual(band);
});
