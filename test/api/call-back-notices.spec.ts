import { DAY, iso } from '../../src/kernel/clock.js';
import { Sweeps } from '../../src/platform/scheduling/index.js';
import { type Cast, Stories, type Told } from '../support/issue-stories.js';
import { delivered, heardOf, inboxOf } from '../support/mailbox.js';
import { create } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let stories: Stories;
let cast: Cast;
beforeAll(async () => {
  t = await startApp();
  stories = await Stories.of(t);
  cast = stories.cast;
  for (const { as } of Object.values(cast)) await as.get('/api/v1/me').expect(200);
  await create(cast.admin.as, '/api/v1/call-backs/rules', { purpose: 'call_back', percent: 100, dueDays: 3 });
});
afterAll(() => t.close());

/** Who has heard of a call to make, and what. */
async function heard(issue: Told): Promise<Record<string, string[]>> {
  await delivered(t);
  const told: [string, string[]][] = [];
  for (const [name, { as }] of Object.entries(cast)) {
    const kinds = (await heardOf(as, issue)).filter((kind) => kind.startsWith('call-back-'));
    if (kinds.length > 0) told.push([name, kinds.reverse()]);
  }
  return Object.fromEntries(told);
}

const sweep = async () => (await t.get(Sweeps).runNow('late-call-backs'))!.reminded;

it('whoever may call hears that an issue was drawn; neither who handled it nor who verified it', async () => {
  const issue = await stories.verified();
  expect(await heard(issue)).toEqual({ county: ['call-back-wanted'], deputy: ['call-back-wanted'] });
  const { items } = await inboxOf(cast.county.as);
  expect(items.find(({ kind }) => kind === 'call-back-wanted')!.body).toBe(
    '请在 2024-03-07 09:00 前回访企业；承办人员不知道此事。',
  );
});

it('hears that the call is late, as does the level above, every week until somebody has called', async () => {
  const issue = await stories.verified();
  const dueAt = t.clock.now() + 3 * DAY;
  t.clock.moveTo(dueAt);
  await sweep();
  expect(await heard(issue)).toMatchObject({ county: ['call-back-wanted'] });
  t.clock.advance(1);
  expect(await sweep()).toBeGreaterThan(0);
  expect(await sweep()).toBe(0);
  const late = ['call-back-wanted', 'call-back-late'];
  // The city has verified it, so that it is the province that hears.
  expect(await heard(issue)).toEqual({ county: late, deputy: late, province: ['call-back-late'] });
  t.clock.advance(7 * DAY - 1);
  expect(await sweep()).toBe(0);
  t.clock.advance(1);
  await sweep();
  expect((await heard(issue)).county).toEqual([...late, 'call-back-late']);
});

it('nobody is reminded of a call that was made', async () => {
  const issue = await stories.verified();
  await delivered(t);
  const at = iso(t.clock.now());
  await cast.county.does('call-back', issue, { contacted: true, person: '李经理', at, solved: true, stars: 5 });
  t.clock.advance(30 * DAY);
  await sweep();
  expect((await heard(issue)).county).toEqual(['call-back-wanted']);
});

it('whoever has called does not hear of the spot check that others are to make', async () => {
  await create(cast.admin.as, '/api/v1/call-backs/rules', { purpose: 'spot_check', percent: 100, dueDays: 3 });
  const issue = await stories.verified();
  await delivered(t);
  const at = iso(t.clock.now());
  await cast.county.does('call-back', issue, { contacted: true, person: '李经理', at, solved: true, stars: 5 });
  expect(await heard(issue)).toEqual({
    county: ['call-back-wanted'],
    deputy: ['call-back-wanted', 'call-back-wanted'],
  });
});
