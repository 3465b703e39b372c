import { DAY, HOUR, iso } from '../../src/kernel/clock.js';
import { Users } from '../../src/modules/identity/index.js';
import { type Cast, Somebody, Stories, type Told } from '../support/issue-stories.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let stories: Stories;
let cast: Cast;
beforeAll(async () => {
  t = await startApp();
  stories = await Stories.of(t);
  ({ cast } = stories);
});
afterAll(() => t.close());

const at = (text: string | null): number => Date.parse(text!);

const handOver = (from: Somebody, to: Somebody) =>
  cast.county.as.post(`/api/v1/cadres/${from.id}/handover`, { toCadreId: to.id }).expect(200);

/** Wang has left, with everything open handed over to Li, and comes back when the work is done: also to the account. */
async function withoutWang(work: () => Promise<void>): Promise<void> {
  const { wang, li, county, admin } = cast;
  await handOver(wang, li);
  await county.as.patch(`/api/v1/cadres/${wang.id}`, { onDuty: false }).expect(200);
  await work().finally(async () => {
    await county.as.patch(`/api/v1/cadres/${wang.id}`, { onDuty: true }).expect(200);
    await stories.returnMill();
    const account = await t.get(Users).findByUsername(t.reader, wang.name);
    await admin.as.patch(`/api/v1/users/${account!.id}`, { active: true }).expect(200);
    // The sign-in of before is gone for good; a new one comes when it has run out.
    t.clock.advance(HOUR);
  });
}

describe('reopening', () => {
  it('is open to the enterprise for 30 days; the old closure stays in the timeline', async () => {
    const issue = await stories.closed();
    t.clock.moveTo(at(issue.closedAt) + 30 * DAY);
    const reopened = await cast.mill.does('reopen', issue);
    expect(reopened).toMatchObject({ status: 'in_progress', assignee: { id: cast.wang.id }, reopenCount: 1 });
    expect(reopened).toMatchObject({ closedAt: null, confirmation: null, resolution: null });
    const { details } = (await cast.mill.timeline(issue)).at(-1)!;
    expect(details).toMatchObject({ closedAt: issue.closedAt, resolution: 'solved', confirmation: 'enterprise' });
  });

  it('later only to the offices', async () => {
    const issue = await stories.closed();
    t.clock.moveTo(at(issue.closedAt) + 30 * DAY + 1);
    expect(await cast.mill.tries('reopen', issue)).toEqual({ status: 422, code: 'issue.reopen-too-late' });
    expect((await cast.mill.sees(issue)).actions).toEqual([]);
    expect((await cast.manager.sees(issue)).actions).toEqual(['reopen']);
    expect(await cast.manager.does('reopen', issue)).toMatchObject({ status: 'in_progress' });
  });

  it('finds another lead when the old one has left', async () => {
    const issue = await stories.closed();
    await withoutWang(async () => {
      const reopened = await cast.mill.does('reopen', issue);
      expect(reopened).toMatchObject({ status: 'assigned', assignee: { id: cast.li.id } });
      expect((await stories.steps(issue)).slice(-2)).toEqual(['reopen', 'assign']);
    });
  });

  it('a second closure that nobody answers does not live on the answer to the first', async () => {
    const issue = await stories.closed();
    await cast.mill.does('reopen', issue);
    await cast.wang.does('claim-done', issue);
    const { ratingDueAt } = await cast.county.does('verify', issue);
    t.clock.moveTo(at(ratingDueAt) + 1);
    await stories.sweep();
    expect(await cast.mill.sees(issue)).toMatchObject({ status: 'closed', confirmation: 'none', rating: null });
  });
});

