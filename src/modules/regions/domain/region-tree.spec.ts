import { type RegionLevel, type RegionNode, RegionTree } from './region-tree.js';

function region(
  code: string,
  level: RegionLevel,
  parentCode: string | null,
  more: Partial<RegionNode> = {},
): RegionNode {
  return {
    code,
    name: `名${code}`,
    nameEn: null,
    level,
    kind: 'gb',
    parentCode,
    validFrom: null,
    validTo: null,
    successorCode: null,
    numberPrefix: null,
    version: 1,
    ...more,
  };
}

const TREE = new RegionTree([
  region('411603', 'county', '411600', { name: '淮阳区', nameEn: 'Huaiyang District', validFrom: '2019-12-31' }),
  region('411626', 'county', '411600', { validTo: '2019-12-31', successorCode: '411603' }),
  region('411671', 'county', '411603', { kind: 'zone' }),
  region('411600', 'municipality', '410000', { numberPrefix: 'ZK' }),
  region('410000', 'province', null, { numberPrefix: 'HA' }),
  region('410100', 'municipality', '410000'),
  region('419001', 'county', '410000'),
]);

describe('RegionTree', () => {
  it('lists parents before children and siblings by code', () => {
    expect(TREE.all().map(({ code }) => code)).toEqual([
      '410000',
      '410100',
      '411600',
      '411603',
      '411671',
      '411626',
      '419001',
    ]);
    expect(TREE.children('411600').map(({ code }) => code)).toEqual(['411603', '411626']);
  });

  it('counts an abolished region to its successor', () => {
    expect(TREE.subtree('411603')).toEqual(['411603', '411671', '411626']);
    expect(TREE.subtree('411626')).toEqual(['411626']);
    expect(TREE.isWithin('411626', '411603')).toBe(true);
    expect(TREE.isWithin('411603', '411626')).toBe(false);
  });

  it('finds nothing below a region that does not exist', () => {
    expect(TREE.subtree('999999')).toEqual([]);
    expect(TREE.isWithin('999999', '410000')).toBe(false);
    expect(TREE.isWithin('999999', '999999')).toBe(false);
    expect(TREE.get('999999')).toBeNull();
    expect(() => TREE.mustGet('999999')).toThrow(RangeError);
  });

  it('knows its root', () => {
    expect(TREE.rootCode).toBe('410000');
    expect(TREE.isRoot('410000')).toBe(true);
    expect(TREE.isRoot('411600')).toBe(false);
    expect(() => new RegionTree([]).rootCode).toThrow(RangeError);
  });

  it.each<[string, RegionLevel, string]>([
    ['411603', 'county', '411603'],
    ['411603', 'municipality', '411600'],
    ['411603', 'province', '410000'],
    ['411600', 'county', '411600'],
    ['419001', 'municipality', '410000'],
    ['410000', 'county', '410000'],
  ])('%s at the level of a %s is %s', (code, level, found) => {
    expect(TREE.ancestorAt(code, level)).toBe(found);
  });

  it('goes up to the root and no further', () => {
    expect(TREE.upper('411603')).toBe('411600');
    expect(TREE.upper('410000')).toBe('410000');
    expect(TREE.parentOf('410000')).toBeNull();
  });

  it('inherits the prefix of numbers', () => {
    expect(TREE.numberPrefix('411671')).toBe('ZK');
    expect(TREE.numberPrefix('410100')).toBe('HA');
    expect(new RegionTree([region('1', 'province', null)]).numberPrefix('1')).toBe('1');
  });

  it('is succeeded from the day on which it is abolished', () => {
    expect(TREE.current('411626', '2019-12-30')).toBe('411626');
    expect(TREE.current('411626', '2019-12-31')).toBe('411603');
    expect(TREE.current('411603', '2026-01-01')).toBe('411603');
    expect(TREE.isAbolished('411626', '2019-12-30')).toBe(false);
    expect(TREE.isAbolished('411626', '2019-12-31')).toBe(true);
  });

  it('recognises a successor that would lead in a circle', () => {
    expect(TREE.closesCircle('411603', '411603')).toBe(true);
    expect(TREE.closesCircle('411603', '411626')).toBe(true);
    expect(TREE.closesCircle('411600', '411603')).toBe(true);
    expect(TREE.closesCircle('411603', '410100')).toBe(false);
  });

  it('is named in both languages', () => {
    expect(TREE.name('411603', 'zh-CN')).toBe('淮阳区');
    expect(TREE.name('411603', 'en')).toBe('Huaiyang District');
    expect(TREE.name('411600', 'en')).toBe('名411600');
  });
});
