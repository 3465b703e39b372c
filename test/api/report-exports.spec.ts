import sql from 'sql-template-tag';
import { GROUPINGS, RATES } from '../support/plain-figures.js';
import { openReportOffice } from '../support/report-office.js';
import type { TestApp } from '../support/test-app.js';
import { readWorkbook } from '../support/workbook.js';

const NOW = '2025-01-10T04:00:00.000Z';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const REPORT = '/api/v1/reports/completion';
const WARNINGS = '/api/v1/reports/warnings';

interface RateView {
  readonly numerator: number;
  readonly denominator: number;
  readonly text: string;
}

interface FiguresView extends Readonly<Record<string, unknown>> {
  readonly received: number;
  readonly open: number;
  readonly unrouted: number;
}

interface ReportView {
  readonly period: { readonly from: string; readonly to: string };
  readonly asOf: string;
  readonly total: FiguresView;
  readonly rows: readonly (FiguresView & { readonly key: string; readonly label: string })[];
}

let t: TestApp;
beforeAll(async () => {
  ({ t } = await openReportOffice(20_250_110, { count: 200, now: NOW }));
});
afterAll(() => t.close());

const province = () => t.as.manager({ regionCode: '410000' });

/** Every cell of the exported report, as the JSON has it. */
function cellsOf({ period, asOf, rows, total }: ReportView, label: string): (string | number | null)[][] {
  const numbers = (of: unknown): Record<string, number | null> => of as Record<string, number | null>;
  return [...rows, { ...total, key: '', label }].map((row) => {
    const excluded = numbers(row.excluded);
    const handling = numbers(row.handlingWorkingDays);
    const rates = RATES.map((code) => row[code] as RateView);
    return [
      ...[period.from, period.to, asOf, row.key, row.label],
      ...[row.received, excluded.refused!, excluded.withdrawn!, excluded.merged!],
      ...rates.flatMap(({ numerator, denominator, text }) => [numerator, denominator, text]),
      ...[row.open, row.unrouted, handling.count!, handling.mean!, handling.median!, handling.p90!],
    ];
  });
}

describe('the report as a workbook', () => {
  it.each(GROUPINGS)('has the same figures in every cell, by %s', async (groupBy) => {
    const query = `${REPORT}?from=2023-11-01&to=2025-02-01&groupBy=${groupBy}`;
    const answer = await province().get(`${query}&format=xlsx`).responseType('blob').expect(200);
    expect(answer.headers['content-type']).toBe(XLSX);
    const [sheet, ...others] = await readWorkbook(answer.body as Buffer);
    expect([sheet!.name, others]).toEqual(['办结率', []]);
    const { body } = await province().get(query).expect(200);
    const shown = cellsOf(body as ReportView, '合计');
    expect(sheet!.rows).toHaveLength(shown.length + 1);
    sheet!.rows.slice(1).forEach((row, nth) => expect(row.map(asPrinted)).toEqual(shown[nth]!.map(asText)));
  });

  const asText = (cell: string | number | null): unknown =>
    cell === '' || cell === null ? null : String(cell).replace(/T.*Z$/, '');

  // Percent cells are the only ones with four decimals; the cut-off of these reports is at midday.
  function asPrinted(this: void, cell: unknown, column: number): unknown {
    if (cell instanceof Date) return cell.toISOString().slice(0, 10);
    if (typeof cell !== 'number') return cell;
    const isRate = column >= 9 && column < 9 + 3 * RATES.length && (column - 9) % 3 === 2;
    return isRate ? `${(cell * 100).toFixed(2)}%` : String(cell);
  }

  it('is had by the Accept header, too', async () => {
    const answer = await province().get(REPORT).set('Accept', `${XLSX}, */*;q=0.1`).responseType('blob').expect(200);
    expect(answer.headers['content-disposition']).toContain('filename="completion-2025-01-01-2026-01-01.xlsx"');
    expect((await readWorkbook(answer.body as Buffer))[0]!.rows[0]!.slice(0, 2)).toEqual([
      '起始日期',
      '结束日期（不含）',
    ]);
  });
});

describe('the report as CSV', () => {
  const query = 'from=2023-11-01&to=2025-02-01&groupBy=region';

  it.each([
    ['format=csv', 'application/json'],
    ['level=county&format=csv', '*/*'],
    ['level=county', 'text/csv'],
  ])('has the same figures (%s, Accept: %s)', async (more, accept) => {
    const answer = await province().get(`${REPORT}?${query}&${more}`).set('Accept', accept).expect(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="completion-2023-11-01-2025-02-01.csv"; filename*=UTF-8''${encodeURIComponent('办结率')}-2023-11-01-2025-02-01.csv`,
    );
    const { body } = await province()
      .get(`${REPORT}?${query}&${more}&format=json`.replace('&format=csv', ''))
      .expect(200);
    const view = body as ReportView;
    const [headings, ...lines] = answer.text.slice(1).trimEnd().split('\r\n');
    expect(answer.text.startsWith('\uFEFF起始日期,')).toBe(true);
    const column = (heading: string): string[] =>
      lines.map((line) => line.split(',')[headings!.slice(0).split(',').indexOf(heading)]!);
    expect(column('地区')).toEqual([...view.rows.map(({ label }) => label), '合计']);
    const figures = [...view.rows, view.total];
    expect(column('收集数')).toEqual(figures.map(({ received }) => String(received)));
    expect(column('办结率')).toEqual(figures.map(({ completion }) => (completion as RateView).text));
    expect(column('超期率（分子）')).toEqual(figures.map(({ overdue }) => String((overdue as RateView).numerator)));
  });

  it('is in English for whoever reads English', async () => {
    const answer = await province().get(`${REPORT}?${query}&format=csv`).set('Accept-Language', 'en').expect(200);
    expect(answer.text).toContain('From,To (exclusive),As of,Region (code),Region,Received,');
    expect(answer.text).toContain(',Total,');
  });

  it('neutralises names that a spreadsheet would run', async () => {
    await t.uow.run((tx) => tx.run(sql`UPDATE cadre SET name = '=HYPERLINK("http://x","y")' WHERE id = 'cadre-0-1'`));
    const answer = await province().get(`${REPORT}?from=2023-11-01&to=2025-02-01&groupBy=cadre&format=csv`).expect(200);
    expect(answer.text).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
  });
});

describe('the warnings as a table', () => {
  interface Counts {
    readonly none: number;
    readonly yellow: number;
    readonly orange: number;
    readonly red: number;
  }
  const numbers = ({ none, yellow, orange, red }: Counts): number[] => [none, yellow, orange, red];

  it('has the same figures', async () => {
    const { body } = await province().get(`${WARNINGS}?groupBy=category`).set('Accept-Language', 'en').expect(200);
    const { rows, total } = body as { rows: (Counts & { key: string; label: string })[]; total: Counts };
    const shown = [...rows, { ...total, key: null, label: 'Total' }];
    const answer = await province()
      .get(`${WARNINGS}?groupBy=category&format=xlsx`)
      .set('Accept-Language', 'en')
      .responseType('blob')
      .expect(200);
    const [sheet] = await readWorkbook(answer.body as Buffer);
    expect(sheet!.name).toBe('Warnings');
    expect(sheet!.rows.slice(1).map((row) => row.slice(1))).toEqual(
      shown.map((row) => [row.key, row.label, ...numbers(row)]),
    );
    const { text } = await province().get(`${WARNINGS}?groupBy=category&format=csv`).expect(200);
    const [, ...lines] = text.trimEnd().split('\r\n');
    expect(lines.map((line) => line.split(',').slice(3).map(Number))).toEqual(shown.map(numbers));
  });
});
