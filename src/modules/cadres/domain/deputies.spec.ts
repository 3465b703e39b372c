import fc from 'fast-check';
import { closesCircle, standInOf } from './deputies.js';

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

describe('who acts for a cadre', () => {
  const staff = (...rows: readonly (readonly [id: string, away: boolean, deputyId: string | null])[]) =>
    new Map(rows.map(([id, away, deputyId]) => [id, { id, away, deputyId }]));
  const nobody = (): boolean => false;

  it.each([
    ['who is there', staff(['wang', false, 'li']), nobody, 'wang'],
    ['a deputy', staff(['wang', true, 'li'], ['li', false, null]), nobody, 'li'],
    ['the deputy of the deputy', staff(['wang', true, 'li'], ['li', true, 'sun'], ['sun', false, null]), nobody, 'sun'],
    ['nobody without a deputy', staff(['wang', true, null]), nobody, null],
    ['nobody in a circle of absent ones', staff(['wang', true, 'li'], ['li', true, 'wang']), nobody, null],
    ['not who is excluded', staff(['wang', true, 'li'], ['li', false, null]), (id: string) => id === 'li', null],
    [
      'nor anybody behind them',
      staff(['wang', true, 'li'], ['li', true, 'sun'], ['sun', false, null]),
      (id: string) => id === 'li',
      null,
    ],
    ['nobody for a stranger', staff(), nobody, null],
  ])('%s', (_case, cadres, isExcluded, expected) => {
    expect(standInOf('wang', cadres, isExcluded)).toBe(expected);
  });
});
