import { DAY, iso } from '../../src/kernel/clock.js';
import { ClockVerification } from '../../src/modules/deadlines/index.js';
import type { ApiAction } from '../../src/modules/issues/domain/action-inputs.js';
import { type Cast, Stories, type Told } from '../support/issue-stories.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let stories: Stories;
let cast: Cast;
beforeAll(async () => {
  t = await startApp();
  stories = await Stories.of(t);
  cast = stories.cast;
});
afterAll(() => t.close());

/** Handled long-term; reviewed in two days, long before anything else of it is due. */
async function longTerm(): Promise<Told> {
  const { wang, county } = cast;
  const issue = await stories.inProgress();
  const reviewAt = iso(t.clock.now() + 2 * DAY);
  await wang.does('long-term', issue, { reason: 'quota', stageResult: '已列入计划', reviewAt });
  return county.decides(issue, true);
}

/** Its review has passed, and Zhuqi has noticed it. */
async function missed(): Promise<Told> {
  const issue = await longTerm();
  t.clock.moveTo(Date.parse(issue.reviewAt!) + 1);
  await stories.sweep();
  return issue;
}

/** Its colour for people, in lists and in the report of colours; the same everywhere. */
async function colourOf(issue: Told): Promise<string> {
  const { warning } = await cast.county.sees(issue);
  const list = await cast.county.as.get(`/api/v1/issues?warning=${warning}&q=${issue.number}&count=true`).expect(200);
  expect((list.body as { total: number }).total).toBe(1);
  const report = await cast.county.as.get(`/api/v1/reports/warnings?q=${issue.number}`).expect(200);
  const none = { none: 0, yellow: 0, orange: 0, red: 0 };
  expect((report.body as { total: object }).total).toEqual({ ...none, [warning]: 1 });
  expect(await t.get(ClockVerification).differences()).toEqual([]);
  return warning;
}

async function reviewClock({ id }: Told): Promise<object | undefined> {
  const { body } = await cast.county.as.get(`/api/v1/issues/${id}/clocks`).expect(200);
  return (body as { items: { clock: string }[] }).items.find(({ clock }) => clock === 'review');
}

it('an issue is red from its review on, and stays so when Zhuqi takes it up again', async () => {
  const issue = await longTerm();
  t.clock.moveTo(Date.parse(issue.reviewAt!));
  expect(await colourOf(issue)).toBe('none');
  t.clock.advance(1);
  expect(await colourOf(issue)).toBe('red');
  expect(await stories.sweep()).toBe(1);
  expect(await cast.wang.sees(issue)).toMatchObject({ status: 'in_progress', reviewAt: issue.reviewAt });
  expect(await colourOf(issue)).toBe('red');
  // Why it is red.
  expect(await reviewClock(issue)).toMatchObject({ state: 'running', label: '长期推进复核', dueAt: issue.reviewAt });
});

const TAKES_UP: readonly ApiAction[] = ['progress', 'extend', 'long-term', 'escalate', 'claim-done'];
it.each(TAKES_UP)('… until somebody takes it up: %s', async (action) => {
  const issue = await missed();
  await cast.wang.does(action, issue);
  expect(await cast.wang.sees(issue)).toMatchObject({ reviewAt: null });
  expect(await colourOf(issue)).toBe('none');
  expect(await reviewClock(issue)).toMatchObject({ state: 'over' });
});

it('… or gives it to somebody else', async () => {
  const issue = await missed();
  await cast.county.does('reassign', issue, { cadreId: cast.li.id, reason: '工作调整' });
  expect(await colourOf(issue)).toBe('none');
});

it('… or decides about it', async () => {
  const issue = await longTerm();
  await cast.wang.does('long-term', issue);
  t.clock.moveTo(Date.parse(issue.reviewAt!) + 1);
  await stories.sweep();
  expect(await colourOf(issue)).toBe('red');
  await cast.county.decides(issue, false);
  expect(await colourOf(issue)).toBe('none');
});

it('stays red when others only press, ask or add something', async () => {
  const { county, mill } = cast;
  const issue = await missed();
  await county.does('supervise', issue);
  await county.does('reassign', issue, { cadreId: cast.wang.id, coHandlerIds: [cast.li.id], reason: '请协办' });
  await cast.li.does('give-opinion', issue);
  await mill.as.patch(`/api/v1/issues/${issue.id}`, { title: '缺工 80 名' }).expect(200);
  expect(await colourOf(issue)).toBe('red');
});

it('is not missed when somebody takes it up before Zhuqi does; it goes on then all the same', async () => {
  const issue = await longTerm();
  t.clock.moveTo(Date.parse(issue.reviewAt!) + 1);
  await cast.wang.does('progress', issue);
  expect(await cast.wang.sees(issue)).toMatchObject({ status: 'long_term', reviewAt: null });
  expect(await colourOf(issue)).toBe('none');
  expect([await stories.sweep(), await stories.sweep()]).toEqual([1, 0]);
  expect(await cast.wang.sees(issue)).toMatchObject({ status: 'in_progress' });
  expect(await colourOf(issue)).toBe('none');
});

it('is not moved by what is done before it is due', async () => {
  const issue = await longTerm();
  await cast.wang.does('progress', issue);
  expect(await cast.wang.sees(issue)).toMatchObject({ status: 'long_term', reviewAt: issue.reviewAt });
});
