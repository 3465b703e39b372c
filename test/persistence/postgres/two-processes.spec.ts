import sql from 'sql-template-tag';
import { DAY } from '../../../src/kernel/clock.js';
import { IssueWindows } from '../../../src/modules/issues/index.js';
import { AUDIT_GENESIS, type AuditLink, firstBroken } from '../../../src/platform/audit/audit-chain.js';
import { Stories, type Told } from '../../support/issue-stories.js';
import { straight } from '../../support/straight.js';
import { startApp, type TestApp } from '../../support/test-app.js';

const PREPARATION_MS = 60_000;

let t: TestApp;
let twin: TestApp;
let stories: Stories;
/** The same people, at the door of the other process. */
let elsewhere: Stories;
beforeAll(async () => {
  t = await startApp();
  stories = await Stories.of(t);
  twin = await startApp({ seed: 2, settings: { DATABASE_URL: t.databaseUrl } });
  elsewhere = stories.at(twin);
  for (const { cast } of [stories, elsewhere]) {
    for (const { as } of [cast.mill, cast.county]) await as.get('/api/v1/me').expect(200);
  }
}, PREPARATION_MS);
afterAll(async () => {
  await twin.close();
  await t.close();
});

const twenty = Array.from({ length: 20 }, (_, index) => index);

it('issues that two processes receive at once have one number, one lead and one count each', async () => {
  const submitted = await Promise.all(
    twenty.flatMap(() => [stories.cast.mill.submits(), elsewhere.cast.mill.submits()]),
  );
  expect(new Set(submitted.map(({ number }) => number)).size).toBe(submitted.length);
  expect(submitted.every(({ assignee }) => assignee !== null)).toBe(true);
  const wrong = await t.reader.all(sql`
    SELECT l.cadre_id FROM cadre_load l WHERE l.open_count <> (
      SELECT COUNT(*) FROM issue i
      WHERE i.assignee_id = l.cadre_id AND i.status NOT IN ('closed', 'refused', 'withdrawn', 'merged'))`);
  expect(wrong).toEqual([]);
});

it('of two assignments at once, by two processes, one counts and the other is refused', async () => {
  for (const round of [1, 2, 3, 4, 5]) {
    const issue = await stories.unrouted();
    await stories.cast.county.does('accept', issue);
    const attempts = await Promise.all([
      stories.cast.county.tries('assign', issue, { cadreId: stories.cast.wang.id }),
      elsewhere.cast.county.tries('assign', issue, { cadreId: stories.cast.li.id }),
    ]);
    expect([round, attempts.map(({ status }) => status).sort()]).toEqual([round, [200, 409]]);
  }
});

it('a retry at the other process gets the first answer', async () => {
  const send = ({ cast }: Stories) =>
    cast.mill.as
      .post('/api/v1/issues', { categoryCode: 'labour', title: '缺工', description: '缺 20 名' })
      .set('Idempotency-Key', 'once')
      .expect(201);
  const answers = await Promise.all([send(stories), send(elsewhere), send(stories), send(elsewhere)]);
  expect(new Set(answers.map(({ body }) => (body as Told).id)).size).toBe(1);
});

it('windows that lapse are moved on once, and all of it stands in one chain', async () => {
  const issue = await stories.verified();
  for (const each of [t, twin]) each.clock.advance(10 * DAY);
  const moved = await Promise.all([t, twin].map((each) => each.get(IssueWindows).sweep(straight)));
  expect(moved.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect((await stories.steps(issue)).filter((action) => action === 'lapse')).toHaveLength(1);
  const entries = await t.reader.all<AuditLink>(sql`SELECT * FROM audit_entry ORDER BY sequence`);
  expect(firstBroken(AUDIT_GENESIS, entries)).toBeNull();
});
