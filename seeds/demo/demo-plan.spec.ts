import chineseDays from 'chinese-days';
import { addDays, localDateOf } from '../../src/kernel/local-date.js';
import { normalPhone } from '../../src/kernel/phone.js';
import categories from '../reference/categories.json' with { type: 'json' };
import clustersAndChains from '../reference/clusters-chains.json' with { type: 'json' };
import departments from '../reference/departments.json' with { type: 'json' };
import { CATEGORY_MIX, PLACES } from './corpus.js';
import { demoPlan } from './demo-plan.js';
import { TRAIT_COUNTS } from './issue-traits.js';

const days = Array.from({ length: 366 }, (_each, index) => addDays('2024-01-01', index));
const workingDates = days.filter((date) => chineseDays.isWorkday(date));
const plan = demoPlan(workingDates);
const { cadres, enterprises, pairings, issues } = plan;
const received = issues.filter(({ outcome }) => outcome.counted);
const closed = received.filter(({ outcome }) => outcome.status === 'closed');

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}

const distinct = (values: readonly string[]) => new Set(values).size;

/** Both check characters by the letter of the standards, written without a look at credit-code.ts. */
function isCreditCode(code: string): boolean {
  const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  let sum = 0;
  for (let i = 0, weight = 1; i < 17; i += 1, weight = (weight * 3) % 31) sum += signs.indexOf(code[i]!) * weight;
  const organisation = code.slice(8, 17);
  const inner = [3, 7, 9, 10, 5, 8, 4, 2].reduce((s, w, i) => s + w * parseInt(organisation[i]!, 36), 0);
  const expected = '0X987654321'[inner % 11 === 0 ? 0 : inner % 11];
  return /^[^IOSVZa-z]{18}$/.test(code) && (sum + signs.indexOf(code[17]!)) % 31 === 0 && organisation[8] === expected;
}

describe('the plan', () => {
  it('is the same for the same seed', () => {
    expect(JSON.stringify(demoPlan(workingDates))).toBe(JSON.stringify(plan));
  });

  it('is another one for another seed, with the same totals', () => {
    const other = demoPlan(workingDates, 7);
    expect(other.enterprises[0]!.name).not.toBe(enterprises[0]!.name);
    expect(other.issues.filter(({ outcome }) => outcome.counted)).toHaveLength(626);
    expect(other.issues.filter(({ outcome }) => outcome.status === 'closed')).toHaveLength(620);
  });

  it('knows the working dates of 2024 by the official calendar', () => {
    expect(workingDates).toHaveLength(251);
    expect(workingDates).toContain('2024-02-04');
  });

  it('names everybody once', () => {
    for (const group of [cadres, enterprises, issues]) {
      expect(distinct(group.map(({ key }) => key))).toBe(group.length);
    }
    const phones = [...cadres, ...enterprises.flatMap(({ contacts }) => contacts)].map(({ phone }) => phone);
    expect(distinct(phones)).toBe(phones.length);
    expect(phones.filter((phone) => normalPhone(phone) !== phone || !phone.startsWith('138000'))).toEqual([]);
  });
});

describe('cadres', () => {
  it('are 1,500 over the counties, the municipality and the province', () => {
    const byRegion = countBy(cadres, ({ regionCode }) => regionCode);
    expect(cadres).toHaveLength(1_500);
    expect(byRegion).toMatchObject({ '411600': 100, '410000': 15 });
    for (const place of PLACES) expect(byRegion[place.region]).toBe(place.cadres);
  });

  it('belong to departments that exist, and know categories that exist', () => {
    const functions = new Map(departments.map((row) => [row.code, row]));
    const codes = new Set(categories.filter(({ parentCode }) => parentCode !== null).map(({ code }) => code));
    for (const { departmentCode, regionCode, specialties, capacity } of cadres) {
      const row = functions.get(departmentCode.slice(regionCode.length + 1));
      expect(departmentCode.startsWith(`${regionCode}-`)).toBe(true);
      expect(regionCode === '410000' ? row?.provincial : row?.local).toBeTruthy();
      expect(specialties.filter((code) => !codes.has(code) || code.startsWith('other-'))).toEqual([]);
      expect(capacity >= 1 && capacity <= 10).toBe(true);
    }
  });

  it('have deputies of the same region, who are there when they are needed', () => {
    const byKey = new Map(cadres.map((cadre) => [cadre.key, cadre]));
    const deputies = cadres.filter(({ deputyKey }) => deputyKey !== undefined);
    expect(deputies.length / cadres.length).toBeCloseTo(0.15, 1);
    for (const { deputyKey, regionCode } of deputies) {
      expect(byKey.get(deputyKey!)).toMatchObject({ regionCode, leave: [] });
      expect(byKey.get(deputyKey!)?.deputyKey).toBeUndefined();
    }
  });
});

