import sql from 'sql-template-tag';
import { DAY, iso } from '../../src/kernel/clock.js';
import type { IssueState } from '../../src/modules/issues/index.js';
import type { SignedIn } from '../support/people.js';
import {
  expected,
  expectedRows,
  GROUPINGS,
  isExcluded,
  isOpen,
  isOverdue,
  localDate,
  midnight,
  setsOf,
  standing,
} from '../support/plain-figures.js';
import { Dice, type History, insertHistories, type Parents } from '../support/report-histories.js';
import { countBehind, type LinkedFigures, linksOf } from '../support/report-links.js';
import { allPages } from '../support/sample-bodies.js';
import { openReportOffice } from '../support/report-office.js';
import type { TestApp } from '../support/test-app.js';

const NOW = '2025-01-10T04:00:00.000Z';
const REPORT = '/api/v1/reports/completion';
interface ReportView {
  readonly period: { readonly from: string; readonly to: string };
  readonly asOf: string;
  readonly groupBy: string;
  readonly total: LinkedFigures;
  readonly rows: readonly (LinkedFigures & { readonly key: string; readonly label: string })[];
}

let t: TestApp;
let histories: History[];
let parents: Parents;

beforeAll(async () => {
  const office = await openReportOffice(20_250_110, { now: NOW });
  ({ t, histories } = office);
  ({ parents } = office.places);
});
afterAll(() => t.close());

async function report(as: SignedIn, query: Readonly<Record<string, string>> = {}): Promise<ReportView> {
  const { body } = await as.get(`${REPORT}?${new URLSearchParams(query).toString()}`).expect(200);
  return body as ReportView;
}

/** The numbers of a total or a row without their links and names. */
function bare(figures: LinkedFigures): object {
  const isOther = (name: string): boolean => /url$/i.test(name) || name === 'key' || name === 'label';
  return JSON.parse(JSON.stringify(figures, (name, value: unknown) => (isOther(name) ? undefined : value))) as object;
}

function bareRows({ rows }: ReportView): object {
  return Object.fromEntries(rows.map((row) => [row.key, bare(row)]));
}

const province = (): SignedIn => t.as.coordinator({ regionCode: '410000' });

