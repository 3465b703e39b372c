import { type Cast, type Somebody, Stories } from '../support/issue-stories.js';
import { startApp, type TestApp } from '../support/test-app.js';

const REPORT = '/api/v1/reports/completion?from=2024-01-01&to=2025-01-01';
const GROUPINGS = ['region', 'department', 'cadre', 'category', 'enterprise_size', 'level', 'month'] as const;

let t: TestApp;
let cast: Cast;
beforeAll(async () => {
  t = await startApp();
  const stories = await Stories.of(t);
  cast = stories.cast;
  await stories.closed();
  await cast.farm.submits();
  await cast.mill.submits({ direct: true, categoryCode: 'finance' });
});
afterAll(() => t.close());

interface Report {
  readonly total: { readonly received: number; readonly issuesUrl: string };
  readonly rows: readonly { readonly key: string; readonly received: number }[];
}

const report = async ({ as }: Somebody, more = ''): Promise<Report> =>
  (await as.get(REPORT + more).expect(200)).body as Report;

it('counts what its reader may see, whatever it is grouped by and whatever is asked for', async () => {
  for (const [who, received] of [
    [cast.neighbour, 1],
    [cast.county, 1],
    [cast.otherManager, 1],
    [cast.city, 3],
    [cast.auditor, 3],
  ] as const) {
    for (const groupBy of GROUPINGS) {
      const { total, rows } = await report(who, `&groupBy=${groupBy}`);
      const sum = rows.reduce((all, row) => all + row.received, 0);
      expect([who.name, groupBy, total.received, sum]).toEqual([who.name, groupBy, received, received]);
    }
  }
  expect((await report(cast.neighbour, '&regionCode=411602')).total.received).toBe(0);
  expect((await report(cast.neighbour, `&enterpriseId=${cast.mill.id}`)).total.received).toBe(0);
  expect((await report(cast.neighbour, `&assigneeId=${cast.wang.id}`)).total.received).toBe(0);
});

it('its links show somebody else no more than they may see', async () => {
  const { total } = await report(cast.city);
  const { body } = await cast.neighbour.as.get(total.issuesUrl).expect(200);
  expect((body as { items: unknown[] }).items).toHaveLength(1);
});

it('its export is as narrow, and closed to those who read no reports', async () => {
  const { text } = await cast.neighbour.as.get(`${REPORT}&format=csv&groupBy=cadre`).expect(200);
  expect([text.includes(cast.wang.id), text.includes('wang')]).toEqual([false, false]);
  for (const { as } of [cast.wang, cast.mill, cast.admin])
    for (const format of ['', '&format=csv']) await as.get(REPORT + format).expect(403);
});
