import { DAY, iso } from '../../src/kernel/clock.js';
import { GROUPINGS, keyOf, localDate, midnight } from '../support/plain-figures.js';
import { daysOf, FLOWS, flowSizes, type FlowSets, plainFlow } from '../support/plain-flow.js';
import { flowExamples, livesOf } from '../support/flow-example.js';
import { Dice, insertHistories } from '../support/report-histories.js';
import { countBehind } from '../support/report-links.js';
import { ask, linkedNumbers, openReportOffice, type ReportOffice } from '../support/report-office.js';
import { allPages } from '../support/sample-bodies.js';

type Flow = Readonly<Record<string, number | string>>;

interface FlowReport {
  readonly total: Flow;
  readonly rows: readonly (Flow & { readonly key: string })[];
}

interface TrendReport {
  readonly total: Flow;
  readonly rows: readonly {
    readonly key: string;
    readonly period: { readonly from: string; readonly to: string };
    readonly flow: Flow;
    readonly figures: { readonly received: number; readonly completion: object };
  }[];
}

let office: ReportOffice;
beforeAll(async () => {
  office = await openReportOffice(23, { count: 300 });
});
afterAll(() => office.t.close());

const counts = (flow: Flow): Flow => Object.fromEntries(FLOWS.map((name) => [name, flow[name]!]));

function ofGroup(sets: FlowSets, by: (typeof GROUPINGS)[number], key: string): FlowSets {
  const parts = Object.entries(sets).map(([name, issues]) => [
    name,
    issues.filter((issue) => keyOf(by, issue, office.places.parents) === key),
  ]);
  return Object.fromEntries(parts) as FlowSets;
}

function randomPeriod(dice: Dice): { from: string; to: string; asOf: number } {
  const first = midnight('2023-12-01') + dice.whole(0, 380) * DAY;
  const now = office.t.clock.now();
  const asOf = dice.chance(0.4) ? now : now - dice.whole(1, 300 * 24 * 60) * 60_000;
  return { from: localDate(first), to: localDate(first + dice.whole(1, 120) * DAY), asOf };
}

describe('the flow', () => {
  it('agrees with a plain look at all that the issues have been, in total and by every grouping', async () => {
    const dice = new Dice(5);
    for (const groupBy of [...GROUPINGS, ...GROUPINGS]) {
      const { from, to, asOf } = randomPeriod(dice);
      const view = await ask<FlowReport>(office.province(), 'flow', { from, to, asOf: iso(asOf), groupBy });
      const sets = plainFlow(office.histories, { from, to, asOf });
      expect(counts(view.total)).toEqual(flowSizes(sets));
      for (const row of view.rows) expect(counts(row)).toEqual(flowSizes(ofGroup(sets, groupBy, row.key)));
      for (const name of FLOWS)
        expect(view.rows.reduce((sum, row) => sum + Number(row[name]), 0)).toBe(view.total[name]);
    }
  });

  it('knows every case', () => {
    const days = daysOf({ from: '2024-03-01', to: '2024-12-01' });
    const flows = days.map((day) => flowSizes(plainFlow(office.histories, { ...day, asOf: Infinity })));
    const most = FLOWS.map((name) => [name, flows.reduce((sum, flow) => sum + flow[name]!, 0)] as const);
    expect(most.filter(([, sum]) => sum < 2)).toEqual([]);
  });

  it.each(['2025-01-10T04:00:00.000Z', '2024-08-03T02:10:00.000Z'])(
    'names the list behind every number as of %s',
    async (asOf) => {
      const period = { from: '2024-05-01', to: '2024-09-01' };
      const view = await ask<FlowReport>(office.province(), 'flow', { ...period, asOf });
      for (const [number, url] of linkedNumbers(view))
        expect([url, await countBehind(office.province(), url)]).toEqual([url, number]);
      const sets = plainFlow(office.histories, { ...period, asOf: Date.parse(asOf) });
      for (const name of FLOWS) {
        const listed = await allPages<{ id: string }>(office.province(), String(view.total[`${name}Url`]), 100);
        expect(new Set(listed.map(({ id }) => id))).toEqual(new Set(sets[name]!.map(({ id }) => id)));
      }
    },
  );

  it('has nothing moving in a period that has not begun', async () => {
    const { total } = await ask<FlowReport>(office.province(), 'flow', { from: '2026-01-01', to: '2027-01-01' });
    expect(total).toMatchObject({ opened: 0, ended: 0, openAtStart: total.openAtEnd });
    expect(total.openAtEnd).toBeGreaterThan(0);
  });

  it('is the same as a file', async () => {
    const { text } = await office.province().get('/api/v1/reports/flow?from=2024-05-01&to=2024-09-01&format=csv');
    const { rows, total } = await ask<FlowReport>(office.province(), 'flow', { from: '2024-05-01', to: '2024-09-01' });
    const cells = text.trimEnd().split('\r\n').slice(1);
    expect(cells.map((line) => line.split(',').slice(5).map(Number))).toEqual(
      [...rows, total].map((flow) => FLOWS.map((name) => flow[name])),
    );
  });
});

