import fc from 'fast-check';
import { endOf, lasts, overlap, pairingConflict, type PairingPlan } from './pairing.js';
import { succession } from './succession.js';

const TODAY = '2024-03-04';
const plan = (cadreId: string, role: PairingPlan['role'], from = '2024-01-01', to: string | null = null) => ({
  ...{ cadreId, role, from, to },
});
const HEIR = { cadreId: 'heir', today: TODAY };

describe('somebody takes over the place of another', () => {
  type Case = [string, PairingPlan, PairingPlan[], { ended?: PairingPlan[]; begun: PairingPlan[] }];

  it.each<Case>([
    ['from today on', plan('left', 'chief'), [], { begun: [plan('heir', 'chief', TODAY)] }],
    [
      'until it was to end',
      plan('left', 'deputy', '2024-01-01', '2024-06-01'),
      [],
      { begun: [plan('heir', 'deputy', TODAY, '2024-06-01')] },
    ],
    [
      'from when it was to begin',
      plan('left', 'chief', '2024-05-01'),
      [],
      { begun: [plan('heir', 'chief', '2024-05-01')] },
    ],
    [
      'a deputy rises',
      plan('left', 'chief'),
      [plan('heir', 'deputy')],
      { ended: [plan('heir', 'deputy')], begun: [plan('heir', 'chief', TODAY)] },
    ],
    [
      'a deputy who rises for a time is the deputy before and after',
      plan('left', 'chief', '2024-05-01', '2024-06-01'),
      [plan('heir', 'deputy')],
      {
        ended: [plan('heir', 'deputy')],
        begun: [
          plan('heir', 'chief', '2024-05-01', '2024-06-01'),
          plan('heir', 'deputy', TODAY, '2024-05-01'),
          plan('heir', 'deputy', '2024-06-01'),
        ],
      },
    ],
    ['a chief stays', plan('left', 'deputy'), [plan('heir', 'chief')], { begun: [] }],
    ['a deputy stays', plan('left', 'deputy'), [plan('heir', 'deputy')], { begun: [] }],
    [
      'what ends earlier is gone on with',
      plan('left', 'deputy'),
      [plan('heir', 'chief', '2024-01-01', '2024-06-01')],
      { begun: [plan('heir', 'deputy', '2024-06-01')] },
    ],
    [
      'what begins later is preceded',
      plan('left', 'deputy', '2024-01-01', '2024-12-01'),
      [plan('heir', 'deputy', '2024-06-01')],
      { begun: [plan('heir', 'deputy', TODAY, '2024-06-01')] },
    ],
    [
      'between what there is, too',
      plan('left', 'deputy'),
      [plan('heir', 'chief', '2024-08-01', '2024-09-01'), plan('heir', 'deputy', '2024-05-01', '2024-06-01')],
      {
        begun: [
          plan('heir', 'deputy', TODAY, '2024-05-01'),
          plan('heir', 'deputy', '2024-06-01', '2024-08-01'),
          plan('heir', 'deputy', '2024-09-01'),
        ],
      },
    ],
    [
      'what is over counts for nothing',
      plan('left', 'chief'),
      [plan('heir', 'deputy', '2023-01-01', TODAY)],
      { begun: [plan('heir', 'chief', TODAY)] },
    ],
    ['others stay', plan('left', 'chief'), [plan('other', 'deputy')], { begun: [plan('heir', 'chief', TODAY)] }],
  ])('%s', (_case, left, others, { ended = [], begun }) => {
    expect(succession([left, ...others], left, HEIR)).toEqual({ ended: [left, ...ended], begun });
  });

  it('looks after the enterprise on every day, in as high a place, and not twice', () => {
    const days = Array.from({ length: 31 }, (_, day) => date(day + 1));
    fc.assert(
      fc.property(fc.array(anyPlan, { maxLength: 8 }), (candidates) => {
        const before = candidates.reduce<PairingPlan[]>(
          (all, each) => (pairingConflict(all, each) === null ? [...all, each] : all),
          [],
        );
        const after = handedOver(before);
        after.forEach((each, index) => {
          expect(pairingConflict(after.slice(0, index), each)).toBeNull();
        });
        for (const day of days) {
          if (day < TODAY) expect(on(after, day)).toEqual(on(before, day));
          else {
            expect(on(after, day)).toEqual(takenOver(on(before, day)));
          }
        }
      }),
      { seed: 11, numRuns: 2000 },
    );
  });
});

const date = (day: number): string => `2024-03-${String(day).padStart(2, '0')}`;

const anyPlan = fc
  .record({
    cadreId: fc.constantFrom('left', 'heir', 'other'),
    role: fc.constantFrom<PairingPlan['role'][]>('chief', 'deputy'),
    from: fc.integer({ min: 1, max: 20 }),
    days: fc.option(fc.integer({ min: 0, max: 11 })),
  })
  .map(({ cadreId, role, from, days }): PairingPlan => ({
    ...{ cadreId, role, from: date(from), to: days === null ? null : date(from + days) },
  }));

/** All that the one who leaves has, one after the other. */
function handedOver(before: readonly PairingPlan[]): PairingPlan[] {
  const lasting = before.filter((each) => each.cadreId === 'left' && lasts(each, TODAY) && overlap(each, each));
  return lasting.reduce<PairingPlan[]>(
    (all, left) => {
      const { ended, begun } = succession(all, left, HEIR);
      return [...all.map((each) => (ended.includes(each) ? { ...each, to: endOf(each, TODAY) } : each)), ...begun];
    },
    [...before],
  );
}

/** Who looks after the enterprise on the day, and as what. */
function on(pairings: readonly PairingPlan[], day: string): Record<string, string> {
  const holding = pairings.filter(({ from, to }) => from <= day && (to === null || day < to));
  return Object.fromEntries(holding.map(({ cadreId, role }) => [cadreId, role]));
}

/** The heir has the higher one of both places. */
function takenOver({ left, heir, ...others }: Record<string, string>): Record<string, string> {
  const places = [left, heir].filter((role) => role !== undefined);
  return places.length === 0 ? others : { ...others, heir: places.includes('chief') ? 'chief' : 'deputy' };
}
