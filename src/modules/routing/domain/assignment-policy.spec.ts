import {
  assignmentOf,
  type Candidate,
  choose,
  type Choice,
  deputiesWanted,
  MOST_CANDIDATES,
} from './assignment-policy.js';
import type { Rule } from './routing-rule.js';

const RULE: Rule = {
  code: 'r',
  nameZh: '规则',
  nameEn: 'Rule',
  match: {},
  target: { kind: 'region-specialty' },
  active: true,
};

const cadre = (id: string, rest: Partial<Candidate> = {}): Candidate => ({
  id,
  name: id.toUpperCase(),
  departmentId: `of-${id}`,
  capacity: 10,
  onDuty: true,
  accountClosed: false,
  onLeave: false,
  deputyId: null,
  openCount: 0,
  lastAssignedAt: null,
  ...rest,
});

const onLeave = (id: string, deputyId: string | null = null): Candidate => cadre(id, { onLeave: true, deputyId });

interface Setting {
  readonly deputies?: readonly Candidate[];
  readonly excluded?: readonly string[];
}

function among(group: readonly Candidate[], { deputies = [], excluded = [] }: Setting = {}): Choice {
  return choose(RULE, { groups: [group], deputies }, { excludedCadreIds: excluded });
}

const codesOf = (choice: Choice): string[] => choice.reasons.map(({ code }) => code);

const passedOver = (choice: Choice): Record<string, string | null> =>
  Object.fromEntries(choice.considered.map((each) => [each.cadreId, each.passedOver]));

describe('within a group', () => {
  it('takes the only one', () => {
    const choice = among([cadre('a')]);
    expect(choice.cadre?.id).toBe('a');
    expect(choice.reasons).toEqual([
      { code: 'by-rule', params: { nameZh: '规则', nameEn: 'Rule' } },
      { code: 'only-one', params: { name: 'A' } },
    ]);
  });

  it('takes the least loaded in proportion to capacity', () => {
    const choice = among([
      cadre('a', { openCount: 2, capacity: 4 }),
      cadre('b', { openCount: 4, capacity: 10 }),
      cadre('c', { openCount: 1, capacity: 1 }),
    ]);
    expect(choice.cadre?.id).toBe('b');
    expect(choice.reasons[1]).toEqual({
      code: 'least-loaded',
      params: { name: 'B', openCount: 4, capacity: 10, available: 3 },
    });
    expect(choice.considered).toEqual([
      { cadreId: 'b', name: 'B', openCount: 4, capacity: 10, chosen: true, passedOver: null },
      { cadreId: 'a', name: 'A', openCount: 2, capacity: 4, chosen: false, passedOver: null },
      { cadreId: 'c', name: 'C', openCount: 1, capacity: 1, chosen: false, passedOver: null },
    ]);
  });

  it('sees equal shares as equal although a division would not', () => {
    const choice = among([
      cadre('a', { openCount: 1, capacity: 3, lastAssignedAt: 2 }),
      cadre('b', { openCount: 2, capacity: 6, lastAssignedAt: 1 }),
    ]);
    expect(choice.cadre?.id).toBe('b');
  });

  it('takes whoever was assigned something the longest ago among equals', () => {
    const monday = Date.parse('2024-03-04T01:00:00Z');
    const choice = among([
      cadre('a', { lastAssignedAt: monday + 1 }),
      cadre('b', { lastAssignedAt: monday }),
      cadre('c', { lastAssignedAt: monday + 2 }),
    ]);
    expect(choice.cadre?.id).toBe('b');
    expect(choice.reasons[1]).toEqual({ code: 'longest-since', params: { name: 'B', since: '2024-03-04' } });
  });

  it('takes whoever was never assigned anything before those who were', () => {
    const choice = among([cadre('a', { lastAssignedAt: 1 }), cadre('b')]);
    expect(choice.cadre?.id).toBe('b');
    expect(codesOf(choice)).toContain('never-assigned');
  });

  it('takes the first id when nothing else tells them apart', () => {
    const choice = among([cadre('b'), cadre('a')]);
    expect(choice.cadre?.id).toBe('a');
    expect(codesOf(choice)).toContain('first-of-equals');
  });

  it('still takes somebody when all are beyond their capacity', () => {
    expect(among([cadre('a', { openCount: 30 }), cadre('b', { openCount: 20 })]).cadre?.id).toBe('b');
  });

  it('passes over who is excluded and who takes none', () => {
    const choice = among([cadre('a'), cadre('b', { capacity: 0 }), cadre('c', { openCount: 9 })], { excluded: ['a'] });
    expect(choice.cadre?.id).toBe('c');
    expect(passedOver(choice)).toEqual({ c: null, a: 'excluded', b: 'no-capacity' });
  });

  it('finds nobody in an empty group', () => {
    expect(among([])).toEqual({
      rule: RULE,
      cadre: null,
      reasons: [{ code: 'nobody-at-rule', params: { nameZh: '规则', nameEn: 'Rule' } }],
      considered: [],
    });
  });
});

