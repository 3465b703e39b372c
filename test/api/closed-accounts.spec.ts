import { HOUR } from '../../src/kernel/clock.js';
import { type Cast, Somebody, Stories } from '../support/issue-stories.js';
import { delivered, inboxOf } from '../support/mailbox.js';
import { issueBody } from '../support/routing-office.js';
import { startApp, type TestApp } from '../support/test-app.js';

const USERS = '/api/v1/users';

let t: TestApp;
let stories: Stories;
let cast: Cast;
beforeAll(async () => {
  t = await startApp();
  stories = await Stories.of(t);
  cast = stories.cast;
  // Somebody has an account once they have signed in; Sun never does.
  for (const who of Object.values(cast)) if (who !== cast.sun) await who.as.get('/api/v1/me').expect(200);
});
afterAll(() => t.close());

async function accountOf(who: Somebody): Promise<string> {
  const { body } = await cast.admin.as.get(`${USERS}?q=${who.name}&limit=50`).expect(200);
  return (body as { items: { id: string; username: string }[] }).items.find(({ username }) => username === who.name)!
    .id;
}
const setActive = async (who: Somebody, active: boolean) =>
  cast.admin.as.patch(`${USERS}/${await accountOf(who)}`, { active }).expect(200);
function close(who: Somebody) {
  t.clock.advance(1);
  return setActive(who, false);
}

afterEach(async () => {
  // Those who come back have to sign in again.
  t.clock.advance(HOUR);
  for (const who of [cast.wang, cast.li, cast.zhao]) await setActive(who, true);
  await cast.county.as.patch(`/api/v1/cadres/${cast.wang.id}`, { deputyId: null }).expect(200);
});

const told = async (who: Somebody) => {
  await delivered(t);
  return (await inboxOf(who.as)).items.filter(({ kind }) => kind === 'lead-account-closed');
};

async function ledBy({ id }: Somebody): Promise<number> {
  const { body } = await cast.province.as.get(`/api/v1/issues?assigneeId=${id}&limit=1&count=true`).expect(200);
  return (body as { total: number }).total;
}

describe('a cadre whose account was closed', () => {
  it('is given no more issues by routing; a cadre who has no account yet is', async () => {
    const before = await cast.mill.submits();
    expect(before.assignee?.id).toBe(cast.wang.id);
    await close(cast.wang);
    const after = await cast.mill.submits();
    expect(after.assignee?.id).toBe(cast.li.id);
    const preview = issueBody(cast.mill.id, 'labour');
    const { body } = await cast.county.as.post('/api/v1/routing/preview', preview).expect(200);
    expect(body).toMatchObject({ cadre: { id: cast.li.id } });
    expect(JSON.stringify(body)).toContain('账号已停用');
    expect((await cast.farm.submits()).assignee?.id).toBe(cast.sun.id);
  });

  it('is stood in for by their deputy', async () => {
    await cast.county.as.patch(`/api/v1/cadres/${cast.wang.id}`, { deputyId: cast.zhao.id }).expect(200);
    const led = await cast.mill.submits();
    expect((await cast.zhao.as.get(`/api/v1/issues/${led.id}`)).status).toBe(404);
    await close(cast.wang);
    expect((await cast.mill.submits()).assignee?.id).toBe(cast.zhao.id);
    await cast.zhao.does('sign', led);
  });

  it('is chosen by nobody, as a lead, as a co-handler or as a successor', async () => {
    const issue = await cast.mill.submits();
    await close(cast.li);
    await close(cast.zhao);
    const closed = { status: 422, code: 'issue.cadre-account-closed' };
    expect(await cast.county.tries('reassign', issue, { cadreId: cast.li.id, reason: '改派' })).toEqual(closed);
    const support = { cadreId: cast.wang.id, coHandlerIds: [cast.zhao.id], reason: '加强力量' };
    expect(await cast.county.tries('reassign', issue, support)).toEqual(closed);
    const queued = await stories.unrouted();
    await cast.county.does('accept', queued);
    expect(await cast.county.tries('assign', queued, { cadreId: cast.li.id })).toEqual(closed);
    const handover = `/api/v1/cadres/${cast.wang.id}/handover`;
    const answer = await cast.county.as.post(handover, { toCadreId: cast.li.id });
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([422, 'issue.cadre-account-closed']);
    await setActive(cast.li, true);
    expect((await cast.county.does('reassign', issue, { cadreId: cast.li.id, reason: '改派' })).assignee?.id).toBe(
      cast.li.id,
    );
  });

  it('goes on with what is opened again no longer', async () => {
    const issue = await stories.closed();
    await close(cast.wang);
    expect((await cast.mill.does('reopen', issue)).assignee?.id).toBe(cast.li.id);
  });
});

