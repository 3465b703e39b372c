import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { TimeLimit } from './deadline.js';
import {
  choosePolicy,
  CLOCKS,
  type ClockLimits,
  DEFAULT_LIMITS,
  type PolicyNeed,
  type SlaPolicy,
} from './sla-policy.js';

const RUNS = { seed: 13710, numRuns: 1_000 };
const ONE_DAY: TimeLimit = { count: 1, unit: 'working_day' };
const LIMITS = Object.fromEntries(CLOCKS.map((clock) => [clock, ONE_DAY])) as ClockLimits;
const NEED: PolicyNeed = { categoryPath: ['finance.loan', 'finance'], urgency: 'complex', level: 'county' };

const policy = (id: string, parts: Partial<SlaPolicy> = {}): SlaPolicy => ({
  id,
  code: '13710',
  version: 1,
  categoryCode: null,
  urgency: null,
  level: null,
  limits: LIMITS,
  validFrom: 0,
  validTo: null,
  ...parts,
});

const policies = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 99 }).map(String),
    code: fc.constantFrom('13710', 'payments'),
    version: fc.integer({ min: 1, max: 3 }),
    categoryCode: fc.constantFrom(null, 'finance', 'finance.loan', 'labour'),
    urgency: fc.constantFrom(null, 'normal' as const, 'complex' as const),
    level: fc.constantFrom(null, 'county' as const, 'province' as const),
    limits: fc.constant(LIMITS),
    validFrom: fc.integer({ min: 0, max: 3 }),
    validTo: fc.option(fc.integer({ min: 1, max: 6 })),
  }),
  { selector: ({ id }) => id, maxLength: 12 },
);

/** The rule as a list of wishes, most important first; the larger tuple wins. */
function merits({ categoryCode, urgency, level, version }: SlaPolicy): number[] {
  const place = categoryCode === null ? -1 : 9 - NEED.categoryPath.indexOf(categoryCode);
  return [place, urgency === null ? 0 : 1, level === null ? 0 : 1, version];
}

describe('choosing a policy', () => {
  it.each<[string, SlaPolicy, SlaPolicy]>([
    [
      'own category before its ancestor',
      policy('win', { categoryCode: 'finance.loan' }),
      policy('a', { categoryCode: 'finance' }),
    ],
    ['ancestor before any', policy('win', { categoryCode: 'finance' }), policy('a')],
    [
      'category before urgency and level',
      policy('win', { categoryCode: 'finance' }),
      policy('a', { urgency: 'complex', level: 'county', version: 9 }),
    ],
    ['urgency before level', policy('win', { urgency: 'complex' }), policy('a', { level: 'county', version: 9 })],
    ['level before version', policy('win', { level: 'county' }), policy('a', { version: 9 })],
    ['the higher version', policy('win', { version: 2 }), policy('a', { version: 1 })],
    ['the smaller id when all else is equal', policy('a'), policy('b')],
    ['not another category', policy('win'), policy('a', { categoryCode: 'labour' })],
    ['not another urgency', policy('win'), policy('a', { urgency: 'urgent' })],
    ['not another level', policy('win'), policy('a', { level: 'province' })],
    ['not one that has ended', policy('win'), policy('a', { version: 2, validTo: 100 })],
    ['not one that has not begun', policy('win'), policy('a', { version: 2, validFrom: 101 })],
    ['one that begins now', policy('win', { version: 2, validFrom: 100 }), policy('a')],
  ])('%s', (_name, winner, other) => {
    expect(choosePolicy([winner, other], NEED, 100)).toBe(winner);
    expect(choosePolicy([other, winner], NEED, 100)).toBe(winner);
  });

  it('finds none where none applies', () => {
    expect(choosePolicy([], NEED, 0)).toBeNull();
    expect(choosePolicy([policy('a', { categoryCode: 'labour' })], NEED, 0)).toBeNull();
    expect(choosePolicy([policy('a')], { ...NEED, categoryPath: [] }, 0)?.id).toBe('a');
  });

  it('never depends on the order of the policies', () => {
    const shuffled = policies.chain((some) =>
      fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length, maxLength: some.length })),
    );
    fc.assert(
      fc.property(shuffled, fc.integer({ min: 0, max: 6 }), ([some, otherOrder], at) => {
        expect(choosePolicy(otherOrder, NEED, at)).toBe(choosePolicy(some, NEED, at));
      }),
      RUNS,
    );
  });

  it('chooses one that applies, and none that applies has more merits', () => {
    fc.assert(
      fc.property(policies, fc.integer({ min: 0, max: 6 }), (some, at) => {
        const fitting = some
          .filter(({ validFrom, validTo }) => validFrom <= at && (validTo ?? Infinity) > at)
          .filter(({ categoryCode }) => categoryCode !== 'labour')
          .filter(({ urgency }) => urgency !== 'normal')
          .filter(({ level }) => level !== 'province');
        const chosen = choosePolicy(some, NEED, at);
        if (chosen === null) return expect(fitting).toEqual([]);
        expect(fitting).toContain(chosen);
        for (const other of fitting) {
          const difference = merits(chosen).map((merit, place) => merit - (merits(other)[place] ?? 0));
          expect(difference.find((each) => each !== 0) ?? 0).toBeGreaterThanOrEqual(0);
        }
      }),
      RUNS,
    );
  });
});

describe('the limits without any policy', () => {
  it('are those of the policy for ordinary issues that an office begins with', () => {
    const file = new URL('../../../../seeds/reference/sla-policies.json', import.meta.url);
    const seeds = JSON.parse(readFileSync(file, 'utf8')) as { code: string; limits: ClockLimits }[];
    expect(seeds.find(({ code }) => code === 'default')?.limits).toEqual(DEFAULT_LIMITS);
  });
});
