import fc from 'fast-check';
import { closesCircle } from './deputies.js';

describe('closesCircle', () => {
  const deputies = new Map([
    ['a', 'b'],
    ['b', 'c'],
  ]);
  const deputyOf = (id: string): string | undefined => deputies.get(id);

  it.each([
    ['a', 'a', true],
    ['c', 'a', true],
    ['c', 'b', true],
    ['b', 'a', true],
    ['a', 'c', false],
    ['c', 'd', false],
    ['d', 'a', false],
  ])('%s deputised by %s: %s', (cadre, deputy, circle) => {
    expect(closesCircle(cadre, deputy, deputyOf)).toBe(circle);
  });

  it('keeps every chain finite, whatever is asked for', () => {
    const wish = fc.tuple(fc.nat(9), fc.option(fc.nat(9)));
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 60 }), (wishes) => {
        const accepted = new Map<string, string>();
        for (const [cadre, deputy] of wishes) {
          if (deputy === null) accepted.delete(String(cadre));
          else if (!closesCircle(String(cadre), String(deputy), (id) => accepted.get(id))) {
            accepted.set(String(cadre), String(deputy));
          }
        }
        for (const start of accepted.keys()) {
          const met = new Set([start]);
          for (let next = accepted.get(start); next !== undefined; next = accepted.get(next)) {
            expect(met.has(next)).toBe(false);
            met.add(next);
          }
        }
      }),
      { seed: 5 },
    );
  });
});
