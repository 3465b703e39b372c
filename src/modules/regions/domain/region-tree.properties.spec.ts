import fc from 'fast-check';
import { REGION_LEVELS, type RegionNode, RegionTree } from './region-tree.js';

const DAY = '2024-06-01';

/** Region i has a parent among those before it; some are abolished in favour of a region before them that is not above. */
const trees = fc
  .array(fc.record({ parent: fc.nat(), successor: fc.option(fc.nat(), { freq: 2 }) }), { minLength: 1, maxLength: 30 })
  .map((plans) => {
    const regions: RegionNode[] = [];
    const depth: number[] = [];
    plans.forEach(({ parent, successor }, i) => {
      const above = i === 0 ? null : parent % i;
      depth.push(above === null ? 0 : depth[above]! + 1);
      const heir = i < 2 || successor === null || successor % i === above ? null : successor % i;
      regions.push({
        code: `R${i}`,
        name: `区${i}`,
        nameEn: null,
        level: REGION_LEVELS[Math.max(0, 2 - depth[i]!)]!,
        kind: 'gb',
        parentCode: above === null ? null : `R${above}`,
        validFrom: null,
        validTo: heir === null ? null : '2020-01-01',
        successorCode: heir === null ? null : `R${heir}`,
        numberPrefix: i % 3 === 0 ? `P${i}` : null,
        version: 1,
      });
    });
    return { tree: new RegionTree(regions), regions };
  });

const check = (property: (given: { tree: RegionTree; regions: RegionNode[] }) => void) =>
  fc.assert(fc.property(trees, property), { seed: 20240204, numRuns: 200 });

describe('RegionTree, any tree', () => {
  it('agrees on subtree and isWithin', () =>
    check(({ tree, regions }) => {
      for (const { code } of regions) {
        const subtree = new Set(tree.subtree(code));
        for (const other of regions) expect(tree.isWithin(other.code, code)).toBe(subtree.has(other.code));
        expect(subtree.size).toBe(tree.subtree(code).length);
      }
    }));

  it('holds itself, its children, and what was abolished in its favour', () =>
    check(({ tree, regions }) => {
      for (const { code, parentCode, successorCode } of regions) {
        expect(tree.isWithin(code, code)).toBe(true);
        if (parentCode !== null) expect(tree.isWithin(code, parentCode)).toBe(true);
        if (successorCode !== null) expect(tree.isWithin(code, tree.current(code, DAY))).toBe(true);
        expect(tree.isWithin(code, tree.rootCode)).toBe(true);
      }
    }));

  it('is transitive', () =>
    check(({ tree, regions }) => {
      for (const { code } of regions) {
        for (const inner of tree.subtree(code)) {
          for (const innermost of tree.subtree(inner)) expect(tree.isWithin(innermost, code)).toBe(true);
        }
      }
    }));

  it('lists every region once, after its parent', () =>
    check(({ tree, regions }) => {
      const order = tree.all().map(({ code }) => code);
      expect([...order].sort()).toEqual(regions.map(({ code }) => code).sort());
      for (const { code, parentCode } of regions) {
        if (parentCode !== null) expect(order.indexOf(parentCode)).toBeLessThan(order.indexOf(code));
      }
    }));

  it('ends every way up at the root and every succession at a region that exists', () =>
    check(({ tree, regions }) => {
      for (const { code } of regions) {
        let up = code;
        for (let steps = 0; steps < regions.length; steps++) up = tree.upper(up);
        expect(up).toBe(tree.rootCode);
        expect(tree.isAbolished(tree.current(code, DAY), DAY)).toBe(false);
        expect(tree.numberPrefix(code)).toMatch(/^P\d+$/);
      }
    }));

  it('answers with an ancestor of at least the level', () =>
    check(({ tree, regions }) => {
      for (const { code } of regions) {
        for (const level of REGION_LEVELS) {
          const found = tree.mustGet(tree.ancestorAt(code, level));
          expect(tree.isWithin(code, found.code)).toBe(true);
          expect(REGION_LEVELS.indexOf(found.level)).toBeGreaterThanOrEqual(REGION_LEVELS.indexOf(level));
        }
      }
    }));
});
