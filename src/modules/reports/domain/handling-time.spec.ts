import fc from 'fast-check';
import { addHistogram, addTenths, handlingTime, type Histogram } from './handling-time.js';

function histogramOf(...lists: readonly string[]): Histogram {
  const histogram: Histogram = new Map();
  for (const list of lists) addTenths(histogram, list);
  return histogram;
}

describe('handling time', () => {
  it('has no value without a finished issue', () => {
    expect(handlingTime(new Map())).toEqual({ count: 0, mean: null, median: null, p90: null });
  });

  it.each([
    ['25', { count: 1, mean: 2.5, median: 2.5, p90: 2.5 }],
    ['10,20', { count: 2, mean: 1.5, median: 1, p90: 2 }],
    ['30,10,20', { count: 3, mean: 2, median: 2, p90: 3 }],
    ['0,0,0,1', { count: 4, mean: 0, median: 0, p90: 0.1 }],
    ['1,2', { count: 2, mean: 0.2, median: 0.1, p90: 0.2 }],
    ['10,20,30,40,50,60,70,80,90,100', { count: 10, mean: 5.5, median: 5, p90: 9 }],
    ['10,20,30,40,50,60,70,80,90,100,110', { count: 11, mean: 6, median: 6, p90: 10 }],
  ])('of %s tenths', (list, expected) => {
    expect(handlingTime(histogramOf(list))).toEqual(expected);
  });

  it('is that of all values in order, by nearest rank', () => {
    const tenths = fc.array(fc.nat({ max: 400 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(tenths, (values) => {
        const inOrder = [...values].sort((a, b) => a - b);
        const { count, mean, median, p90 } = handlingTime(histogramOf(values.join(',')));
        expect(count).toBe(values.length);
        expect(median).toBe(inOrder[Math.ceil(values.length / 2) - 1]! / 10);
        expect(p90).toBe(inOrder[Math.ceil(values.length * 0.9) - 1]! / 10);
        const exact = values.reduce((sum, value) => sum + value, 0) / values.length / 10;
        expect(Math.abs(mean! - exact)).toBeLessThanOrEqual(0.05 + 1e-9);
      }),
      { seed: 90, numRuns: 500 },
    );
  });

  it('of groups together is that of all their issues', () => {
    const together = histogramOf('10,20,20');
    addHistogram(together, histogramOf('20,300'));
    expect(handlingTime(together)).toEqual(handlingTime(histogramOf('10,20,20,20,300')));
  });
});