describe('whoever checks is somebody else', () => {
  it('the handler does not verify, in whatever office they sit', async () => {
    const issue = await stories.inProgress();
    await cast.wang.does('claim-done', issue);
    for (const action of ['verify', 'rework'] as const) {
      expect(await cast.wangInOffice.tries(action, issue)).toEqual({ status: 403, code: 'issue.own-work' });
    }
    expect((await cast.wangInOffice.sees(issue)).actions).toEqual(['supervise']);
    expect((await cast.county.sees(issue)).actions).toEqual(['verify', 'rework', 'supervise']);
  });

  it('a call-back comes neither from the handler or their unit nor from the verifier', async () => {
    const issue = await stories.inProgress();
    await cast.wang.does('claim-done', issue);
    await cast.county.does('verify', issue);
    expect(await cast.county.tries('call-back', issue)).toEqual({ status: 403, code: 'issue.own-verification' });
    expect(await cast.wangInOffice.tries('call-back', issue)).toEqual({ status: 403, code: 'issue.own-work' });
    const missed = { contacted: false, person: '李经理', at: iso(t.clock.now()) };
    expect(await cast.deputy.does('call-back', issue, missed)).toMatchObject({ status: 'verified', rating: null });
    const half = await cast.deputy.tries('call-back', issue, { ...missed, contacted: true });
    expect(half).toEqual({ status: 422, code: 'issue.call-back-incomplete' });
    const tomorrow = await cast.deputy.tries('call-back', issue, { ...missed, at: iso(t.clock.now() + DAY) });
    expect(tomorrow).toEqual({ status: 422, code: 'issue.not-in-the-future' });
    const called = await cast.deputy.does('call-back', issue);
    expect(called).toMatchObject({ status: 'closed', confirmation: 'call_back', rating: { stars: 5, solved: true } });
  });

  it('nor from a colleague of the handler', async () => {
    const issue = await stories.verified(cast.mill);
    const account = { regionCode: '411602', username: 'li-in-office', cadreId: cast.li.id };
    const colleague = new Somebody(t, 'liInOffice', t.as.role('coordinator', account));
    expect(await colleague.tries('call-back', issue)).toEqual({ status: 403, code: 'issue.own-unit' });
  });

  it('a spot check that fails opens it again, with another lead when the old one has left', async () => {
    const [one, two] = [await stories.closed(), await stories.closed()];
    const unhappy = { contacted: true, person: '李经理', at: iso(t.clock.now()), solved: false, stars: 1 };
    const failed = await cast.county.does('call-back', one, unhappy);
    expect(failed).toMatchObject({ status: 'in_progress', reopenCount: 1, reworkCount: 1, closedAt: null });
    expect(failed).toMatchObject({ assignee: { id: cast.wang.id }, rating: { stars: 5, solved: true } });
    await withoutWang(async () => {
      const elsewhere = await cast.county.does('call-back', two, unhappy);
      expect(elsewhere).toMatchObject({ status: 'assigned', assignee: { id: cast.li.id }, reopenCount: 1 });
    });
  });
});

