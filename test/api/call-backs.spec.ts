import { DAY, iso } from '../../src/kernel/clock.js';
import { type Cast, Somebody, Stories, type Told } from '../support/issue-stories.js';
import { create } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const RULES = '/api/v1/call-backs/rules';
const TASKS = '/api/v1/call-backs/tasks';

interface Task {
  readonly id: string;
  readonly issueId: string;
  readonly purpose: string;
  readonly drawnAt: string;
  readonly dueAt: string;
  readonly attempts: number;
  readonly doneAt: string | null;
  readonly outcome: string | null;
}

let t: TestApp;
let stories: Stories;
let cast: Cast;
beforeAll(async () => {
  t = await startApp();
  stories = await Stories.of(t);
  cast = stories.cast;
});
afterAll(() => t.close());

const rulesOf = async () => {
  const { body } = await cast.admin.as.get(`${RULES}?limit=200`).expect(200);
  return (body as { items: { id: string }[] }).items;
};
const drawAll = (purpose: string, more: object = {}) =>
  create<{ id: string; version: number }>(cast.admin.as, RULES, { purpose, percent: 100, ...more });

afterEach(async () => {
  for (const { id } of await rulesOf()) await cast.admin.as.delete(`${RULES}/${id}`).expect(204);
});

async function tasksOf(who: Somebody, issue: Told, query = ''): Promise<Task[]> {
  const { body } = await who.as.get(`${TASKS}?limit=200${query}`).expect(200);
  return (body as { items: Task[] }).items.filter(({ issueId }) => issueId === issue.id);
}
const callBack = (more: object = {}) => ({ contacted: true, person: '李经理', at: iso(t.clock.now()), ...more });
const inVain = () => callBack({ contacted: false });

describe('sampling rules', () => {
  it('are added, changed and removed by an administrator, and proved', async () => {
    const made = await drawAll('spot_check', { regionCode: '411602', categoryCode: 'labour', confirmation: 'none' });
    expect(made).toEqual({
      id: made.id,
      ...{ purpose: 'spot_check', percent: 100, dueDays: 7, regionCode: '411602', categoryCode: 'labour' },
      ...{ confirmation: 'none', active: true, version: 1 },
    });
    const path = `${RULES}/${made.id}`;
    const patch = { percent: 5, regionCode: null };
    const changed = await cast.admin.as.patch(path, patch).set('If-Match', '"1"').expect(200);
    expect(changed.body).toMatchObject({ percent: 5, regionCode: null, categoryCode: 'labour', version: 2 });
    await cast.admin.as.patch(path, patch).set('If-Match', '"1"').expect(412);
    await cast.admin.as.delete(path).set('If-Match', '"2"').expect(204);
    await cast.admin.as.delete(path).expect(404);
    const audit = t.as.auditor({ regionCode: '410000' });
    const { body } = await audit.get('/api/v1/audit?limit=50').expect(200);
    const actions = (body as { items: { action: string }[] }).items.map(({ action }) => action);
    expect(actions).toEqual(
      expect.arrayContaining(['sampling-rule.added', 'sampling-rule.changed', 'sampling-rule.removed']),
    );
  });

  it.each([
    [{ regionCode: '999999' }, 'sampling-rule.unknown'],
    [{ categoryCode: 'nothing' }, 'sampling-rule.unknown'],
    [{ purpose: 'call_back', confirmation: 'none' }, 'sampling-rule.confirmation'],
  ])('%j: refused', async (more, code) => {
    const answer = await cast.admin.as.post(RULES, { purpose: 'spot_check', percent: 10, ...more });
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([422, code]);
  });
});

