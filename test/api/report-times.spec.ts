import { iso } from '../../src/kernel/clock.js';
import { GROUPINGS, isOpen, keyOf, localDate, midnight, setsOf, standing } from '../support/plain-figures.js';
import { countBehind } from '../support/report-links.js';
import { ask, linkedNumbers, openReportOffice, type ReportOffice } from '../support/report-office.js';

interface Band {
  readonly count: number;
}

interface AgeingView {
  readonly total: {
    readonly open: number;
    readonly bands: readonly (Band & { fromDays: number; toDays: number | null })[];
  };
  readonly rows: readonly { readonly key: string; readonly bands: readonly Band[] }[];
}

interface HandlingView {
  readonly total: {
    readonly count: number;
    readonly median: number;
    readonly bands: readonly (Band & { readonly over: number | null; readonly upTo: number | null })[];
  };
  readonly rows: readonly { readonly key: string; readonly count: number; readonly bands: readonly Band[] }[];
}

const MOMENTS = ['2025-01-10T04:00:00.000Z', '2024-08-03T16:30:00.000Z'];

let office: ReportOffice;
beforeAll(async () => {
  office = await openReportOffice(31, { count: 300 });
});
afterAll(() => office.t.close());

describe('the ageing of open issues', () => {
  const ageOf = (submittedAt: number, asOf: number): number =>
    (midnight(localDate(asOf)) - midnight(localDate(submittedAt))) / 86_400_000;

  it.each(MOMENTS)('agrees with a plain count as of %s, by every grouping', async (asOf) => {
    const at = Date.parse(asOf);
    const open = standing(office.histories, at).filter(isOpen);
    for (const groupBy of GROUPINGS) {
      const { total, rows } = await ask<AgeingView>(office.province(), 'ageing', { asOf, groupBy });
      const counted = (issues: typeof open): number[] =>
        total.bands.map(
          ({ fromDays, toDays }) =>
            issues.filter(({ submittedAt }) => {
              const age = ageOf(submittedAt, at);
              return age >= fromDays && age <= (toDays ?? Infinity);
            }).length,
        );
      expect(total.bands.map(({ count }) => count)).toEqual(counted(open));
      expect(total.open).toBe(open.length);
      for (const { key, bands } of rows) {
        const own = open.filter((issue) => keyOf(groupBy, issue, office.places.parents) === key);
        expect(bands.map(({ count }) => count)).toEqual(counted(own));
      }
    }
  });

  it.each(MOMENTS)('names the list behind every number as of %s', async (asOf) => {
    const view = await ask(office.province(), 'ageing', { asOf });
    for (const [number, url] of linkedNumbers(view))
      expect([url, await countBehind(office.province(), url)]).toEqual([url, number]);
  });

  it('is the same as a file', async () => {
    const { text } = await office.province().get('/api/v1/reports/ageing?format=csv').expect(200);
    const { rows, total } = await ask<AgeingView>(office.province(), 'ageing');
    const lines = text.trimEnd().split('\r\n').slice(1);
    expect(lines.map((line) => line.split(',').slice(4).map(Number))).toEqual(
      [...rows, total].map(({ bands }) => bands.map(({ count }) => count)),
    );
  });
});

describe('the handling times', () => {
  const period = { from: '2024-01-01', to: '2024-12-01' };

  it.each(MOMENTS)('agree with a plain count as of %s', async (asOf) => {
    const at = Date.parse(asOf);
    const { total, rows } = await ask<HandlingView>(office.province(), 'handling-times', {
      ...period,
      asOf: iso(at),
      groupBy: 'category',
    });
    const { handled } = setsOf(standing(office.histories, at), { ...period, asOf: at });
    const counted = (issues: NonNullable<typeof handled>): number[] =>
      total.bands.map(
        ({ over, upTo }) =>
          issues.filter(({ handlingTenths }) => {
            const days = handlingTenths! / 10;
            return days > (over ?? -1) && days <= (upTo ?? Infinity);
          }).length,
      );
    expect(total.bands.map(({ count }) => count)).toEqual(counted(handled!));
    expect(total.count).toBe(handled!.length);
    for (const { key, bands, count } of rows) {
      const own = handled!.filter((issue) => keyOf('category', issue, office.places.parents) === key);
      expect([count, bands.map((band) => band.count)]).toEqual([own.length, counted(own)]);
    }
  });

  it.each(MOMENTS)('name the list behind every number as of %s', async (asOf) => {
    const view = await ask(office.province(), 'handling-times', { ...period, asOf });
    for (const [number, url] of linkedNumbers(view))
      expect([url, await countBehind(office.province(), url)]).toEqual([url, number]);
  });

  it('are the same as a file', async () => {
    const query = 'from=2024-01-01&to=2024-12-01';
    const { text } = await office.province().get(`/api/v1/reports/handling-times?${query}&format=csv`).expect(200);
    const { rows, total } = await ask<HandlingView>(office.province(), 'handling-times', period);
    const lines = text.trimEnd().split('\r\n').slice(1);
    expect(lines.map((line) => line.split(',').slice(9).map(Number))).toEqual(
      [...rows, total].map(({ bands }) => bands.map(({ count }) => count)),
    );
    expect(Number(lines.at(-1)!.split(',')[7])).toBe(total.median);
  });
});
