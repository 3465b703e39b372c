import fc from 'fast-check';
import { absenteesOf, closesCircle, standInOf } from './deputies.js';

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

describe('absenteesOf', () => {
  const staffOf = (people: readonly { away: boolean; deputy: number | null }[]) =>
    people.map(({ away, deputy }, index) => ({
      id: String(index),
      away,
      deputyId: deputy === null ? null : String(deputy % people.length),
    }));

  it('names those for whom nobody else acts, and who is between, circles or not', () => {
    const person = fc.record({ away: fc.boolean(), deputy: fc.option(fc.nat(9)) });
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 10 }), (people) => {
        const staff = staffOf(people);
        const known = new Map(staff.map((each) => [each.id, each]));
        const pairs = (of: readonly (readonly [string, string])[]) => of.map((pair) => pair.join(' for ')).sort();
        const acting = staff.flatMap(({ id }) => absenteesOf(id, staff).map(({ cadreId }) => [id, cadreId] as const));
        const told = staff
          .map(({ id }) => [standInOf(id, known, () => false), id] as const)
          .filter((pair): pair is readonly [string, string] => pair[0] !== null && pair[0] !== pair[1]);
        expect(pairs(acting)).toEqual(pairs(told));
      }),
      { seed: 13 },
    );
  });

  it('tells the deputies between', () => {
    const staff = staffOf([
      { away: true, deputy: 1 },
      { away: true, deputy: 2 },
      { away: false, deputy: null },
    ]);
    expect(absenteesOf('2', staff)).toEqual([
      { cadreId: '1', via: [] },
      { cadreId: '0', via: ['1'] },
    ]);
    expect(absenteesOf('1', staff)).toEqual([]);
  });
});