describe('an issue that is drawn for a call-back', () => {
  it('is drawn when it is verified; whoever may not call does not see it', async () => {
    await drawAll('call_back', { dueDays: 3 });
    const issue = await stories.verified();
    const drawnAt = iso(t.clock.now());
    expect(await tasksOf(cast.county, issue)).toMatchObject([
      { purpose: 'call_back', drawnAt, dueAt: iso(t.clock.now() + 3 * DAY), attempts: 0, doneAt: null, outcome: null },
    ]);
    // The city has verified it, Wang has handled it, the others do not answer for the county.
    for (const other of [cast.city, cast.wangInOffice, cast.neighbour]) expect(await tasksOf(other, issue)).toEqual([]);
    for (const nobody of [cast.wang, cast.mill, cast.manager, cast.admin]) await nobody.as.get(TASKS).expect(403);
    const lines = (await cast.wang.timeline(issue)).map(({ details }) => JSON.stringify(details)).join();
    expect(lines).not.toContain('call_back');
  });

  it('is shown to exactly those who may log the call', async () => {
    await drawAll('call_back');
    const all = [await stories.verified(), await stories.verified(cast.farm), await stories.verified()];
    for (const who of [cast.county, cast.deputy, cast.wangInOffice, cast.neighbour, cast.city, cast.province]) {
      for (const issue of all) {
        const seen = (await who.as.get(`/api/v1/issues/${issue.id}`)).body as { actions?: string[] };
        const may = seen.actions?.includes('call-back') ?? false;
        expect([who.name, (await tasksOf(who, issue)).length]).toEqual([who.name, Number(may)]);
      }
    }
  });

  it('is done when the call is logged', async () => {
    await drawAll('call_back');
    const issue = await stories.verified();
    await cast.county.does('call-back', issue, callBack({ solved: true, stars: 5 }));
    expect(await tasksOf(cast.county, issue)).toEqual([]);
    expect(await tasksOf(cast.county, issue, '&done=true')).toMatchObject([{ outcome: 'confirmed', attempts: 0 }]);
  });

  it('is done with the other result when the enterprise does not agree', async () => {
    await drawAll('call_back');
    const issue = await stories.verified();
    const back = await cast.county.does('call-back', issue, callBack({ solved: false, stars: 1 }));
    expect(back.status).toBe('in_progress');
    expect(await tasksOf(cast.county, issue, '&done=true')).toMatchObject([{ outcome: 'not_confirmed' }]);
  });

  it('keeps calls that reach nobody, and ends after the third', async () => {
    await drawAll('call_back');
    const issue = await stories.verified();
    for (const attempts of [1, 2]) {
      await cast.county.does('call-back', issue, inVain());
      expect(await tasksOf(cast.county, issue)).toMatchObject([{ attempts, doneAt: null }]);
    }
    await cast.deputy.does('call-back', issue, inVain());
    expect(await tasksOf(cast.county, issue)).toEqual([]);
    expect(await tasksOf(cast.county, issue, '&done=true')).toMatchObject([{ outcome: 'unreachable', attempts: 3 }]);
    const calls = (await cast.county.timeline(issue)).filter(({ action }) => action === 'call-back');
    expect(calls.map(({ details }) => details.contacted)).toEqual([false, false, false]);
    expect((await cast.county.sees(issue)).status).toBe('verified');
  });

  it('is overtaken when the enterprise sends it back first, and drawn anew when it is verified again', async () => {
    await drawAll('call_back');
    const issue = await stories.verified();
    await cast.mill.does('rate', issue, { stars: 1, solved: false });
    expect(await tasksOf(cast.county, issue, '&done=true')).toMatchObject([{ outcome: 'overtaken' }]);
    const lead = stories.leadOf(issue);
    await lead.does('start', issue);
    await lead.does('claim-done', issue);
    await cast.city.does('verify', issue);
    expect(await tasksOf(cast.county, issue)).toHaveLength(1);
  });
});

