import { iso } from '../../src/kernel/clock.js';
import { GROUPINGS, keyOf, setsOf, standing } from '../support/plain-figures.js';
import { Dice } from '../support/report-histories.js';
import { countBehind } from '../support/report-links.js';
import { ask, linkedNumbers, openReportOffice, type ReportOffice } from '../support/report-office.js';

const PERIOD = { from: '2023-11-01', to: '2025-02-01' };
const PAST = '2024-09-15T08:30:00.000Z';

interface CellView {
  readonly numerator: number;
  readonly denominator: number | null;
  readonly text: string;
}

interface CrossView {
  readonly columns: readonly { readonly key: string }[];
  readonly rows: readonly { readonly key: string; readonly total: CellView; readonly cells: readonly CellView[] }[];
  readonly total: { readonly total: CellView; readonly cells: readonly CellView[] };
}

let office: ReportOffice;
beforeAll(async () => {
  office = await openReportOffice(11, { count: 300 });
});
afterAll(() => office.t.close());

describe('the cross table', () => {
  it('has in every cell what a plain count of its issues gives, by all sorts of groupings, now and in the past', async () => {
    const dice = new Dice(3);
    for (const groupBy of GROUPINGS.filter((each) => each !== 'day')) {
      const splitBy = dice.pick(GROUPINGS.filter((each) => each !== groupBy && each !== 'day' && each !== 'week'));
      const metric = dice.pick(['completion', 'overdue', 'onTime', 'satisfaction'] as const);
      const asOf = dice.chance(0.5) ? office.t.clock.now() : Date.parse(PAST);
      const query = { ...PERIOD, asOf: iso(asOf), groupBy, splitBy, metric };
      const view = await ask<CrossView>(office.province(), 'cross', query);
      const issues = standing(office.histories, asOf);
      const cells = view.rows.flatMap((row) =>
        row.cells.map((cell, index) => ({ row: row.key, column: view.columns[index]!.key, cell })),
      );
      for (const { row, column, cell } of cells) {
        const own = issues.filter(
          (issue) =>
            keyOf(groupBy, issue, office.places.parents) === row &&
            keyOf(splitBy, issue, office.places.parents) === column,
        );
        const sets = setsOf(own, { ...PERIOD, asOf });
        expect({ groupBy, splitBy, row, column, metric, ...sizes(cell) }).toEqual({
          ...{ groupBy, splitBy, row, column, metric },
          numerator: sets[`${metric}.numerator`]!.length,
          denominator: sets[`${metric}.denominator`]!.length,
        });
      }
    }
  });

  it('adds up in both directions', async () => {
    const view = await ask<CrossView>(office.province(), 'cross', { ...PERIOD, metric: 'received' });
    const sum = (cells: readonly CellView[]): number => cells.reduce((total, { numerator }) => total + numerator, 0);
    for (const row of view.rows) expect(row.total.numerator).toBe(sum(row.cells));
    view.columns.forEach((_, index) =>
      expect(view.total.cells[index]!.numerator).toBe(sum(view.rows.map(({ cells }) => cells[index]!))),
    );
    expect(view.total.total.numerator).toBe(sum(view.total.cells));
    expect(view.total.total).toMatchObject({ denominator: null, text: String(view.total.total.numerator) });
    expect(view.total.total.numerator).toBeGreaterThan(100);
  });

  it.each([
    ['region', 'category', 'completion'],
    ['department', 'month', 'overdue'],
    ['chain', 'enterprise_size', 'handled'],
  ])('names by %s and %s the list behind every number of %s', async (groupBy, splitBy, metric) => {
    const query = { ...PERIOD, asOf: PAST, groupBy, splitBy, metric };
    const view = await ask(office.province(), 'cross', query);
    const numbers = linkedNumbers(view);
    expect(numbers.length).toBeGreaterThan(20);
    for (const [number, url] of numbers)
      expect([url, await countBehind(office.province(), url)]).toEqual([url, number]);
  });

  it.each(['completion', 'received'])('has the same cells as a file: %s', async (metric) => {
    const query = { ...PERIOD, asOf: PAST, metric };
    const view = await ask<CrossView>(office.province(), 'cross', query);
    const lines = await tableOf('cross', query);
    expect(lines.slice(1).map((cells) => cells.slice(5))).toEqual(
      [...view.rows, view.total].map(({ cells, total }) => [...cells, total].map(({ text }) => text)),
    );
    expect(lines.map((cells) => cells[3])).toEqual(['地区（代码）', ...view.rows.map(({ key }) => key), '']);
  });

  it.each([
    ['groupBy=region&splitBy=region', 'report.split'],
    ['splitBy=region', 'report.split'],
    ['from=2024-01-01&to=2024-01-01', 'report.period'],
  ])('is refused for %s', async (query, code) => {
    const { body } = await office.province().get(`/api/v1/reports/cross?${query}`).expect(422);
    expect((body as { code: string }).code).toBe(code);
  });
});

