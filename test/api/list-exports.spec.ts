import sql from 'sql-template-tag';
import type { Call } from '../../src/platform/http/index.js';
import { TableAnswers } from '../../src/platform/tables/index.js';
import { type Cast, Stories } from '../support/issue-stories.js';
import type { SignedIn } from '../support/people.js';
import { allPages, loadReferenceData } from '../support/sample-bodies.js';
import { Dice, insertHistories, insertPlaces, randomHistory } from '../support/report-histories.js';
import { startApp, type TestApp } from '../support/test-app.js';
import { readWorkbook } from '../support/workbook.js';

const V1 = '/api/v1';
const NOW = '2025-01-10T04:00:00.000Z';

interface Line {
  readonly number: string;
  readonly title: string;
  readonly submittedAt: string;
  readonly dueAt: string | null;
  readonly stars: number | null;
}

let t: TestApp;
let other: TestApp;
let cast: Cast;
beforeAll(async () => {
  t = await startApp({ now: NOW });
  await loadReferenceData(t);
  const places = await insertPlaces(t);
  const dice = new Dice(626);
  // More than a page of the export holds, which is 500.
  const histories = Array.from({ length: 1_100 }, (_, number) => randomHistory(dice, places, number, t.clock.now()));
  await insertHistories(t, histories);
  other = await startApp();
  cast = (await Stories.of(other)).cast;
});
afterAll(async () => {
  await t.close();
  await other.close();
});

const province = (): SignedIn => t.as.coordinator({ regionCode: '410000' });

type Rows = readonly (readonly unknown[])[];

async function workbook(by: SignedIn, path: string): Promise<Rows> {
  const answer = await by
    .get(`${V1}/${path}${path.includes('?') ? '&' : '?'}format=xlsx`)
    .responseType('blob')
    .expect(200);
  return (await readWorkbook(answer.body as Buffer))[0]!.rows;
}

/** The cells of a column, below its heading. */
function column(rows: Rows, heading: string): unknown[] {
  const index = rows[0]!.indexOf(heading);
  expect([heading, index >= 0]).toEqual([heading, true]);
  return rows.slice(1).map((row) => row[index]);
}

/** As the wall clock in Shanghai shows it, to the second; a workbook's dates have no zone. */
const onTheWall = (instant: string | null): Date | null =>
  instant === null ? null : new Date(Math.floor(Date.parse(instant) / 1000) * 1000 + 8 * 3_600_000);

describe('the list of issues as a table', () => {
  it.each([
    ['', 1_000],
    ['sort=dueAt&level=county', 100],
    ['status=closed&regionCode=411600&sort=-updatedAt', 10],
    ['metric=onTime.numerator&periodFrom=2024-01-01&periodTo=2025-01-01', 10],
    ['warning=red', 0],
    ['q=nowhere-to-be-found', 0],
  ])('has all rows of the list, in its order (%s)', async (query, atLeast) => {
    const lines = await allPages<Line>(province(), `${V1}/issues?${query}`, 200);
    expect(lines.length).toBeGreaterThanOrEqual(atLeast);
    const rows = await workbook(province(), `issues?${query}`);
    expect(column(rows, '编号')).toEqual(lines.map(({ number }) => number));
    expect(column(rows, '标题')).toEqual(lines.map(({ title }) => title));
    expect(column(rows, '提交时间')).toEqual(lines.map(({ submittedAt }) => onTheWall(submittedAt)));
    expect(column(rows, '办结期限')).toEqual(lines.map(({ dueAt }) => onTheWall(dueAt)));
    expect(column(rows, '评价星级')).toEqual(lines.map(({ stars }) => stars));
  });

  it('is the same as CSV, whatever page is asked for', async () => {
    const rows = await workbook(province(), 'issues');
    const { text, headers } = await province().get(`${V1}/issues?limit=3`).set('Accept', 'text/csv').expect(200);
    expect(headers['content-disposition']).toContain('filename="issues.csv"');
    expect(
      text
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(',')[0]),
    ).toEqual(column(rows, '编号'));
  });

  it('says in words what the list says in codes', async () => {
    const rows = await workbook(province(), 'issues');
    const words = ['状态', '层级', '渠道', '预警', '保密'].flatMap((heading) => column(rows, heading));
    expect(words).toEqual(expect.arrayContaining(['已销号', '县级', '否']));
    expect(words.filter((word) => typeof word !== 'string' || /^[a-z_]+$/.test(word))).toEqual([]);
    const { text } = await province().get(`${V1}/issues?format=csv`).set('Accept-Language', 'en').expect(200);
    expect(text).toContain('\uFEFFNumber,Title,Status,Warning,Enterprise,');
  });

  it('ends with what somebody may see', async () => {
    const mine = t.as.coordinator({ regionCode: '411602' });
    const lines = await allPages<Line>(mine, `${V1}/issues`, 200);
    const all = await allPages<Line>(province(), `${V1}/issues`, 200);
    expect(lines.length).toBeLessThan(all.length);
    expect(column(await workbook(mine, 'issues'), '编号')).toEqual(lines.map(({ number }) => number));
  });

  it('is refused when the query is', async () => {
    await province().get(`${V1}/issues?format=csv&level=moon`).expect(400);
    await province().get(`${V1}/issues?format=pdf`).expect(400);
    await t.http.get(`${V1}/issues?format=csv`).expect(401);
  });

  it('is refused when it is too long to wait for', async () => {
    const file = t.get(TableAnswers).file({ actor: null } as unknown as Call, LONG, { format: 'csv', query: {} });
    await expect(file).rejects.toMatchObject({ code: 'export.too-many-rows', facts: { params: { total: 10_001 } } });
  });

  const LONG = { name: { zh: '表', en: 'Table' }, file: 'long', columns: [], total: 10_001, rows: [] };

  it('is on record', async () => {
    await province().get(`${V1}/issues?format=xlsx&level=county`).responseType('blob').expect(200);
    const [entry] = await t.reader.all<{ details: string }>(
      sql`SELECT details FROM audit_entry WHERE action = 'report.exported' ORDER BY sequence DESC LIMIT 1`,
    );
    expect(JSON.parse(entry!.details)).toEqual({
      report: 'issues',
      format: 'xlsx',
      query: { format: 'xlsx', level: 'county' },
    });
  });
});

