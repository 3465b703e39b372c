import fc from 'fast-check';
import { assignmentOf, type Candidate, choose, type Choice } from './assignment-policy.js';
import type { Rule } from './routing-rule.js';

fc.configureGlobal({ seed: 20_240_304 });

const RULE: Rule = {
  code: 'r',
  nameZh: '规则',
  nameEn: 'Rule',
  match: {},
  target: { kind: 'region-specialty' },
  active: true,
};

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const anId = fc.constantFrom(...ids);

const aCandidate = (id: string): fc.Arbitrary<Candidate> =>
  fc.record({
    id: fc.constant(id),
    name: fc.constant(id),
    departmentId: fc.constant('department'),
    capacity: fc.nat({ max: 5 }),
    onDuty: fc.boolean(),
    accountClosed: fc.boolean(),
    onLeave: fc.boolean(),
    deputyId: fc.option(anId),
    openCount: fc.nat({ max: 12 }),
    lastAssignedAt: fc.option(fc.nat({ max: 3 })),
  });

/** Eight cadres with deputies at random, circles among them; some are in the groups, some are only deputies. */
const aSituation = fc
  .record({
    everybody: fc.tuple(...ids.map(aCandidate)),
    members: fc.subarray(ids, { minLength: 1 }),
    secondGroupFrom: fc.nat({ max: ids.length }),
    excluded: fc.subarray(ids),
  })
  .map(({ everybody, members, secondGroupFrom, excluded }) => {
    const group = everybody.filter(({ id }) => members.includes(id));
    return { everybody, groups: [group.slice(0, secondGroupFrom), group.slice(secondGroupFrom)], excluded };
  });

const isAway = (candidate: Candidate): boolean => !candidate.onDuty || candidate.accountClosed || candidate.onLeave;

const chosenFrom = ({
  groups,
  everybody,
  excluded,
}: typeof aSituation extends fc.Arbitrary<infer S> ? S : never): Choice =>
  choose(RULE, { groups, deputies: everybody }, { excludedCadreIds: excluded });

describe('whatever the situation', () => {
  it('the order in which candidates come does not matter', () => {
    fc.assert(
      fc.property(aSituation, fc.infiniteStream(fc.nat()), (situation, random) => {
        const shuffled = <T>(items: readonly T[]): T[] =>
          items
            .map((item) => ({ item, at: random.next().value as number }))
            .sort((one, other) => one.at - other.at)
            .map(({ item }) => item);
        const again = chosenFrom({
          ...situation,
          groups: situation.groups.map(shuffled),
          everybody: shuffled(situation.everybody) as typeof situation.everybody,
          excluded: shuffled(situation.excluded),
        });
        expect(again).toEqual(chosenFrom(situation));
      }),
    );
  });

  it('the chosen one is at work, not excluded, takes issues, and is a member or the deputy of one', () => {
    fc.assert(
      fc.property(aSituation, (situation) => {
        const { cadre, considered } = chosenFrom(situation);
        if (cadre === null) return;
        expect(isAway(cadre)).toBe(false);
        expect(situation.excluded).not.toContain(cadre.id);
        expect(cadre.capacity).toBeGreaterThan(0);
        const isMember = situation.groups.flat().some(({ id }) => id === cadre.id);
        const standsInFor = situation.everybody.some((each) => isAway(each) && each.deputyId === cadre.id);
        expect(isMember || standsInFor).toBe(true);
        expect(considered.filter(({ chosen }) => chosen).map(({ cadreId }) => cadreId)).toEqual([cadre.id]);
      }),
    );
  });

  it('nobody who could take it is less loaded than the chosen one', () => {
    fc.assert(
      fc.property(aSituation, (situation) => {
        const { cadre, considered } = chosenFrom(situation);
        if (cadre === null) return;
        for (const other of considered.filter(({ passedOver }) => passedOver === null)) {
          expect(cadre.openCount * other.capacity).toBeLessThanOrEqual(other.openCount * cadre.capacity);
        }
      }),
    );
  });

  it('everybody is explained once: the chosen one first, then those with a weaker claim, then those passed over', () => {
    fc.assert(
      fc.property(aSituation, (situation) => {
        const { considered } = chosenFrom(situation);
        expect(new Set(considered.map(({ cadreId }) => cadreId)).size).toBe(considered.length);
        const kinds = considered.map(({ chosen, passedOver }) => (chosen ? 0 : passedOver === null ? 1 : 2));
        expect(kinds).toEqual([...kinds].sort());
      }),
    );
  });

  it('nobody is found only when every member is excluded, takes none, or is away with a chain that leads nowhere', () => {
    fc.assert(
      fc.property(aSituation, (situation) => {
        if (chosenFrom(situation).cadre !== null) return;
        for (const candidate of situation.groups.flat()) {
          const { id, capacity } = candidate;
          expect(situation.excluded.includes(id) || capacity === 0 || isAway(candidate)).toBe(true);
        }
      }),
    );
  });
});

/** Assigns issues one after the other; the loads grow as the decisions say. */
function assignInTurn(cadres: readonly Candidate[], count: number): ReadonlyMap<string, number> {
  let group = [...cadres];
  for (let turn = 0; turn < count; turn++) {
    const { cadre } = assignmentOf([choose(RULE, { groups: [group], deputies: [] }, { excludedCadreIds: [] })]);
    group = group.map((each) =>
      each.id === cadre?.id ? { ...each, openCount: each.openCount + 1, lastAssignedAt: turn } : each,
    );
  }
  return new Map(group.map(({ id, openCount }) => [id, openCount]));
}

const atWork = (id: string, capacity: number): Candidate => ({
  id,
  name: id,
  departmentId: 'department',
  capacity,
  onDuty: true,
  accountClosed: false,
  onLeave: false,
  deputyId: null,
  openCount: 0,
  lastAssignedAt: null,
});

describe('over many issues', () => {
  it('the loads of equal cadres differ by at most one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat({ max: 60 }),
        (k, capacity, n) => {
          const loads = [
            ...assignInTurn(
              ids.slice(0, k).map((id) => atWork(id, capacity)),
              n,
            ).values(),
          ];
          expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
          expect(loads.reduce((sum, load) => sum + load, 0)).toBe(n);
        },
      ),
    );
  });

  it('nobody gets more than one above the share of their capacity, nor is more than one ahead of anybody’s', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
        fc.nat({ max: 60 }),
        (capacities, n) => {
          const loads = assignInTurn(
            capacities.map((capacity, index) => atWork(ids[index]!, capacity)),
            n,
          );
          const total = capacities.reduce((sum, capacity) => sum + capacity, 0);
          capacities.forEach((capacity, index) => {
            const load = loads.get(ids[index]!)!;
            expect((load - 1) * total).toBeLessThanOrEqual(capacity * n);
            capacities.forEach((other, position) => {
              expect((load - 1) * other).toBeLessThanOrEqual(loads.get(ids[position]!)! * capacity);
            });
          });
        },
      ),
    );
  });
});
