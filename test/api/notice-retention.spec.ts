import sql from 'sql-template-tag';
import { DAY } from '../../src/kernel/clock.js';
import { Sweeps } from '../../src/platform/scheduling/index.js';
import { type Cast, Stories, type Told } from '../support/issue-stories.js';
import { delivered, heardOf, inboxOf } from '../support/mailbox.js';
import { startApp, type TestApp } from '../support/test-app.js';

const RUNS = '/api/v1/privacy/retention/runs';

let t: TestApp;
let stories: Stories;
let cast: Cast;
beforeEach(async () => {
  t = await startApp();
  stories = await Stories.of(t);
  cast = stories.cast;
  for (const { as } of Object.values(cast)) await as.get('/api/v1/me').expect(200);
});
afterEach(() => t.close());

async function runs(body: object): Promise<Record<string, number>> {
  const answer = await t.as.security().post(RUNS, body).expect(200);
  const { outcomes } = answer.body as { outcomes: { kind: string; dropped: number }[] };
  return Object.fromEntries(outcomes.map(({ kind, dropped }) => [kind, dropped]));
}

async function colours(): Promise<string[]> {
  await t.get(Sweeps).runNow('colours');
  await delivered(t);
  const rows = await t.reader.all<{ issueId: string }>(sql`SELECT DISTINCT issue_id FROM noticed_colour`);
  return rows.map(({ issueId }) => issueId);
}

const reds = async ({ id }: Told): Promise<number> => {
  const rows = await t.reader.all(sql`SELECT 1 FROM noticed_colour WHERE issue_id = ${id}`);
  return rows.length;
};

it('notices that were read long ago go, unread ones stay, and the inbox goes on as before', async () => {
  const { wang } = cast;
  const old = await cast.mill.submits();
  await delivered(t);
  await wang.as.post('/api/v1/notifications/read-all').expect(200);
  const unread = await cast.mill.submits();
  await delivered(t);
  t.clock.advance(180 * DAY);
  const before = await inboxOf(wang.as);
  expect((await runs({ dryRun: true }))['read-notices']).toBe(0);
  t.clock.advance(1);
  const rehearsal = await runs({ dryRun: true });
  expect(rehearsal['read-notices']).toBe(before.items.length - before.unreadCount);
  expect(rehearsal['read-notices']).toBeGreaterThan(0);
  expect((await inboxOf(wang.as)).items).toEqual(before.items);
  expect(await runs({})).toEqual(rehearsal);
  expect(await inboxOf(wang.as)).toMatchObject({ unreadCount: before.unreadCount });
  expect(await heardOf(wang.as, old)).toEqual([]);
  expect(await heardOf(wang.as, unread)).toEqual(['assigned-to-you']);
  const next = await cast.mill.submits();
  await delivered(t);
  expect(await heardOf(wang.as, next)).toEqual(['assigned-to-you']);
  expect((await runs({}))['read-notices']).toBe(0);
});

it('what was told of issues that have long ended goes; what was told of open ones stays and is told once', async () => {
  const ended = await stories.inProgress();
  const open = await stories.inProgress();
  t.clock.advance(40 * DAY);
  expect((await colours()).sort()).toEqual([ended.id, open.id].sort());
  await cast.wang.does('claim-done', ended);
  await cast.county.does('verify', ended);
  await cast.mill.does('rate', ended);
  const [toldOfEnded, toldOfOpen] = [await reds(ended), await reds(open)];
  t.clock.advance(180 * DAY);
  expect((await runs({}))['told-colours']).toBe(0);
  t.clock.advance(1);
  const heard = await heardOf(cast.manager.as, open);
  expect((await runs({ dryRun: true }))['told-colours']).toBe(toldOfEnded);
  expect((await runs({}))['told-colours']).toBe(toldOfEnded);
  expect([await reds(ended), await reds(open)]).toEqual([0, toldOfOpen]);
  expect(await colours()).toEqual([open.id]);
  expect(await heardOf(cast.manager.as, open)).toEqual(heard);
  expect((await runs({}))['told-colours']).toBe(0);
});