describe('the completion report', () => {
  it('agrees with a plain count of every figure, in total and by every grouping, now and in the past', async () => {
    const dice = new Dice(7);
    for (const groupBy of [...GROUPINGS, ...GROUPINGS, ...GROUPINGS]) {
      const first = midnight('2023-11-01') + dice.whole(0, 380) * DAY;
      const from = localDate(first);
      const to = localDate(first + dice.whole(1, 420) * DAY);
      const asOf = dice.chance(0.3) ? t.clock.now() : t.clock.now() - dice.whole(1, 400 * 24 * 60) * 60_000;
      const asked = { from, to, asOf };
      const view = await report(province(), { from, to, asOf: iso(asOf), groupBy });
      const issues = standing(histories, asOf);
      expect({ ...view, rows: [], total: {} }).toEqual({
        period: { from, to },
        asOf: iso(asOf),
        groupBy,
        rows: [],
        total: {},
      });
      expect(bare(view.total)).toEqual(expected(setsOf(issues, asked)));
      expect(bareRows(view)).toEqual(expectedRows(issues, asked, { by: groupBy, parents }));
    }
  });

  it('agrees with plain SQL as of now', async () => {
    const { total } = await report(province(), { from: '2024-01-01', to: '2025-01-01' });
    const [from, to, now] = [midnight('2024-01-01'), midnight('2025-01-01'), t.clock.now()];
    const [row] = await t.reader.all<Record<string, number>>(sql`
      SELECT COUNT(*) AS received,
        SUM(CASE WHEN status = 'closed' THEN 1 ELSE 0 END) AS closed,
        SUM(CASE WHEN stars IS NOT NULL THEN 1 ELSE 0 END) AS rated,
        SUM(CASE WHEN stars >= 3 THEN 1 ELSE 0 END) AS satisfied,
        SUM(CASE WHEN status NOT IN ('closed', 'withdrawn', 'long_term') AND due_at < ${now}
          AND (done_claimed_at IS NULL OR done_claimed_at > due_at) THEN 1 ELSE 0 END) AS overdue
      FROM issue WHERE submitted_at >= ${from} AND submitted_at < ${to}
        AND status NOT IN ('refused', 'merged') AND NOT (status = 'withdrawn' AND accepted_at IS NULL)`);
    expect(total.received).toBe(row!.received);
    expect(total.completion).toMatchObject({ numerator: row!.closed, denominator: row!.received });
    expect(total.satisfaction).toMatchObject({ numerator: row!.satisfied, denominator: row!.rated });
    expect(total.overdue).toMatchObject({ numerator: row!.overdue });
    const [due] = await t.reader.all<Record<string, number>>(sql`
      SELECT COUNT(*) AS due, SUM(CASE WHEN done_claimed_at <= due_at THEN 1 ELSE 0 END) AS in_time
      FROM issue WHERE due_at >= ${from} AND due_at < ${to}
        AND status NOT IN ('refused', 'merged') AND NOT (status = 'withdrawn' AND accepted_at IS NULL)`);
    expect(total.onTime).toMatchObject({ numerator: due!.inTime, denominator: due!.due });
  });

  it('covers the whole range of cases', () => {
    const sets = setsOf(standing(histories, t.clock.now()), {
      from: '2023-11-01',
      to: '2025-02-01',
      asOf: t.clock.now(),
    });
    const rare = Object.keys(sets).filter((name) => sets[name]!.length < 3);
    expect(rare).toEqual([]);
  });

  it('shows rows in the order of the tree, with their names', async () => {
    const zh = await report(province(), { from: '2023-11-01', to: '2025-02-01' });
    expect(zh.rows.map(({ key, label }) => [key, label])).toEqual([
      ['410100', '郑州市'],
      ['411600', '周口市'],
      ['411602', '川汇区'],
      ['411603', '淮阳区'],
      ['411621', '扶沟县'],
    ]);
    const { body } = await province()
      .get(`${REPORT}?from=2023-11-01&to=2025-02-01&groupBy=enterprise_size`)
      .set('Accept-Language', 'en')
      .expect(200);
    expect((body as ReportView).rows.map(({ label }) => label)).toEqual(['Large', 'Medium', 'Small', 'Micro']);
  });

  it.each([
    ['cadre', '未交办'],
    ['chain', '未列入产业链'],
  ])('puts the group of issues without a %s last', async (groupBy, label) => {
    const { rows } = await report(province(), { from: '2023-11-01', to: '2025-02-01', groupBy });
    expect(rows.at(-1)).toMatchObject({ key: 'none', label });
    expect(rows[0]!.label).not.toBe(rows[0]!.key);
  });

  it('orders categories by position and months by time', async () => {
    const period = { from: '2023-11-01', to: '2025-02-01' };
    const categories = await t.reader.all<{ code: string }>(
      sql`SELECT code FROM category WHERE parent_code IS NULL ORDER BY position`,
    );
    const byCategory = (await report(province(), { ...period, groupBy: 'category' })).rows.map(({ key }) => key);
    expect(byCategory).toEqual(categories.map(({ code }) => code).filter((code) => byCategory.includes(code)));
    const months = (await report(province(), { ...period, groupBy: 'month' })).rows.map(({ key }) => key);
    expect(months).toEqual([...months].sort());
  });

  it('is about the current year and this moment unless said otherwise', async () => {
    const { period, asOf, groupBy } = await report(province());
    expect({ period, asOf, groupBy }).toEqual({
      period: { from: '2025-01-01', to: '2026-01-01' },
      asOf: NOW,
      groupBy: 'region',
    });
  });

  it('prints — and no value where nothing is counted', async () => {
    const { total, rows } = await report(province(), { from: '2019-01-01', to: '2020-01-01' });
    expect(rows).toEqual([]);
    expect(total.completion).toMatchObject({ numerator: 0, denominator: 0, value: null, text: '—' });
    expect(total.handlingWorkingDays).toMatchObject({ count: 0, mean: null, median: null, p90: null });
  });
});

