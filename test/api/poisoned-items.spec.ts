import sql from 'sql-template-tag';
import { DAY } from '../../src/kernel/clock.js';
import { IssueColourBegan } from '../../src/modules/issues/index.js';
import { TransactionalEvents } from '../../src/platform/events/transactional-events.js';
import { Sweeps } from '../../src/platform/scheduling/index.js';
import { type Cast, Stories, type Told } from '../support/issue-stories.js';
import { delivered, heardOf } from '../support/mailbox.js';
import { startApp, type TestApp } from '../support/test-app.js';

const TOKEN = 'a-token-for-prometheus';

let t: TestApp;
let stories: Stories;
let cast: Cast;
let lines: string[];
beforeEach(async () => {
  lines = [];
  t = await startApp({ log: lines, settings: { ZHUQI_METRICS_TOKEN: TOKEN } });
  stories = await Stories.of(t);
  cast = stories.cast;
});
afterEach(() => t.close());

/** Its row cannot be read any more; the issues themselves are innocent. */
async function poison(issue: Told): Promise<void> {
  await t.uow.run((tx) => tx.run(sql`UPDATE issue SET excluded_cadre_ids = 'no list' WHERE id = ${issue.id}`));
}

async function failsAtItsEnd(sweep: string): Promise<void> {
  await expect(t.get(Sweeps).runNow(sweep)).rejects.toThrow(`the sweep ${sweep} failed with 1 of its items`);
}

async function heals(issue: Told): Promise<void> {
  await t.uow.run((tx) => tx.run(sql`UPDATE issue SET excluded_cadre_ids = '[]' WHERE id = ${issue.id}`));
}

async function expectTold(sweep: string, issue: Told, done: string): Promise<void> {
  const told = lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === 'a sweep failed with an item');
  expect(told).toEqual([expect.objectContaining({ sweep, item: issue.id, err: expect.any(Object) as unknown })]);
  expect(t.takeErrors()).toHaveLength(1);
  const { text } = await t.http.get('/metrics').set('Authorization', `Bearer ${TOKEN}`).expect(200);
  expect(text).toContain(`zhuqi_sweep_runs_total{sweep="${sweep}",result="failed"} 1`);
  expect(text).toContain(`zhuqi_sweep_items_total{sweep="${sweep}",what="failed"} 1`);
  expect(text).toContain(`zhuqi_sweep_items_total{sweep="${sweep}",what="${done}"} 2`);
}

it('an issue whose window cannot end keeps nobody’s window open', async () => {
  const [poisoned, ...behind] = [await stories.verified(), await stories.verified(), await stories.verified()];
  await poison(poisoned!);
  t.clock.advance(30 * DAY);
  await failsAtItsEnd('issue-windows');
  for (const issue of behind) expect(await cast.mill.sees(issue)).toMatchObject({ status: 'closed' });
  await expectTold('issue-windows', poisoned!, 'moved');
  await heals(poisoned!);
  expect(await t.get(Sweeps).runNow('issue-windows')).toEqual({ moved: 1 });
});

it('a request that cannot be passed on keeps none behind it with a silent decider', async () => {
  const [poisoned, ...behind] = [await stories.inProgress(), await stories.inProgress(), await stories.inProgress()];
  for (const issue of [poisoned!, ...behind]) await cast.wang.does('long-term', issue);
  await poison(poisoned!);
  t.clock.advance(4 * DAY);
  await failsAtItsEnd('silent-deciders');
  for (const issue of behind) expect((await stories.steps(issue)).at(-1)).toBe('move-up');
  await expectTold('silent-deciders', poisoned!, 'moved');
  await heals(poisoned!);
  expect(await t.get(Sweeps).runNow('silent-deciders')).toEqual({ moved: 1 });
});

it('a colour that cannot be told keeps none behind it untold', async () => {
  for (const { as } of Object.values(cast)) await as.get('/api/v1/me').expect(200);
  const [poisoned, ...behind] = [await stories.inProgress(), await stories.inProgress(), await stories.inProgress()];
  t.get(TransactionalEvents).on(IssueColourBegan, (_tx, { issueId }) =>
    issueId === poisoned!.id ? Promise.reject(new Error('on purpose')) : Promise.resolve(),
  );
  t.clock.advance(60 * DAY);
  await failsAtItsEnd('colours');
  await delivered(t);
  for (const issue of behind) expect(await heardOf(cast.manager.as, issue)).toContain('red');
  await expectTold('colours', poisoned!, 'told');
});