describe('a confidential issue', () => {
  it('keeps its enterprise in an export as in the list, and telling it is on record', async () => {
    const issue = await cast.mill.submits({ confidential: true });
    const { assignee } = await cast.county.sees(issue);
    if (assignee?.id !== cast.li.id)
      await cast.county.does('reassign', issue, { cadreId: cast.li.id, reason: '熟悉用工' });
    const lines = await workbook(cast.li.as, 'issues');
    const numbers = column(lines, '编号');
    expect(numbers).toContain(issue.number);
    expect(column(lines, '企业')[numbers.indexOf(issue.number)]).toBeNull();
    const seen = await workbook(cast.county.as, 'issues');
    expect(column(seen, '企业')[column(seen, '编号').indexOf(issue.number)]).toMatch(/川汇棉纺/);
    const entries = await other.reader.all<{ details: string }>(
      sql`SELECT details FROM audit_entry WHERE action = 'issue.read-confidential'`,
    );
    expect(entries.map(({ details }) => JSON.parse(details) as object)).toContainEqual({
      what: 'export',
      issueIds: [issue.id],
    });
  });
});

describe('the register and the roster as tables', () => {
  it('the enterprises, their contacts masked', async () => {
    const rows = await workbook(cast.county.as, 'enterprises');
    const shown = await allPages<{ name: string }>(cast.county.as, `${V1}/enterprises`, 200);
    expect(column(rows, '企业名称')).toEqual(shown.map(({ name }) => name));
    expect(column(rows, '联系人').length).toBeGreaterThan(0);
    expect(column(rows, '联系人').filter((text) => !/^.\* \S*\*\S*$/.test(String(text)))).toEqual([]);
    const own = await workbook(cast.mill.as, 'enterprises');
    expect(JSON.stringify(own)).not.toMatch(/1[3-9]\d{9}/);
  });

  it('the cadres, their phones masked also for those who give out work', async () => {
    const rows = await workbook(cast.county.as, 'cadres');
    const shown = await allPages<{ name: string; openCount: number }>(cast.county.as, `${V1}/cadres`, 200);
    expect(column(rows, '姓名')).toEqual(shown.map(({ name }) => name));
    expect(column(rows, '在办件数')).toEqual(shown.map(({ openCount }) => openCount));
    expect(column(rows, '电话').filter((phone) => !String(phone).includes('*'))).toEqual([]);
    expect(JSON.stringify(rows)).not.toMatch(/1[3-9]\d{9}/);
  });

  it('the pauses', async () => {
    const { body } = await cast.county.as.get(`${V1}/reports/pauses?limit=200`).expect(200);
    const { items } = body as { items: { number: string }[] };
    expect(column(await workbook(cast.county.as, 'reports/pauses'), '编号')).toEqual(items.map(({ number }) => number));
  });
});
