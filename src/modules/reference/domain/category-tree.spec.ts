import fc from 'fast-check';
import { type Category, CategoryTree } from './category-tree.js';

const category = (code: string, parentCode: string | null, position: number): Category => ({
  code,
  name: `类${code}`,
  nameEn: code === 'labour' ? 'Labour' : null,
  parentCode,
  position,
  active: true,
  version: 1,
});

const TREE = new CategoryTree([
  category('labour', null, 2),
  category('insurance', 'labour', 2),
  category('recruitment', 'labour', 1),
  category('policy', null, 1),
]);

describe('CategoryTree', () => {
  it('lists parents before children, siblings by position', () => {
    expect(TREE.all().map(({ code }) => code)).toEqual(['policy', 'labour', 'recruitment', 'insurance']);
    expect(TREE.children('labour').map(({ code }) => code)).toEqual(['recruitment', 'insurance']);
  });

  it('knows the way up and the way down', () => {
    expect(TREE.path('insurance')).toEqual(['insurance', 'labour']);
    expect(TREE.top('insurance')).toBe('labour');
    expect(TREE.top('labour')).toBe('labour');
    expect(TREE.subtree('labour')).toEqual(['labour', 'recruitment', 'insurance']);
    expect(TREE.subtree('insurance')).toEqual(['insurance']);
  });

  it('knows nothing of an unknown code', () => {
    expect(TREE.get('nothing')).toBeNull();
    expect(TREE.subtree('nothing')).toEqual([]);
    expect(() => TREE.path('nothing')).toThrow(RangeError);
    expect(() => TREE.name('nothing', 'en')).toThrow(RangeError);
  });

  it('is named in both languages', () => {
    expect(TREE.name('labour', 'en')).toBe('Labour');
    expect(TREE.name('labour', 'zh-CN')).toBe('类labour');
    expect(TREE.name('policy', 'en')).toBe('类policy');
  });

  it('has a category in the subtree of exactly those on its path', () => {
    const parents = fc.array(fc.option(fc.nat(), { freq: 3 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(parents, (plan) => {
        const categories = plan.map((parent, i) =>
          category(`C${i}`, i === 0 || parent === null ? null : `C${parent % i}`, i % 3),
        );
        const tree = new CategoryTree(categories);
        expect(tree.all()).toHaveLength(categories.length);
        for (const { code } of categories) {
          for (const other of categories) {
            expect(tree.subtree(other.code).includes(code)).toBe(tree.path(code).includes(other.code));
          }
        }
      }),
      { seed: 7, numRuns: 100 },
    );
  });
});
