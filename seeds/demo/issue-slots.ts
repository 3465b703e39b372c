import type { Instant } from '../../src/kernel/clock.js';
import { localDateOf } from '../../src/kernel/local-date.js';
import { CATEGORY_MIX, type CategoryShare } from './corpus.js';
import type { Random } from './random.js';

/** A moment at which something of a category comes in. `use` reserves it for a purpose of the plan. */
export interface IssueSlot {
  readonly at: Instant;
  category: string;
  use: 'ordinary' | 'demo' | 'unrouted' | 'newcomer' | 'long-term' | 'open';
  /** Index among the slots of the same use. */
  index: number;
}

/** What the enterprise behind the demo account asks for, spread over the year; the last one is still being handled. */
const DEMO_ISSUES: readonly (readonly [date: string, category: string])[] = [
  ['2024-01-18', 'policy-award'],
  ['2024-03-12', 'labour-recruitment'],
  ['2024-05-22', 'government-service-licence'],
  ['2024-07-10', 'factor-power'],
  ['2024-09-05', 'park-bus'],
  ['2024-10-30', 'finance-loan'],
  ['2024-12-30', 'market-sales'],
];
const LONG_TERM: readonly (readonly [date: string, category: string])[] = [
  ['2024-12-12', 'factor-emission'],
  ['2024-12-17', 'factor-land'],
  ['2024-12-20', 'project-relocation'],
];
/** Two that run over the end of the year: one overdue, one at the municipality. */
const STILL_OPEN: readonly (readonly [date: string, category: string])[] = [
  ['2024-12-09', 'project-construction'],
  ['2024-12-13', 'factor-gas-heat'],
];
/** Nobody is paired with the enterprise, and nobody specialises in what it asks for: nobody to route it to. */
export const UNROUTED_RECEIVED = 10;
/** Nobody is paired with the enterprise either, but somebody in the county knows the matter. */
const NEWCOMERS = 6;
const NEWCOMERS_ASK = /^(finance-loan|labour-recruitment|policy-consult|park-road|project-approval)$/;

function monthOf(at: Instant): string {
  return String(Number(localDateOf(at).slice(5, 7)));
}

/** Gives every moment a category: the totals are exactly those of category-mix.json, the order follows the seasons. */
function withCategories(times: readonly Instant[], random: Random): IssueSlot[] {
  const left = new Map<CategoryShare, number>(CATEGORY_MIX.map((share) => [share, share.received]));
  return random
    .shuffle(times)
    .map((at): IssueSlot => {
      const month = monthOf(at);
      const share = random.weighted([...left.keys()], (each) => (left.get(each) ?? 0) * (each.season?.[month] ?? 1));
      left.set(share, (left.get(share) ?? 0) - 1);
      return { at, category: share.category, use: 'ordinary', index: 0 };
    })
    .sort((a, b) => a.at - b.at);
}

/** Reserves the first free slot on or after a date and lets it change category with a later one where it must. */
function reserve(slots: readonly IssueSlot[], wish: Pick<IssueSlot, 'category' | 'use' | 'index'>, date: string): void {
  const { category, use, index } = wish;
  const free = slots.filter((slot) => slot.use === 'ordinary');
  const slot = free.find(({ at }) => localDateOf(at) >= date);
  const other = slot?.category === category ? slot : free.find((candidate) => candidate.category === category);
  if (slot === undefined || other === undefined) {
    throw new RangeError(`no issue of ${category} on or after ${date}`);
  }
  other.category = slot.category;
  slot.category = category;
  Object.assign(slot, { use, index });
}

/** All 626 moments with their categories and, where the plan wants something particular, their purpose. */
export function planSlots(times: readonly Instant[], random: Random): IssueSlot[] {
  const slots = withCategories(times, random);
  const wishes = [
    ['demo', DEMO_ISSUES],
    ['long-term', LONG_TERM],
    ['open', STILL_OPEN],
  ] as const;
  for (const [use, list] of wishes) {
    list.forEach(([date, category], index) => reserve(slots, { category, use, index }, date));
  }
  const ordinary = slots.filter(({ use }) => use === 'ordinary');
  const unforeseen = ordinary.filter(({ category }) => category.startsWith('other-'));
  random
    .sample(unforeseen, UNROUTED_RECEIVED)
    .forEach((slot, index) => Object.assign(slot, { use: 'unrouted', index }));
  const known = ordinary.filter(({ category }) => NEWCOMERS_ASK.test(category));
  random.sample(known, NEWCOMERS).forEach((slot, index) => Object.assign(slot, { use: 'newcomer', index }));
  return slots;
}

export const DEMO_ISSUE_COUNT = DEMO_ISSUES.length;