interface ComparisonView {
  readonly current: { readonly period: object; readonly asOf: string };
  readonly earlier: { readonly period: object; readonly asOf: string };
  readonly total: ComparedView;
  readonly rows: readonly (ComparedView & { readonly key: string; readonly label: string })[];
}

interface ComparedView {
  readonly current: object;
  readonly earlier: object;
  readonly change: Readonly<Record<string, number | null>>;
}

interface CompletionView {
  readonly period: object;
  readonly asOf: string;
  readonly total: object;
  readonly rows: readonly { readonly key: string; readonly label: string }[];
}

describe('the comparison of two periods', () => {
  it.each(['from=2020-01-01&to=2024-01-01', 'from=2024-07-01&compareFrom=2020-01-01&compareTo=2024-01-01'])(
    'is refused for more days than anybody reads, in either: %s',
    async (query) => {
      const path = `/api/v1/reports/comparison?groupBy=day&${query}`;
      const { body } = await office.province().get(path).expect(422);
      expect(body).toMatchObject({ code: 'report.too-large', errors: [{ field: 'groupBy' }] });
    },
  );

  it('shows what the completion reports of both say, group by group', async () => {
    const query = { from: '2024-07-01', to: '2025-01-01', groupBy: 'category' };
    const view = await ask<ComparisonView>(office.province(), 'comparison', query);
    expect(view.current).toEqual({
      period: { from: '2024-07-01', to: '2025-01-01' },
      asOf: '2025-01-10T04:00:00.000Z',
    });
    expect(view.earlier).toEqual({
      period: { from: '2024-01-01', to: '2024-07-01' },
      asOf: '2024-07-10T04:00:00.000Z',
    });
    for (const side of ['current', 'earlier'] as const) {
      const { period, asOf } = view[side];
      const report = await ask<CompletionView>(office.province(), 'completion', { ...query, ...period, asOf });
      expect(view.total[side]).toEqual(report.total);
      for (const { key, label, ...figures } of report.rows) {
        const row = view.rows.find((each) => each.key === key)!;
        expect([row.label, row[side]]).toEqual([label, figures]);
      }
    }
  });

  it('tells the change in issues and in points of the printed rates', async () => {
    const query = { from: '2024-07-01', to: '2025-01-01' };
    const { total } = await ask<ComparisonView>(office.province(), 'comparison', query);
    const [current, earlier] = [total.current, total.earlier] as unknown as Record<string, { text: string }>[];
    const printed = (figures: Record<string, { text: string }>, name: string): number =>
      Number(figures[name]!.text.slice(0, -1));
    for (const name of ['completion', 'overdue', 'satisfaction'])
      expect(total.change[name]).toBeCloseTo(printed(current!, name) - printed(earlier!, name), 8);
    expect(total.change.received).toBe(Number(current!.received) - Number(earlier!.received));
  });

  it('takes an earlier period by name, at the same cut-off unless another is named', async () => {
    const query = { from: '2024-07-01', to: '2024-08-01', compareFrom: '2023-11-15', compareTo: '2024-02-01' };
    const view = await ask<ComparisonView>(office.province(), 'comparison', query);
    expect(view.earlier).toEqual({
      period: { from: '2023-11-15', to: '2024-02-01' },
      asOf: '2025-01-10T04:00:00.000Z',
    });
    const other = await ask<ComparisonView>(office.province(), 'comparison', { ...query, compareAsOf: PAST });
    expect(other.earlier.asOf).toBe(PAST);
  });

  it('has the same figures as a file', async () => {
    const query = { from: '2024-07-01', to: '2025-01-01' };
    const { rows, total } = await ask<ComparisonView>(office.province(), 'comparison', query);
    const [headings, ...lines] = await tableOf('comparison', query);
    const column = (heading: string): (string | undefined)[] => lines.map((cells) => cells[headings!.indexOf(heading)]);
    const shown = [...rows, total];
    expect(column('收集数（增减）')).toEqual(shown.map(({ change }) => String(change.received)));
    expect(column('超期率（百分点）')).toEqual(shown.map(({ change }) => String(change.overdue ?? '')));
    const { completion } = total.earlier as { completion: { text: string } };
    expect(column('办结率（对比期）').at(-1)).toBe(completion.text);
  });

  it('names the list behind every number', async () => {
    const query = { from: '2024-07-01', to: '2025-01-01', regionCode: '411602' };
    const { total } = await ask<ComparisonView>(office.province(), 'comparison', query);
    for (const [number, url] of linkedNumbers(total))
      expect([url, await countBehind(office.province(), url)]).toEqual([url, number]);
  });
});

/** The cells of the report as CSV; none of them holds a comma. */
async function tableOf(report: string, query: Readonly<Record<string, string>>): Promise<string[][]> {
  const search = new URLSearchParams({ ...query, format: 'csv' }).toString();
  const { text } = await office.province().get(`/api/v1/reports/${report}?${search}`).expect(200);
  return text
    .slice(1)
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
}

const sizes = ({ numerator, denominator }: CellView) => ({ numerator, denominator });