describe('the filters of the report', () => {
  const year = { from: '2024-01-01', to: '2025-01-01' };

  it.each<[string, string, (issue: IssueState) => boolean]>([
    ['regionCode', '411600', ({ regionCode }) => regionCode.startsWith('4116')],
    ['regionCode', '411603', ({ regionCode }) => ['411603', '411626'].includes(regionCode)],
    ['assigneeId', 'cadre-0-1', ({ assigneeId }) => assigneeId === 'cadre-0-1'],
    ['departmentId', 'none', ({ departmentId }) => departmentId === null],
    ['level', 'municipality', ({ level }) => level === 'municipality'],
    ['status', 'in_progress,closed', ({ status }) => ['in_progress', 'closed'].includes(status)],
    ['unrouted', 'true', (issue) => isOpen(issue) && issue.assigneeId === null && !isExcluded(issue)],
    ['channel', 'import', ({ channel }) => channel === 'import'],
    ['submittedFrom', '2024-06-01', ({ submittedAt }) => submittedAt >= midnight('2024-06-01')],
  ])('%s=%s means the same as of a past instant', async (name, value, isIn) => {
    const asOf = Date.parse('2024-10-03T10:20:30.000Z');
    const view = await report(province(), { ...year, asOf: iso(asOf), groupBy: 'category', [name]: value });
    const issues = standing(histories, asOf).filter(isIn);
    expect(bare(view.total)).toEqual(expected(setsOf(issues, { ...year, asOf })));
    expect(bareRows(view)).toEqual(expectedRows(issues, { ...year, asOf }, { by: 'category', parents }));
    for (const [url, number] of linksOf(view.total)) expect(await countBehind(province(), url)).toBe(number);
  });

  it('overdue asks for the cut-off, not for today', async () => {
    const asOf = Date.parse('2024-10-03T10:20:30.000Z');
    const view = await report(province(), { ...year, asOf: iso(asOf), overdue: 'true' });
    const issues = standing(histories, asOf).filter((issue) => isOverdue(issue, asOf));
    expect(bare(view.total)).toEqual(expected(setsOf(issues, { ...year, asOf })));
    expect(await countBehind(province(), view.total.issuesUrl)).toBe(view.total.received);
  });
});

describe('the list behind a number', () => {
  const period = { from: '2023-11-01', to: '2025-02-01' };

  it.each([NOW, '2024-09-15T08:30:00.000Z'])('has exactly the issues that were counted as of %s', async (asOf) => {
    const view = await report(province(), { ...period, asOf });
    const sets = setsOf(standing(histories, Date.parse(asOf)), { ...period, asOf: Date.parse(asOf) });
    for (const [url, number, figure] of linksOf(view.total)) {
      const listed = await allPages<{ id: string }>(province(), url, 100);
      expect(listed).toHaveLength(number);
      expect(new Set(listed.map(({ id }) => id))).toEqual(new Set(sets[figure]!.map(({ id }) => id)));
    }
  });

  it.each(GROUPINGS)('has as many issues as the number of a row by %s', async (groupBy) => {
    const asOf = groupBy === 'region' || groupBy === 'category' ? '2024-09-15T08:30:00.000Z' : NOW;
    const { rows } = await report(province(), { ...period, asOf, groupBy });
    for (const row of [rows[0]!, rows.at(-1)!]) {
      for (const [url, number, figure] of linksOf(row)) {
        expect([row.key, figure, await countBehind(province(), url)]).toEqual([row.key, figure, number]);
      }
    }
  });

  it('stays the same when an issue changes after the cut-off', async () => {
    const before = await report(province(), period);
    t.clock.advance(60_000);
    const like = standing(histories, t.clock.now()).find(({ submittedAt }) => submittedAt > midnight('2024-06-01'))!;
    const state = { ...like, id: 'issue-later', number: 'ZK-later', status: 'in_progress', facts: 0b10001 } as const;
    await insertHistories(t, [{ id: state.id, moments: [{ at: t.clock.now(), state }] }]);
    const again = await report(province(), { ...period, asOf: before.asOf });
    expect(again).toEqual(before);
    expect(await countBehind(province(), before.total.issuesUrl)).toBe(before.total.received);
    const now = await report(province(), period);
    expect(now.total.received).toBe(before.total.received + 1);
  });

  it.each([
    ['metric=no-such', 'metric'],
    ['metric=received', 'periodFrom'],
    ['metric=received&periodFrom=2024-01-01', 'periodTo'],
    ['periodFrom=2024-01-01', 'metric'],
    ['asOf=2024-01-01T00:00:00Z', 'metric'],
    ['metric=received&periodFrom=2024-01-01&periodTo=2025-01-01&groupBy=region', 'groupKey'],
    ['metric=received&periodFrom=2024-01-01&periodTo=2025-01-01&groupKey=411602', 'groupBy'],
    ['metric=received&periodFrom=2024-01-01&periodTo=2025-01-01&splitBy=region', 'splitKey'],
    ['metric=received&periodFrom=2024-01-01&periodTo=2025-01-01&splitKey=411602', 'splitBy'],
    ['metric=received&periodFrom=2024-13-01&periodTo=2025-01-01', 'periodFrom'],
    ['metric=received&periodFrom=2024-01-01&periodTo=2025-01-01&asOf=2999-01-01T00:00:00Z', 'asOf'],
  ])('is refused when asked for as %s', async (query, field) => {
    const { body } = await province().get(`/api/v1/issues?${query}`).expect(400);
    expect((body as { errors: { field: string }[] }).errors[0]!.field).toBe(field);
  });

  it.each(['region', 'category', 'month', 'cadre'])('is empty for a %s that there is not', async (groupBy) => {
    const query = `metric=received&periodFrom=2024-01-01&periodTo=2025-01-01&groupBy=${groupBy}&groupKey=nowhere`;
    expect(await countBehind(province(), `/api/v1/issues?${query}`)).toBe(0);
  });
});