describe('merging', () => {
  it('two issues of one enterprise become one', async () => {
    const { mill, county } = cast;
    const [parent, child] = [await mill.submits(), await mill.submits()];
    const merged = await county.does('merge', child, { intoIssueId: parent.id });
    expect(merged).toMatchObject({ status: 'merged', mergedIntoId: parent.id, assignee: null });
    expect(await county.sees(parent)).toMatchObject({ common: false, status: 'assigned' });
    expect((await stories.steps(parent)).at(-1)).toBe('take-in');
    expect((await stories.steps(child)).at(-1)).toBe('merge');
    const open = await mill.submits();
    const into = (issue: Told, target: Told) => county.tries('merge', issue, { intoIssueId: target.id });
    expect(await into(open, child)).toEqual({ status: 422, code: 'issue.merge-target-ended' });
    expect(await into(parent, open)).toEqual({ status: 422, code: 'issue.has-children' });
    expect(await into(open, open)).toEqual({ status: 422, code: 'issue.merge-itself' });
    expect(await into(open, { ...open, id: 'nothing' })).toEqual({ status: 422, code: 'issue.merge-target-not-found' });
  });

  it('a common issue is answered once and rated by each; whoever disputes the answer goes on alone', async () => {
    const { mill, bakery, farm, wang, city } = cast;
    const parent = await stories.inProgress(mill);
    const [content, disputing] = [await bakery.submits(), await farm.submits()];
    for (const child of [content, disputing]) await city.does('merge', child, { intoIssueId: parent.id });
    expect(await city.sees(parent)).toMatchObject({ common: true });
    expect(await bakery.tries('rate', content)).toEqual({ status: 409, code: 'issue.rating-closed' });
    await wang.does('claim-done', parent);
    await city.does('verify', parent);
    expect(await mill.does('rate', parent)).toMatchObject({ status: 'closed' });

    expect(await bakery.does('rate', content)).toMatchObject({ status: 'merged', rating: { stars: 5 }, actions: [] });
    const apart = await farm.does('rate', disputing, { stars: 2, solved: false });
    expect(apart).toMatchObject({
      status: 'in_progress',
      mergedIntoId: null,
      assignee: { id: wang.id },
      reworkCount: 1,
    });
    expect(await mill.sees(parent)).toMatchObject({ status: 'closed', reopenCount: 0 });
    await wang.does('start', disputing);
    await wang.does('claim-done', disputing);
    await city.does('verify', disputing);
    expect(await farm.does('rate', disputing)).toMatchObject({ status: 'closed', confirmation: 'enterprise' });
  });

  it('whoever disputes an answer whose author has left gets a lead of their own', async () => {
    const { mill, bakery, li, wang, county } = cast;
    const child = await bakery.submits();
    const parent = await stories.inProgress();
    await county.does('merge', child, { intoIssueId: parent.id });
    await wang.does('claim-done', parent);
    await county.does('verify', parent);
    await mill.does('rate', parent);
    await withoutWang(async () => {
      const apart = await bakery.does('rate', child, { stars: 1, solved: false });
      expect(apart).toMatchObject({ status: 'assigned', assignee: { id: li.id }, mergedIntoId: null });
    });
  });
});

describe('supervision', () => {
  it('is a duty to answer and changes no status', async () => {
    const { wang, manager, county, mill } = cast;
    const issue = await stories.inProgress();
    expect(await wang.tries('answer-supervision', issue)).toEqual({ status: 409, code: 'issue.no-supervision' });
    await county.does('supervise', issue, { kind: 'urge', note: '请尽快' });
    expect(await manager.does('supervise', issue)).toMatchObject({ status: 'in_progress' });
    expect((await wang.sees(issue)).actions).toContain('answer-supervision');
    await wang.does('answer-supervision', issue);
    expect((await wang.sees(issue)).actions).not.toContain('answer-supervision');
    expect((await stories.steps(issue)).slice(-3)).toEqual(['supervise', 'supervise', 'answer-supervision']);
    const told = (await mill.timeline(issue)).map(({ action }) => action);
    expect(told).not.toContain('supervise');
  });
});