describe('an issue that is drawn for a spot check', () => {
  it('is drawn when it is closed, by how it was confirmed', async () => {
    await drawAll('spot_check', { confirmation: 'none' });
    const rated = await stories.closed();
    expect(await tasksOf(cast.county, rated)).toEqual([]);
    const silent = await stories.verified();
    t.clock.advance(10 * DAY);
    await stories.sweep();
    expect((await cast.county.sees(silent)).confirmation).toBe('none');
    expect(await tasksOf(cast.county, silent, '&purpose=spot_check')).toHaveLength(1);
    expect(await tasksOf(cast.county, silent, '&purpose=call_back')).toEqual([]);
  });

  it('is not drawn again by the check itself; one that fails opens the issue', async () => {
    await drawAll('spot_check');
    const issue = await stories.closed();
    t.clock.advance(DAY);
    await cast.county.does('call-back', issue, callBack({ solved: true, stars: 4 }));
    expect(await tasksOf(cast.county, issue)).toEqual([]);
    expect(await tasksOf(cast.county, issue, '&done=true')).toMatchObject([{ outcome: 'confirmed' }]);

    const other = await stories.closed();
    const opened = await cast.county.does('call-back', other, callBack({ solved: false, stars: 2 }));
    expect(opened.status).toBe('in_progress');
    expect(await tasksOf(cast.county, other, '&done=true')).toMatchObject([{ outcome: 'not_confirmed' }]);
  });

  it('is checked by somebody else than whoever has called about it before', async () => {
    await drawAll('spot_check');
    const issue = await stories.verified();
    await cast.county.does('call-back', issue, callBack({ solved: true, stars: 5 }));
    expect(await tasksOf(cast.county, issue)).toEqual([]);
    expect(await tasksOf(cast.deputy, issue)).toMatchObject([{ purpose: 'spot_check', attempts: 0 }]);
    expect((await cast.county.sees(issue)).actions).not.toContain('call-back');
    expect((await cast.deputy.sees(issue)).actions).toContain('call-back');
    const check = callBack({ solved: true, stars: 5 });
    const own = { status: 403, code: 'issue.own-call' };
    expect(await cast.county.tries('call-back', issue, check)).toEqual(own);
    await cast.deputy.does('call-back', issue, check);
    expect(await tasksOf(cast.deputy, issue, '&done=true')).toMatchObject([{ outcome: 'confirmed' }]);
    expect(await tasksOf(cast.county, issue, '&done=true')).toHaveLength(1);
    expect(await cast.deputy.tries('call-back', issue, check)).toEqual(own);
  });

  it('may be checked by whoever has only tried to call before', async () => {
    await drawAll('spot_check');
    const issue = await stories.verified();
    await cast.county.does('call-back', issue, inVain());
    await cast.mill.does('rate', issue, { stars: 5, solved: true });
    expect(await tasksOf(cast.county, issue)).toHaveLength(1);
    await cast.county.does('call-back', issue, callBack({ solved: true, stars: 5, comment: '"contacted":true' }));
  });

  it('is not checked by the same person under another account either', async () => {
    await drawAll('spot_check');
    const [cadreId, region] = [cast.qian.id, { regionCode: '411602' }];
    const accounts = ['qian-1', 'qian-2'].map(
      (username) => new Somebody(t, username, t.as.role('coordinator', { ...region, username, cadreId })),
    );
    const issue = await stories.verified();
    await accounts[0]!.does('call-back', issue, callBack({ solved: true, stars: 5 }));
    const own = { status: 403, code: 'issue.own-call' };
    for (const account of accounts) {
      expect(await tasksOf(account, issue)).toEqual([]);
      expect(await account.tries('call-back', issue, callBack({ solved: true, stars: 5 }))).toEqual(own);
    }
  });

  it('is one purpose, and the call that was drawn before it another: each has a call of its own', async () => {
    await drawAll('call_back');
    await drawAll('spot_check');
    const issue = await stories.closed();
    expect(await tasksOf(cast.county, issue)).toHaveLength(2);
    await cast.county.does('call-back', issue, callBack({ solved: true, stars: 5 }));
    expect(await tasksOf(cast.deputy, issue)).toMatchObject([{ purpose: 'call_back', attempts: 0 }]);
    expect(await tasksOf(cast.deputy, issue, '&done=true')).toMatchObject([{ purpose: 'spot_check' }]);
    await cast.deputy.does('call-back', issue, callBack({ solved: true, stars: 5 }));
    expect(await tasksOf(cast.deputy, issue)).toEqual([]);
    expect(await tasksOf(cast.deputy, issue, '&done=true')).toHaveLength(2);
  });

  it('that fails leaves nothing else to call for', async () => {
    await drawAll('call_back');
    await drawAll('spot_check');
    const issue = await stories.closed();
    await cast.county.does('call-back', issue, callBack({ solved: false, stars: 1 }));
    const done = await tasksOf(cast.deputy, issue, '&done=true');
    expect(done.map(({ purpose, outcome }) => [purpose, outcome]).sort()).toEqual([
      ['call_back', 'overtaken'],
      ['spot_check', 'not_confirmed'],
    ]);
  });

  it('is overtaken when it is opened again first', async () => {
    await drawAll('spot_check');
    const issue = await stories.closed();
    await cast.mill.does('reopen', issue);
    expect(await tasksOf(cast.county, issue, '&done=true')).toMatchObject([{ outcome: 'overtaken' }]);
  });
});

it('nothing is drawn without a rule', async () => {
  const issue = await stories.closed();
  expect(await tasksOf(cast.county, issue)).toEqual([]);
});

it('pages through the tasks, most urgent first', async () => {
  await drawAll('call_back');
  for (let n = 0; n < 3; n += 1) await stories.verified();
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await cast.county.as.get(`${TASKS}?limit=2&count=true${cursor}`).expect(200);
    const page = body as { items: Task[]; nextCursor: string | null; total: number };
    seen.push(...page.items.map(({ dueAt }) => dueAt));
    expect(page.total).toBeGreaterThanOrEqual(3);
    cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
  } while (cursor !== '');
  expect(seen).toEqual([...seen].sort());
  expect(seen.length).toBeGreaterThanOrEqual(3);
});