describe('the trend', () => {
  it.each(['week', 'month'])('is the flow of every %s, one after the other', async (unit) => {
    const period = { from: '2024-02-10', to: '2024-11-05' };
    const view = await ask<TrendReport>(office.province(), 'trend', { ...period, unit });
    expect([view.rows[0]!.period.from, view.rows.at(-1)!.period.to]).toEqual([period.from, period.to]);
    for (const row of view.rows) {
      const sets = plainFlow(office.histories, { ...row.period, asOf: office.t.clock.now() });
      expect([row.key, counts(row.flow)]).toEqual([row.key, flowSizes(sets)]);
    }
    const whole = await ask<FlowReport>(office.province(), 'flow', period);
    expect(view.total).toEqual(whole.total);
  });

  it('goes by the day, also as of the past, and ends at the cut-off', async () => {
    const asOf = '2024-07-20T03:00:00.000Z';
    const query = { from: '2024-07-01', to: '2024-08-01', unit: 'day', asOf };
    const view = await ask<TrendReport>(office.province(), 'trend', query);
    expect(view.rows.map(({ period }) => period)).toEqual(daysOf({ from: '2024-07-01', to: '2024-07-21' }));
    for (const { period, flow } of view.rows)
      expect(counts(flow)).toEqual(flowSizes(plainFlow(office.histories, { ...period, asOf: Date.parse(asOf) })));
  });

  it('shows how the issues of each span stand, as the completion report does', async () => {
    const period = { from: '2024-01-01', to: '2025-01-01' };
    const view = await ask<TrendReport>(office.province(), 'trend', period);
    const { rows } = await ask<{ rows: { key: string; received: number; completion: object }[] }>(
      office.province(),
      'completion',
      { ...period, groupBy: 'month' },
    );
    for (const { key, received, completion } of rows.filter((row) => row.received > 0)) {
      const { figures } = view.rows.find((row) => row.key === key)!;
      expect(figures).toMatchObject({ received, completion });
    }
  });

  it.each<Record<string, string>>([
    { regionCode: '411600' },
    { status: 'closed' },
    { departmentId: 'none', asOf: '2024-06-20T00:00:00.000Z' },
    { level: 'municipality' },
  ])('names the list behind every number with the filter %j', async (filter) => {
    const query = { from: '2024-05-07', to: '2024-07-01', unit: 'week', ...filter };
    const view = await ask<TrendReport>(office.province(), 'trend', query);
    for (const [number, url] of linkedNumbers(view.rows.slice(2, 5)))
      expect([url, await countBehind(office.province(), url)]).toEqual([url, number]);
  });

  it('is refused for more spans than a chart can show', async () => {
    const { body } = await office
      .province()
      .get('/api/v1/reports/trend?from=2020-01-01&to=2024-01-01&unit=day')
      .expect(422);
    expect((body as { code: string }).code).toBe('report.too-many-spans');
  });
});

describe('the example of docs/metrics.md', () => {
  const EXAMPLES = flowExamples();

  it('is there', () => {
    expect(EXAMPLES).toHaveLength(1);
  });

  // Earlier than every other history, so that nothing else is open.
  it.each(EXAMPLES.map((example) => [example.result, example] as const))('%s', async (result, example) => {
    const period = { from: '2022-03-01', to: '2022-04-01' };
    await insertHistories(office.t, livesOf(example, office.places, midnight(period.from)));
    const { total } = await ask<{ total: Readonly<Record<string, number>> }>(office.province(), 'flow', period);
    const { openAtStart, opened, submitted, reopened, ended, closed, refused, openAtEnd } = total;
    expect(
      `open at the start ${openAtStart}, opened ${opened} (submitted ${submitted}, opened again ${reopened}), ` +
        `ended ${ended} (closed ${closed}, refused ${refused}), open at the end ${openAtEnd}`,
    ).toBe(result);
  });
});
