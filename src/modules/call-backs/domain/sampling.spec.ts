import fc from 'fast-check';
import { afterCall, type Purpose, ruleThatDraws, type Sampled, type SamplingRule } from './sampling.js';

const rule = (id: string, percent: number, more: Partial<SamplingRule> = {}): SamplingRule => ({
  id,
  purpose: 'spot_check',
  percent,
  dueDays: 7,
  regionCode: null,
  categoryCode: null,
  confirmation: null,
  active: true,
  ...more,
});

const sampled = (more: Partial<Sampled> = {}): Sampled => ({
  purpose: 'spot_check',
  isWithin: (regionCode) => ['411602', '411600'].includes(regionCode),
  categoryPath: ['labour-skills', 'labour'],
  confirmation: 'none',
  ...more,
});

const drawn = (given: SamplingRule, issue = sampled()): boolean => ruleThatDraws([given], issue, 0) !== null;

describe('whether a rule draws an issue', () => {
  it.each<[string, Partial<SamplingRule>, boolean]>([
    ['any', {}, true],
    ['its region', { regionCode: '411602' }, true],
    ['a region above', { regionCode: '411600' }, true],
    ['another region', { regionCode: '411603' }, false],
    ['its category', { categoryCode: 'labour-skills' }, true],
    ['a category above', { categoryCode: 'labour' }, true],
    ['another category', { categoryCode: 'finance' }, false],
    ['confirmed by nobody', { confirmation: 'none' }, true],
    ['confirmed by the enterprise', { confirmation: 'enterprise' }, false],
    ['another purpose', { purpose: 'call_back' }, false],
    ['switched off', { active: false }, false],
    ['nothing at all', { percent: 0 }, false],
  ])('%s', (_name, more, expected) => {
    expect(drawn(rule('r', 100, more))).toBe(expected);
  });

  it.each([
    [0, true],
    [0.0999, true],
    [0.1, false],
    [0.9999, false],
  ])('a tenth, lot %f: %s', (lot, expected) => {
    expect(ruleThatDraws([rule('r', 10)], sampled(), lot) !== null).toBe(expected);
  });

  it('is decided by the highest share of those that apply, in whatever order they come', () => {
    const share = fc.record({ percent: fc.integer({ min: 0, max: 100 }), active: fc.boolean() });
    const lots = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    fc.assert(
      fc.property(fc.array(share, { maxLength: 6 }), lots, fc.infiniteStream(fc.nat()), (shares, lot, keys) => {
        const rules = shares.map(({ percent, active }, index) => rule(`r${index}`, percent, { active }));
        const shuffled = rules
          .map((each) => ({ each, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each);
        const highest = Math.max(0, ...rules.filter(({ active }) => active).map(({ percent }) => percent));
        const found = ruleThatDraws(rules, sampled(), lot);
        expect(found !== null).toBe(lot * 100 < highest);
        expect(ruleThatDraws(shuffled, sampled(), lot)).toBe(found);
      }),
      { seed: 7 },
    );
  });

  it.each<Purpose>(['call_back', 'spot_check'])('%s: asked for by nobody, nothing is drawn', (purpose) => {
    expect(ruleThatDraws([], sampled({ purpose }), 0)).toBeNull();
  });
});

describe('a call that was logged', () => {
  it.each([
    [0, { contacted: true, unhappy: false }, { attempts: 0, outcome: 'confirmed' }],
    [2, { contacted: true, unhappy: true }, { attempts: 2, outcome: 'not_confirmed' }],
    [0, { contacted: false, unhappy: false }, { attempts: 1, outcome: null }],
    [1, { contacted: false, unhappy: false }, { attempts: 2, outcome: null }],
    [2, { contacted: false, unhappy: false }, { attempts: 3, outcome: 'unreachable' }],
  ])('after %i in vain, %o', (attempts, call, expected) => {
    expect(afterCall(attempts, call)).toEqual(expected);
  });
});