describe('deputies', () => {
  it('hands over to the deputy of who is on leave, and says so', () => {
    const choice = among([onLeave('a', 'd')], { deputies: [cadre('d')] });
    expect(choice.cadre?.id).toBe('d');
    expect(choice.reasons[1]).toEqual({ code: 'deputy-of', params: { name: 'D', absent: 'A' } });
    expect(passedOver(choice)).toEqual({ d: null, a: 'on-leave' });
  });

  it('hands over likewise for who is off duty', () => {
    const choice = among([cadre('a', { onDuty: false, deputyId: 'd' })], { deputies: [cadre('d')] });
    expect(choice.cadre?.id).toBe('d');
    expect(passedOver(choice)).toEqual({ d: null, a: 'off-duty' });
  });

  it('so does the deputy of somebody whose account is closed', () => {
    const closed = cadre('a', { accountClosed: true, deputyId: 'd' });
    expect(passedOver(among([closed], { deputies: [cadre('d')] }))).toEqual({ d: null, a: 'account-closed' });
    expect(passedOver(among([closed]))).toEqual({ a: 'account-closed-no-deputy' });
    const gone = cadre('a', { accountClosed: true, onDuty: false, onLeave: true });
    expect(passedOver(among([gone]))).toEqual({ a: 'off-duty-no-deputy' });
  });

  it('follows the chain to the deputy’s deputy', () => {
    const choice = among([onLeave('a', 'd')], { deputies: [onLeave('d', 'e'), cadre('e')] });
    expect(choice.cadre?.id).toBe('e');
    expect(passedOver(choice)).toEqual({ e: null, a: 'on-leave', d: 'on-leave' });
  });

  it.each<[string, readonly Candidate[]]>([
    ['nobody deputises', [onLeave('a')]],
    ['the deputy is not known', [onLeave('a', 'gone')]],
    ['two deputise for each other and are both away', [onLeave('a', 'b'), onLeave('b', 'a')]],
    ['somebody deputises for themselves', [onLeave('a', 'a')]],
    ['the chain ends in a circle', [onLeave('a', 'b'), onLeave('b', 'c'), onLeave('c', 'b')]],
  ])('finds nobody when %s', (_, group) => {
    const choice = among(group);
    expect(choice.cadre).toBeNull();
    expect(Object.values(passedOver(choice))).toEqual(group.map(() => 'on-leave-no-deputy'));
  });

  it('ends the chain at a deputy who is excluded or takes none: only somebody away hands over', () => {
    const chain = [cadre('d', { deputyId: 'e' }), cadre('e')];
    const choice = among([onLeave('a', 'd')], { deputies: chain, excluded: ['d'] });
    expect(choice.cadre).toBeNull();
    expect(passedOver(choice)).toEqual({ a: 'on-leave-no-deputy', d: 'excluded' });
    const idle = among([onLeave('a', 'd')], { deputies: [cadre('d', { capacity: 0 })] });
    expect(passedOver(idle)).toEqual({ a: 'on-leave-no-deputy', d: 'no-capacity' });
  });

  it('does not let an excluded cadre hand over', () => {
    const choice = among([onLeave('a', 'd')], { deputies: [cadre('d')], excluded: ['a'] });
    expect(choice.cadre).toBeNull();
    expect(passedOver(choice)).toEqual({ a: 'excluded' });
  });

  it('counts a deputy who is in the group already once', () => {
    const choice = among([onLeave('a', 'b'), cadre('b'), onLeave('c', 'b')]);
    expect(choice.cadre?.id).toBe('b');
    expect(choice.considered.filter(({ cadreId }) => cadreId === 'b')).toHaveLength(1);
    expect(codesOf(choice)).toEqual(['by-rule', 'only-one']);
  });

  it('names those for whom one deputy stands in, three at most', () => {
    const absent = ['a', 'b', 'c', 'e'].map((id) => onLeave(id, 'd'));
    const { reasons } = among(absent, { deputies: [cadre('d')] });
    expect(reasons.map(({ params }) => params.absent).filter(Boolean)).toEqual(['A', 'B', 'C']);
  });

  it('compares a deputy’s own load with that of the others', () => {
    const choice = among([onLeave('a', 'd'), cadre('b', { openCount: 3 })], {
      deputies: [cadre('d', { openCount: 4 })],
    });
    expect(choice.cadre?.id).toBe('b');
    expect(codesOf(choice)).toEqual(['by-rule', 'least-loaded']);
  });

  it('are wanted for those who are away and not in the group themselves', () => {
    const groups = [
      [onLeave('a', 'd'), cadre('b', { deputyId: 'e' }), onLeave('c', 'b')],
      [onLeave('f', 'd'), onLeave('g')],
    ];
    expect(deputiesWanted(groups)).toEqual(['d']);
  });
});