describe('when a cadre leaves', () => {
  afterEach(() => stories.returnMill());

  it('every open issue is handed over in one step, and none is orphaned', async () => {
    const { mill, wang, li, county, city } = cast;
    const ended = await stories.closed();
    const open = [await mill.submits(), await stories.inProgress(), await stories.verified()];
    const claimed = await stories.inProgress();
    await wang.does('claim-done', claimed);
    const waiting = await stories.inProgress();
    await wang.does('long-term', waiting);
    const issues = [...open, claimed, waiting];
    const before = await Promise.all(issues.map((issue) => city.sees(issue)));

    const led = await county.as.get(
      `/api/v1/issues?assigneeId=${wang.id}&status=assigned,in_progress,long_term,done_claimed,verified&count=true&limit=1`,
    );
    const { total } = led.body as { total: number };
    const answer = await handOver(wang, li);
    expect(answer.body).toMatchObject({ moved: total });
    expect(total).toBeGreaterThanOrEqual(issues.length);
    const after = await Promise.all(issues.map((issue) => city.sees(issue)));
    expect(after.map(({ assignee }) => assignee?.id)).toEqual(issues.map(() => li.id));
    expect(after.map(({ status }) => status)).toEqual(before.map(({ status }) => status));
    expect(after.map(({ requests }) => requests)).toEqual(before.map(({ requests }) => requests));
    expect(await city.sees(ended)).toMatchObject({ assignee: { id: wang.id } });
    // The enterprise is Li's to look after now, too.
    await wang.as.get(`/api/v1/issues/${claimed.id}`).expect(404);
    await li.as.get(`/api/v1/issues/${claimed.id}`).expect(200);
    expect((await stories.steps(waiting)).at(-1)).toBe('hand-over');
    expect((await handOver(wang, li)).body).toEqual({ moved: 0, supported: 0, paired: 0 });
  });

  it('or not at all: an issue above the office keeps everything where it is until the office above moves it', async () => {
    const { wang, li, county, city } = cast;
    const [above, below] = [await stories.inProgress(), await stories.inProgress()];
    await wang.does('escalate', above);
    await city.decides(above, true, { cadreId: li.id });
    await county.does('reassign', below, { cadreId: li.id, reason: '调岗' });
    await county.as.post(`/api/v1/cadres/${li.id}/handover`, { toCadreId: wang.id }).expect(403);
    expect(await county.sees(below)).toMatchObject({ assignee: { id: li.id } });
    await city.as.post(`/api/v1/cadres/${li.id}/handover`, { toCadreId: wang.id }).expect(200);
    for (const issue of [above, below]) expect(await city.sees(issue)).toMatchObject({ assignee: { id: wang.id } });
    await cast.mill.does('withdraw', above);
  });

  it('somebody who supported an issue and now leads it does not support it any more', async () => {
    const { wang, li, zhao, county } = cast;
    const issue = await stories.inProgress();
    await county.does('reassign', issue, { cadreId: li.id, coHandlerIds: [zhao.id, wang.id], reason: '调岗' });
    const back = await county.does('reassign', issue, { cadreId: wang.id, reason: '返岗' });
    expect(back.coHandlers.map(({ id }) => id)).toEqual([zhao.id]);
    await handOver(wang, zhao);
    expect(await county.sees(issue)).toMatchObject({ assignee: { id: zhao.id }, coHandlers: [] });
  });
});

describe('a correction', () => {
  it('keeps what was there before, contacts masked, since the timeline cannot forget them', async () => {
    const { mill } = cast;
    const issue = await mill.submits({ contact: { name: '李经理', phone: '13800000000' } });
    const correction = { title: '缺一线操作工 80 名', contact: null };
    const answer = await mill.as.patch(`/api/v1/issues/${issue.id}`, correction).expect(200);
    expect(answer.body).toMatchObject({ ...correction, version: issue.version + 1, status: 'assigned' });
    const entry = (await mill.timeline(issue)).at(-1)!;
    expect(entry).toMatchObject({ action: 'edit', fromStatus: 'assigned', toStatus: 'assigned' });
    expect(entry.details).toEqual({
      before: { title: '生产线扩建后缺一线操作工 60 名', contact: { name: '李*', phone: '138****0000' } },
      after: correction,
    });
  });

  it('is made by the enterprise, whoever stands for it, or the coordinator, until it is claimed done', async () => {
    const { mill, wang, county, li, manager } = cast;
    const issue = await stories.inProgress();
    const corrects = async (by: Somebody) =>
      (await by.as.patch(`/api/v1/issues/${issue.id}`, { description: `${by.name} 更正` })).status;
    expect(await Promise.all([mill, wang, county, manager, li].map(corrects))).toEqual([200, 200, 200, 403, 404]);
    await wang.does('claim-done', issue);
    expect(await corrects(mill)).toBe(409);
  });
});
