import { DAY, iso } from '../../src/kernel/clock.js';
import { type Cast, Somebody, Stories, type Told } from '../support/issue-stories.js';
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

/** Led and claimed done by Wang. */
async function claimed(): Promise<Told> {
  const issue = await stories.inProgress();
  return cast.wang.does('claim-done', issue);
}

/** A coordinator's account of somebody who also is a cadre. */
const inOffice = (cadre: Somebody, regionCode = '411600'): Somebody => {
  const username = `office-of-${cadre.name}-${regionCode}`;
  return new Somebody(t, username, t.as.role('coordinator', { regionCode, username, cadreId: cadre.id }), cadre.id);
};

it('nobody rates in the name of the enterprise', async () => {
  const issue = await stories.verified();
  for (const person of [cast.wang, cast.county, cast.city, cast.manager, cast.farm])
    expect([403, 404]).toContain((await person.tries('rate', issue)).status);
});

it('whoever handled it neither verifies it nor calls back, under no account', async () => {
  const issue = await claimed();
  for (const action of ['verify', 'rework'] as const)
    expect(await cast.wangInOffice.tries(action, issue)).toEqual({ status: 403, code: 'issue.own-work' });
  await cast.city.does('verify', issue);
  expect(await cast.wangInOffice.tries('call-back', issue)).toEqual({ status: 403, code: 'issue.own-work' });
});

it('nor does whoever claimed it and has handed it on since, nor a co-handler', async () => {
  const issue = await stories.inProgress();
  await cast.county.does('reassign', issue, { cadreId: cast.li.id, coHandlerIds: [cast.zhao.id], reason: '分工' });
  await cast.li.does('sign', issue);
  await cast.li.does('claim-done', issue);
  await cast.county.as.post(`/api/v1/cadres/${cast.li.id}/handover`, { toCadreId: cast.wang.id }).expect(200);
  for (const cadre of [cast.li, cast.zhao])
    expect(await inOffice(cadre).tries('verify', issue)).toEqual({ status: 403, code: 'issue.own-work' });
  await cast.city.does('verify', issue);
});

it('whoever verified it does not call back, under no account', async () => {
  const issue = await claimed();
  await inOffice(cast.qian).does('verify', issue);
  const other = inOffice(cast.qian, '410000');
  expect(await other.tries('call-back', issue)).toEqual({ status: 403, code: 'issue.own-verification' });
  await cast.county.does('call-back', issue);
});

it('nobody decides what they have asked for, under no account, nor on an issue that they handle', async () => {
  const issue = await stories.inProgress();
  await cast.wang.does('extend', issue);
  const { requests } = await cast.county.sees(issue);
  const decision = { requestId: requests[0]!.id, approve: true, reason: '同意' };
  expect((await cast.wangInOffice.tries('decide', issue, decision)).status).toBe(403);
  await cast.county.does('decide', issue, decision);
});

it('a request of a coordinator is not decided by their second account', async () => {
  const issue = await cast.county.does('accept', await stories.unrouted());
  await inOffice(cast.qian).does('escalate', issue);
  const { requests } = await cast.county.sees(issue);
  const decision = { requestId: requests[0]!.id, approve: false, reason: '不同意' };
  expect((await inOffice(cast.qian, '410000').tries('decide', issue, decision)).status).toBe(403);
  await cast.province.does('decide', issue, decision);
});

it('closing and opening again does not stop the clock', async () => {
  const issue = await stories.closed();
  const { dueAt, originalDueAt } = await cast.county.sees(issue);
  await cast.mill.does('reopen', issue);
  const reopened = await cast.county.sees(issue);
  expect(reopened.originalDueAt).toBe(originalDueAt);
  expect(Date.parse(reopened.dueAt!)).toBeGreaterThanOrEqual(Date.parse(dueAt!));
  expect(reopened.actions).not.toContain('release');
});

it('nobody back-dates a submission beyond a late entry, and an enterprise not at all', async () => {
  const submittedAt = iso(t.clock.now() - DAY);
  const body = { title: '缺工', description: '缺工', categoryCode: 'labour', enterpriseId: cast.mill.id };
  const post = (who: Somebody, more: object) => who.as.post('/api/v1/issues', { ...body, ...more });
  await post(cast.mill, { submittedAt }).expect(422);
  await post(cast.county, { submittedAt: iso(t.clock.now() - 31 * DAY) }).expect(422);
  await post(cast.county, { submittedAt: iso(t.clock.now() + DAY) }).expect(422);
  await post(cast.county, { submittedAt }).expect(201);
});

it('what a call-back tells is shown apart from what enterprises rate themselves', async () => {
  const url = '/api/v1/reports/completion?from=2024-01-01&to=2025-01-01';
  const figures = async () => {
    const { body } = await cast.city.as.get(url).expect(200);
    type Rate = { numerator: number; denominator: number };
    const { satisfaction, satisfactionOwn, satisfactionCallBack } = (body as { total: Record<string, Rate> }).total;
    return [satisfaction, satisfactionOwn, satisfactionCallBack].map((rate) => rate!.denominator);
  };
  const [all, own, called] = await figures();
  const issue = await stories.verified();
  await cast.deputy.does('call-back', issue);
  expect(await figures()).toEqual([all! + 1, own, called! + 1]);
  await stories.closed();
  expect(await figures()).toEqual([all! + 2, own! + 1, called! + 1]);
});