describe('closing the account of a lead', () => {
  it('tells the coordinators of the region once, with how much is to be handed over', async () => {
    const issue = await cast.mill.submits();
    await cast.county.does('reassign', issue, { cadreId: cast.zhao.id, coHandlerIds: [], reason: '改派' });
    const other = await cast.mill.submits();
    await cast.county.does('reassign', other, {
      cadreId: other.assignee!.id,
      coHandlerIds: [cast.zhao.id],
      reason: '协办',
    });
    const before = (await told(cast.county)).length;
    const led = await ledBy(cast.zhao);
    await close(cast.zhao);
    for (const who of [cast.county, cast.deputy]) {
      const [notice, ...earlier] = await told(who);
      expect(earlier).toHaveLength(before);
      expect(notice).toMatchObject({ issue: null, title: '承办干部账号已停用，请移交' });
      expect(notice!.body).toBe(`zhao的账号已停用，名下仍有 ${led} 个未办结问题、1 项待提协办意见，请尽快移交。`);
    }
    for (const who of [cast.city, cast.neighbour, cast.admin, cast.manager, cast.li])
      expect([who.name, await told(who)]).toEqual([who.name, []]);
    // Nothing is left to be told when it is said again.
    await close(cast.zhao);
    expect(await told(cast.county)).toHaveLength(before + 1);
    const { body } = await cast.county.as.get('/api/v1/notifications?limit=1').set('Accept-Language', 'en').expect(200);
    expect((body as { items: { title: string }[] }).items[0]!.title).toContain('account');
  });

  it('tells nobody while they have another account, or when they have nothing to do', async () => {
    const second = new Somebody(t, 'li-2', t.as.cadre(cast.li.id, { username: 'li-2' }), cast.li.id);
    await second.as.get('/api/v1/me').expect(200);
    const issue = await cast.mill.submits();
    await cast.county.does('reassign', issue, { cadreId: cast.li.id, reason: '改派' });
    const before = (await told(cast.county)).length;
    await close(cast.li);
    expect(await told(cast.county)).toHaveLength(before);
    await close(second);
    expect(await told(cast.county)).toHaveLength(before + 1);
    await close(cast.qian);
    expect(await told(cast.city)).toEqual([]);
    await setActive(cast.qian, true);
  });
});

it('an issue that is assigned while the account is being closed is counted, or is not assigned', async () => {
  const outcomes: unknown[] = [];
  for (let round = 0; round < 6; round += 1) {
    t.clock.advance(1);
    const issue = await stories.unrouted();
    await cast.county.does('accept', issue);
    const account = `${USERS}/${await accountOf(cast.qian)}`;
    const [assigned] = await Promise.all([
      cast.city.tries('assign', issue, { cadreId: cast.qian.id }),
      cast.admin.as.patch(account, { active: false }).expect(200),
    ]);
    const led = await ledBy(cast.qian);
    const [last] = await told(cast.city);
    outcomes.push(assigned.status);
    if (led > 0) expect(last?.body).toContain(`${led} 个未办结问题`);
    await setActive(cast.qian, true);
  }
  expect(new Set([...outcomes, 200, 422])).toEqual(new Set([200, 422]));
});