describe('enterprises', () => {
  it('are 2,000 that exist nowhere, with formally valid credit codes', () => {
    expect(enterprises).toHaveLength(2_000);
    expect(distinct(enterprises.map(({ creditCode }) => creditCode))).toBe(2_000);
    expect(distinct(enterprises.map(({ name }) => name))).toBe(2_000);
    const wrong = enterprises.filter(
      ({ creditCode }) => !isCreditCode(creditCode) || !creditCode.startsWith('91000000'),
    );
    expect(wrong).toEqual([]);
    expect(isCreditCode('91000000MA00000157')).toBe(true);
    expect(isCreditCode('91000000MA00000158')).toBe(false);
  });

  it('belong to chains that exist, and a handful has no business', () => {
    const codes = new Set(clustersAndChains.chains.map(({ code }) => code));
    expect(enterprises.filter(({ chainCode }) => chainCode !== undefined && !codes.has(chainCode))).toEqual([]);
    expect(enterprises.filter(({ status }) => status === 'zombie')).toHaveLength(9);
  });

  it('have one chief of their own region, but for the newly registered', () => {
    const regionOf = new Map([...cadres, ...enterprises].map(({ key, regionCode }) => [key, regionCode]));
    const chiefs = pairings.filter(({ role }) => role === 'chief');
    expect(distinct(chiefs.map(({ enterpriseKey }) => enterpriseKey))).toBe(chiefs.length);
    expect(chiefs).toHaveLength(1_980);
    const strangers = pairings.filter((row) => regionOf.get(row.cadreKey) !== regionOf.get(row.enterpriseKey));
    expect(strangers).toEqual([]);
  });
});

describe('issues', () => {
  it('count 626 received, 620 of them closed, and the others apart', () => {
    expect(received).toHaveLength(626);
    expect(countBy(issues, ({ outcome }) => outcome.status)).toEqual({
      closed: 620,
      long_term: 3,
      in_progress: 3,
      merged: 9,
      refused: 6,
      withdrawn: 4,
    });
  });

  it('take every way as often as planned', () => {
    const ways = countBy(
      received.flatMap(({ outcome }) => outcome.traits),
      (trait) => trait,
    );
    expect(ways).toEqual({ ...TRAIT_COUNTS, unrouted: 10, 'request-info': 3 });
    expect(ways.escalated! / 626).toBeCloseTo(0.07, 2);
  });

  it('are mostly solved and mostly rated by the enterprise', () => {
    const resolutions = countBy(closed, ({ outcome }) => outcome.resolution!);
    const confirmations = countBy(closed, ({ outcome }) => outcome.confirmation!);
    expect(resolutions.solved! / 620).toBeCloseTo(0.9, 2);
    expect(Object.keys(resolutions).sort()).toEqual(['explained', 'partly_solved', 'referred', 'solved']);
    expect(confirmations.enterprise! / 620).toBeCloseTo(0.8, 1);
    expect(confirmations.none! / 620).toBeCloseTo(0.12, 2);
    expect(confirmations.call_back).toBeGreaterThan(40);
  });

  it('follow the published mix of categories', () => {
    const mix = countBy(received, ({ submit }) => submit.categoryCode);
    expect(mix).toEqual(Object.fromEntries(CATEGORY_MIX.map(({ category, received: count }) => [category, count])));
    expect(distinct(categories.filter(({ parentCode }) => parentCode !== null).map(({ code }) => code))).toBe(
      Object.keys(mix).length,
    );
  });

  it('come by all channels and on every working date, fewer around the Spring Festival', () => {
    const channels = countBy(received, ({ submit }) => submit.channel);
    for (const [channel, share] of [
      ['portal', 0.5],
      ['visit', 0.3],
      ['hotline', 0.13],
      ['superior', 0.07],
    ] as const) {
      expect(Math.abs(channels[channel]! / 626 - share)).toBeLessThan(0.06);
    }
    const dates = received.map(({ submit }) => localDateOf(Date.parse(submit.at)));
    expect([...new Set(dates)].sort()).toEqual(workingDates);
    const months = countBy(dates, (date) => date.slice(0, 7));
    expect(months['2024-02']! * 2).toBeLessThan(months['2024-03']!);
  });

  it('have titles that hardly repeat and texts without blanks', () => {
    const titles = issues.map(({ submit }) => submit.title);
    expect(distinct(titles) / titles.length).toBeGreaterThanOrEqual(0.95);
    expect(Math.max(...titles.map((title) => title.length))).toBeLessThanOrEqual(200);
    expect(JSON.stringify(issues)).not.toMatch(/undefined|NaN|\{[a-zA-Z]+[}:|]/);
  });

  it('reach nobody by routing where nobody is paired and nobody specialises', () => {
    const paired = new Set(pairings.map(({ enterpriseKey }) => enterpriseKey));
    const stray = issues.filter(({ outcome }) => outcome.traits.includes('unrouted') || outcome.status === 'withdrawn');
    expect(stray).toHaveLength(14);
    for (const { enterpriseKey, submit } of stray) {
      expect(paired.has(enterpriseKey)).toBe(false);
      expect(submit.categoryCode).toMatch(/^other-/);
    }
  });
});

describe('the demo accounts', () => {
  it('are an enterprise of Chuanhui with a history, and its chief, who is never on leave', () => {
    const cadre = cadres.find(({ key }) => key === plan.demoCadreKey)!;
    const enterprise = enterprises.find(({ key }) => key === plan.demoEnterpriseKey)!;
    expect([cadre.regionCode, enterprise.regionCode]).toEqual(['411602', '411602']);
    expect(cadre.leave).toEqual([]);
    expect(pairings).toContainEqual(
      expect.objectContaining({ enterpriseKey: enterprise.key, cadreKey: cadre.key, role: 'chief' }),
    );
    const own = issues.filter(({ enterpriseKey }) => enterpriseKey === enterprise.key);
    expect(own).toHaveLength(7);
    expect(own.filter(({ outcome }) => outcome.status === 'in_progress')).toHaveLength(1);
  });
});