describe('who reads the report', () => {
  const period = { from: '2023-11-01', to: '2025-02-01' };

  it('sees the figures of their own region, which are those of its row', async () => {
    const { rows } = await report(t.as.manager({ regionCode: '411600' }), period);
    expect(rows.map(({ key }) => key)).toEqual(['411600', '411602', '411603', '411621']);
    for (const regionCode of ['411602', '411603']) {
      const own = await report(t.as.coordinator({ regionCode }), period);
      const row = rows.find(({ key }) => key === regionCode)!;
      expect(bare(own.total)).toEqual(bare(row));
      expect(own.rows.map(({ key }) => key)).toEqual([regionCode]);
    }
  });

  it('finds nothing more by naming a region outside', async () => {
    const { total } = await report(t.as.auditor({ regionCode: '411602' }), { ...period, regionCode: '411603' });
    expect(total.received).toBe(0);
    const county = t.as.coordinator({ regionCode: '411602' });
    const city = await report(province(), period);
    const own = await report(county, period);
    expect(await countBehind(county, city.total.issuesUrl)).toBe(own.total.received);
  });

  it('is neither an enterprise, a cadre nor an administrator', async () => {
    for (const as of [t.as.enterprise('e1'), t.as.cadre('cadre-0-1'), t.as.admin()]) await as.get(REPORT).expect(403);
    await t.http.get(REPORT).expect(401);
  });
});

describe('a report that cannot be made', () => {
  it.each([
    ['asOf=2025-02-01T00:00:00Z', 422, 'report.as-of'],
    ['from=2024-01-01&to=2024-01-01', 422, 'report.period'],
    ['from=2022-11-02&to=2030-01-01&groupBy=day', 422, 'report.too-large'],
    ['from=2024-02-30', 400, 'request.invalid'],
    ['to=0001-01-01', 400, 'request.invalid'],
    ['from=9999-12-31', 400, 'request.invalid'],
    ['asOf=yesterday', 400, 'request.invalid'],
    ['groupBy=colour', 400, 'request.invalid'],
    ['format=pdf', 400, 'request.invalid'],
    ['unknown=1', 400, 'request.invalid'],
    ['submittedFrom=soon', 400, 'request.invalid'],
  ])('%s → %i', async (query, status, code) => {
    const { body } = await province().get(`${REPORT}?${query}`).expect(status);
    expect((body as { code: string }).code).toBe(code);
  });
});
