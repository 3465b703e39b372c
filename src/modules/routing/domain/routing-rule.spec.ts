import { matchingRules, type Need, type Rule } from './routing-rule.js';

const rule = (code: string, rest: Partial<Rule> = {}): Rule => ({
  code,
  nameZh: code,
  nameEn: code,
  match: {},
  target: { kind: 'region-specialty' },
  active: true,
  ...rest,
});

/** A small textile maker in Chuanhui (411602), which belongs to Zhoukou (411600), is owed money. */
const need = (rest: Partial<Need> = {}): Need => ({
  enterpriseId: 'e1',
  categoryPath: ['finance-overdue-payment', 'finance'],
  confidential: false,
  regionCode: '411602',
  responsibleRegionCode: '411602',
  isWithin: (regionCode) => ['411602', '411600', '410000'].includes(regionCode),
  chainCode: 'textiles',
  enterpriseSize: 'small',
  level: 'county',
  excludedCadreIds: [],
  preferredDepartmentId: null,
  today: '2024-03-04',
  ...rest,
});

const codes = (rules: readonly Rule[], asked: Need = need()): string[] =>
  matchingRules(rules, asked).map(({ code }) => code);

describe('which rules apply', () => {
  it('never asks the paired cadre of an enterprise that wants to stay unknown', () => {
    const chief = rule('chief', { target: { kind: 'enterprise-chief' } });
    expect(codes([chief], need())).toEqual(['chief']);
    expect(codes([chief], need({ confidential: true }))).toEqual([]);
  });

  it.each<[string, Rule['match'], boolean]>([
    ['nothing asked', {}, true],
    ['the category itself', { categoryCode: 'finance-overdue-payment' }, true],
    ['a category above', { categoryCode: 'finance' }, true],
    ['another category', { categoryCode: 'labour' }, false],
    ['the region itself', { regionCode: '411602' }, true],
    ['a region above', { regionCode: '411600' }, true],
    ['a neighbouring region', { regionCode: '411603' }, false],
    ['the chain', { chainCode: 'textiles' }, true],
    ['another chain', { chainCode: 'prepared-dishes' }, false],
    ['the size', { enterpriseSize: 'small' }, true],
    ['another size', { enterpriseSize: 'large' }, false],
    ['the level', { level: 'county' }, true],
    ['another level', { level: 'municipality' }, false],
    ['all of several', { categoryCode: 'finance', regionCode: '411600', level: 'county' }, true],
    ['one of several', { categoryCode: 'finance', regionCode: '411603' }, false],
  ])('%s', (_, match, applies) => {
    expect(codes([rule('only', { match })])).toEqual(applies ? ['only'] : []);
  });

  it('does not match a chain when the enterprise has none', () => {
    expect(codes([rule('chain', { match: { chainCode: 'textiles' } })], need({ chainCode: null }))).toEqual([]);
  });

  it('keeps their order and leaves out those that are switched off', () => {
    expect(codes([rule('b'), rule('off', { active: false }), rule('a')])).toEqual(['b', 'a']);
  });

  it('asks for the paired cadre only at the level of the enterprise’s own region', () => {
    const chief = rule('chief', { target: { kind: 'enterprise-chief' } });
    expect(codes([chief])).toEqual(['chief']);
    expect(codes([chief], need({ responsibleRegionCode: '411600', level: 'municipality' }))).toEqual([]);
  });

  it('asks the unit that was suggested with a return before everything else', () => {
    const rules = matchingRules([rule('a')], need({ preferredDepartmentId: '411602-justice' }));
    expect(rules.map(({ code }) => code)).toEqual(['suggested-department', 'a']);
    expect(rules[0]?.target).toEqual({ kind: 'department', departmentId: '411602-justice' });
  });
});
