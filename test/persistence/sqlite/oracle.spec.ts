import sql from 'sql-template-tag';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { agesOf, figuresOf, flowOf } from '../../support/oracle.js';
import { RATES } from '../../support/plain-figures.js';
import { Dice } from '../../support/report-histories.js';
import { ask, openReportOffice, type ReportOffice } from '../../support/report-office.js';

const COUNT = 10_000;

type Row = Readonly<Record<string, unknown>>;
type Numbers = Readonly<Record<string, unknown>>;

let office: ReportOffice;
let issues: Row[];
let events: Row[];
beforeAll(async () => {
  office = await openReportOffice(10_000, { count: COUNT });
  const source = office.t.get<DataSource>(getDataSourceToken() as never);
  issues = await source.query<Row[]>('SELECT * FROM issue');
  events = await source.query<Row[]>('SELECT * FROM issue_event');
}, 240_000);
afterAll(() => office.t.close());

/** The numbers of a completion report, as the oracle names them. */
function numbersOf(view: Numbers): Numbers {
  const excluded = view.excluded as Numbers;
  const { count, mean, median, p90 } = view.handlingWorkingDays as Numbers;
  const rates = RATES.map((name): [string, unknown] => {
    const { numerator, denominator } = view[name] as Numbers;
    return [name, [numerator, denominator]];
  });
  return {
    ...{ received: view.received, open: view.open, unrouted: view.unrouted },
    ...{ refused: excluded.refused, withdrawn: excluded.withdrawn, merged: excluded.merged },
    ...Object.fromEntries(rates),
    handling: { count, mean, median, p90 },
  };
}

const PERIODS = [
  { from: '2024-01-01', to: '2025-01-01' },
  { from: '2024-03-05', to: '2024-03-06' },
  { from: '2024-12-16', to: '2025-02-01' },
];

it('there are ten thousand lives, and more of everything than a rule could get right by chance', async () => {
  const [row] = await office.t.reader.all<{ issues: number; known: number }>(
    sql`SELECT (SELECT COUNT(*) FROM issue) AS issues, (SELECT COUNT(DISTINCT issue_id) FROM issue_event) AS known`,
  );
  expect(row!.issues).toBeGreaterThan(COUNT * 0.95);
  expect(row!.known).toBe(row!.issues);
});

it.each(PERIODS)('the completion report of $from to $to is what the oracle says', async (period) => {
  const { total } = await ask<{ total: Numbers }>(office.province(), 'completion', period);
  const expected = figuresOf(issues, { ...period, now: office.t.clock.now() });
  expect(numbersOf(total)).toEqual(expected);
});

it.each([
  ['region', 'region_code'],
  ['department', 'department_id'],
  ['cadre', 'assignee_id'],
  ['subcategory', 'category_code'],
  ['chain', 'chain_code'],
  ['enterprise_size', 'enterprise_size'],
  ['level', 'level'],
  ['channel', 'channel'],
  ['campaign', 'campaign_code'],
])('so is each of its rows by %s', async (groupBy, column) => {
  const period = PERIODS[0]!;
  const { rows } = await ask<{ rows: (Numbers & { key: string })[] }>(office.province(), 'completion', {
    ...period,
    groupBy,
  });
  const groupOf = (row: Row): unknown => (row[column] === '411626' ? '411603' : (row[column] ?? 'none'));
  expect(rows.map(({ key }) => key).sort()).toEqual([...new Set(issues.map(groupOf))].sort());
  for (const row of rows) {
    const own = issues.filter((issue) => groupOf(issue) === row.key);
    expect([row.key, numbersOf(row)]).toEqual([row.key, figuresOf(own, { ...period, now: office.t.clock.now() })]);
  }
});

it.each(PERIODS)('the flow of $from to $to is what the oracle says', async (period) => {
  const { total } = await ask<{ total: Numbers }>(office.province(), 'flow', period);
  expect(total).toMatchObject(flowOf(events, { ...period, now: office.t.clock.now() }));
});

it('so is the flow of random periods as of random moments', async () => {
  const dice = new Dice(77);
  for (let round = 0; round < 6; round++) {
    const asOf = office.t.clock.now() - dice.whole(1, 300 * 24 * 60) * 60_000;
    const day = (number: number): string => new Date(Date.UTC(2024, 0, number)).toISOString().slice(0, 10);
    const first = dice.whole(1, 340);
    const period = { from: day(first), to: day(first + dice.whole(1, 60)) };
    const query = { ...period, asOf: new Date(asOf).toISOString() };
    const { total } = await ask<{ total: Numbers }>(office.province(), 'flow', query);
    // Before a period begins there is nothing to tell apart.
    if (asOf >= Date.parse(`${period.from}T00:00:00+08:00`))
      expect(total).toMatchObject(flowOf(events, { ...period, now: asOf }));
  }
});

it('the ages of what is open are what the oracle says', async () => {
  const { total } = await ask<{ total: { bands: readonly { count: number }[] } }>(office.province(), 'ageing');
  expect(total.bands.map(({ count }) => count)).toEqual(agesOf(issues, office.t.clock.now()));
});