describe('groups in turn', () => {
  const inTurn = (...groups: Candidate[][]): Choice => choose(RULE, { groups, deputies: [] }, { excludedCadreIds: [] });

  it('asks the second only when nobody in the first can take it', () => {
    expect(inTurn([cadre('a', { openCount: 9 })], [cadre('b')]).cadre?.id).toBe('a');
    const choice = inTurn([onLeave('a')], [cadre('b')]);
    expect(choice.cadre?.id).toBe('b');
    expect(passedOver(choice)).toEqual({ b: null, a: 'on-leave-no-deputy' });
  });
});

describe('rules in turn', () => {
  const named = (code: string): Rule => ({ ...RULE, code, nameZh: code, nameEn: code });
  const of = (code: string, ...group: Candidate[]): Choice =>
    choose(named(code), { groups: [group], deputies: [] }, { excludedCadreIds: [] });

  it('explains which rules found nobody before the one that did', () => {
    const { cadre: chosen, decision } = assignmentOf([of('first', onLeave('a')), of('second', cadre('b'))]);
    expect(chosen?.id).toBe('b');
    expect(decision.rule).toBe('second');
    expect(decision.reasons.map(({ code, params }) => [code, params.nameEn ?? params.name])).toEqual([
      ['by-rule', 'second'],
      ['only-one', 'B'],
      ['nobody-at-rule', 'first'],
    ]);
    expect(decision.candidates.map(({ cadreId }) => cadreId)).toEqual(['b']);
  });

  it('explains why nobody was found', () => {
    const { cadre: chosen, decision } = assignmentOf([
      of('first', onLeave('a')),
      of('second', onLeave('a'), onLeave('b')),
    ]);
    expect(chosen).toBeNull();
    expect(decision.rule).toBeNull();
    expect(decision.reasons.map(({ code }) => code)).toEqual(['nobody', 'nobody-at-rule', 'nobody-at-rule']);
    expect(decision.candidates.map(({ cadreId }) => cadreId)).toEqual(['a', 'b']);
  });

  it('says that no rule applied', () => {
    expect(assignmentOf([]).decision).toEqual({
      rule: null,
      reasons: [{ code: 'nobody', params: {} }],
      candidates: [],
    });
  });

  it('remembers the chosen one and at most nineteen others', () => {
    const many = Array.from({ length: 40 }, (_, index) => cadre(`c${index + 10}`, { openCount: index === 39 ? 0 : 5 }));
    const { decision } = assignmentOf([of('many', ...many)]);
    expect(decision.candidates).toHaveLength(MOST_CANDIDATES);
    expect(decision.candidates[0]).toMatchObject({ cadreId: 'c49', chosen: true });
  });
});
