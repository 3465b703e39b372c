import { DAY, iso } from '../../src/kernel/clock.js';
import { type Cast, Stories } from '../support/issue-stories.js';
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

describe('the ordinary life of an issue', () => {
  it('is submitted, routed, signed for, handled, checked by somebody else, and closed by the enterprise', async () => {
    const { mill, wang, county } = cast;
    const issue = await mill.submits({ contact: { name: '李经理', phone: '138 0000 0000' } });
    expect(issue).toMatchObject({
      status: 'assigned',
      assignee: { id: wang.id },
      routing: { rule: 'enterprise-chief' },
    });
    expect(issue).toMatchObject({ level: 'county', departmentId: '411602-industry', rating: null, version: 1 });
    expect(issue.number).toMatch(/^ZK-2024-\d{6}$/);
    expect(at(issue.dueAt)).toBeGreaterThan(t.clock.now());
    expect(issue.originalDueAt).toBe(issue.dueAt);
    expect([issue.actions, (await wang.sees(issue)).actions]).toEqual([['withdraw'], ['sign', 'return']]);

    expect(await wang.does('sign', issue)).toMatchObject({ status: 'in_progress', version: 2 });
    const started = await wang.does('start', issue);
    expect(started).toMatchObject({ status: 'in_progress', firstContactAt: iso(t.clock.now()), version: 3 });
    await wang.does('progress', issue, { note: '已联系三所职业学校', visibleToEnterprise: true });
    await wang.does('progress', issue, { note: '内部：预算未定', visibleToEnterprise: false });
    t.clock.advance(DAY);
    const claimed = await wang.does('claim-done', issue);
    expect(claimed).toMatchObject({ status: 'done_claimed', resolution: 'solved', version: 6, actions: [] });
    const checked = await county.does('verify', issue, { note: '已电话核实' });
    expect(checked).toMatchObject({ status: 'verified', closedAt: null, confirmation: null, version: 7 });
    expect(at(checked.ratingDueAt) - t.clock.now()).toBeGreaterThanOrEqual(7 * DAY);
    const rated = await mill.does('rate', issue, { stars: 4, solved: true, comment: '很快' });
    expect(rated).toMatchObject({ status: 'closed', confirmation: 'enterprise', resolution: 'solved', version: 8 });
    expect(rated).toMatchObject({
      rating: { stars: 4, solved: true },
      closedAt: iso(t.clock.now()),
      actions: ['reopen'],
    });

    expect(await stories.steps(issue)).toEqual([
      ...['submit', 'accept', 'assign', 'sign', 'start', 'progress', 'progress', 'claim-done', 'verify', 'rate'],
    ]);
    const told = await mill.timeline(issue);
    expect(told.map(({ details }) => details.note)).toContain('已联系三所职业学校');
    expect(told.map(({ details }) => details.note)).not.toContain('内部：预算未定');
    expect(told.map(({ actorRole }) => actorRole).slice(0, 4)).toEqual(['enterprise', 'system', 'system', 'cadre']);
  });

  it('needs a first contact before done can be claimed', async () => {
    const issue = await cast.mill.submits();
    await cast.wang.does('sign', issue);
    expect(await cast.wang.tries('claim-done', issue)).toEqual({ status: 422, code: 'issue.contact-missing' });
    const tomorrow = iso(t.clock.now() + DAY);
    const early = await cast.wang.tries('start', issue, { means: 'phone', person: '李经理', contactedAt: tomorrow });
    expect(early).toEqual({ status: 422, code: 'issue.not-in-the-future' });
    await cast.wang.does('start', issue);
    expect(await cast.wang.tries('start', issue)).toEqual({ status: 409, code: 'issue.contacted-already' });
  });

  it('a timeline only grows', async () => {
    const issue = await cast.mill.submits();
    let before = await cast.county.timeline(issue);
    for (const step of [
      () => cast.wang.does('sign', issue),
      () => cast.wang.does('start', issue),
      () => cast.mill.does('withdraw', issue),
    ]) {
      await step();
      const after = await cast.county.timeline(issue);
      expect(after.slice(0, before.length)).toEqual(before);
      expect(after).toHaveLength(before.length + 1);
      before = after;
    }
  });
});

describe('before somebody is responsible', () => {
  it('the enterprise is asked once for what is missing', async () => {
    const { bakery, county, li } = cast;
    const issue = await stories.unrouted();
    expect(issue).toMatchObject({ status: 'submitted', assignee: null, routing: { rule: null } });
    expect(await county.does('request-info', issue)).toMatchObject({ status: 'needs_info' });
    expect(await bakery.does('provide-info', issue)).toMatchObject({ status: 'submitted' });
    expect(await county.tries('request-info', issue)).toEqual({ status: 409, code: 'issue.asked-already' });
    expect(await county.tries('accept', issue, { level: 'province' })).toEqual({
      status: 422,
      code: 'issue.level-above-yours',
    });
    const accepted = await county.does('accept', issue, { urgency: 'urgent', level: 'county' });
    expect(accepted).toMatchObject({ status: 'accepted', assignee: null, acceptedAt: iso(t.clock.now()) });
    const assigned = await county.does('assign', issue, { cadreId: li.id, coHandlerIds: [cast.zhao.id] });
    expect(assigned).toMatchObject({ status: 'assigned', assignee: { id: li.id }, coHandlers: [{ id: cast.zhao.id }] });
    expect(await stories.steps(issue)).toEqual(['submit', 'request-info', 'provide-info', 'accept', 'assign']);
  });

  it('a refusal is objected to once, and decided one level up', async () => {
    const { bakery, county, city } = cast;
    const issue = await stories.unrouted();
    await county.does('accept', issue, {});
    expect(await county.does('refuse', issue)).toMatchObject({ status: 'refused', closedAt: null });
    const objection = await bakery.does('object', issue);
    expect(objection).toMatchObject({ status: 'refused', requests: [{ kind: 'objection' }] });
    const decision = { requestId: objection.requests[0]!.id, approve: false, reason: '维持' };
    expect((await county.tries('decide', issue, decision)).status).toBe(403);
    expect(await city.decides(issue, true)).toMatchObject({ status: 'accepted', requests: [] });
    await county.does('refuse', issue);
    expect(await bakery.tries('object', issue)).toEqual({ status: 409, code: 'issue.objected-already' });
    expect(await stories.steps(issue)).toEqual(['submit', 'accept', 'refuse', 'object', 'decide', 'refuse']);
  });

  it('an objection is not decided by whoever refused', async () => {
    const issue = await stories.unrouted();
    await cast.city.does('refuse', issue);
    await cast.bakery.does('object', issue);
    expect((await cast.city.sees(issue)).actions).toEqual([]);
    expect(await cast.province.decides(issue, true, { cadreId: cast.li.id })).toMatchObject({
      status: 'assigned',
      assignee: { id: cast.li.id },
    });
  });

  it('an objection that is denied leaves it refused', async () => {
    const issue = await stories.unrouted();
    await cast.county.does('refuse', issue);
    await cast.bakery.does('object', issue);
    expect(await cast.city.decides(issue, false)).toMatchObject({ status: 'refused', requests: [] });
    expect((await cast.bakery.sees(issue)).actions).toEqual([]);
  });

  it('the enterprise withdraws it, as long as it has not been claimed done', async () => {
    const { mill, wang } = cast;
    expect(await mill.does('withdraw', await mill.submits())).toMatchObject({ status: 'withdrawn', actions: [] });
    const issue = await stories.inProgress();
    await wang.does('long-term', issue);
    expect(await mill.does('withdraw', issue)).toMatchObject({ status: 'withdrawn', requests: [] });
    const late = await stories.inProgress();
    await wang.does('claim-done', late);
    expect(await mill.tries('withdraw', late)).toEqual({ status: 409, code: 'issue.transition-not-allowed' });
  });
});

describe('a return', () => {
  it('that is approved goes to the suggested unit and never to the same cadre; the second one goes one level up', async () => {
    const { mill, wang, li, county, city } = cast;
    const issue = await mill.submits();
    const own = { reason: 'not-our-duty', suggestedDepartmentId: issue.departmentId };
    expect((await wang.post('return', issue, own)).body).toMatchObject({
      ...{ status: 422, code: 'issue.suggested-unit-own' },
      errors: [{ field: 'suggestedDepartmentId', rule: 'issue.suggested-unit-own' }],
    });
    const asked = await wang.does('return', issue);
    expect(asked).toMatchObject({ status: 'assigned', requests: [{ kind: 'return' }], assignee: { id: wang.id } });
    expect((await mill.sees(issue)).requests).toEqual([]);
    expect(await wang.tries('return', issue)).toEqual({ status: 409, code: 'issue.request-pending' });
    const approved = await county.decides(issue, true);
    expect(approved).toMatchObject({ status: 'assigned', assignee: { id: li.id }, returnCount: 1 });

    await li.does('return', issue);
    const { requests } = await city.sees(issue);
    const decision = { requestId: requests[0]!.id, approve: true, reason: '同意' };
    expect((await county.tries('decide', issue, decision)).status).toBe(403);
    const second = await city.does('decide', issue, { ...decision, cadreId: cast.zhao.id });
    expect(second).toMatchObject({ status: 'assigned', assignee: { id: cast.zhao.id }, returnCount: 2 });
  });

  it('that is denied is final', async () => {
    const { mill, wang, county } = cast;
    const issue = await mill.submits();
    await wang.does('return', issue);
    expect(await county.decides(issue, false)).toMatchObject({
      status: 'assigned',
      assignee: { id: wang.id },
      returnCount: 0,
    });
    expect(await wang.tries('return', issue)).toEqual({ status: 409, code: 'issue.return-final' });
  });

  it('is asked for within a day', async () => {
    const issue = await cast.mill.submits();
    t.clock.advance(DAY);
    expect((await cast.wang.sees(issue)).actions).toContain('return');
    t.clock.advance(1);
    expect((await cast.wang.sees(issue)).actions).not.toContain('return');
    expect(await cast.wang.tries('return', issue)).toEqual({ status: 422, code: 'issue.return-too-late' });
  });
});

describe('other requests', () => {
  it('an extension moves the due date and not the original one; the second is decided one level up', async () => {
    const { wang, county, city } = cast;
    const issue = await stories.inProgress();
    const dueAt = iso(at(issue.dueAt) + 5 * DAY);
    const enterpriseInformed = { means: 'phone', at: iso(t.clock.now()) };
    await wang.does('extend', issue, { dueAt, reason: '等待批复', enterpriseInformed });
    expect(await county.decides(issue, true)).toMatchObject({ dueAt, originalDueAt: issue.originalDueAt });
    const same = await wang.tries('extend', issue, { dueAt, reason: '等待批复', enterpriseInformed });
    expect(same).toEqual({ status: 422, code: 'issue.due-not-later' });
    await wang.does('extend', issue);
    expect((await county.sees(issue)).actions).not.toContain('decide');
    expect(await city.decides(issue, false)).toMatchObject({ status: 'in_progress', dueAt, requests: [] });
    expect(await stories.steps(issue)).toEqual([
      ...['submit', 'accept', 'assign', 'sign', 'start'],
      'extend',
      'decide',
      'extend',
      'decide',
    ]);
  });

  it('an extension is asked for at least a working day before', async () => {
    const issue = await stories.inProgress();
    t.clock.moveTo(at(issue.dueAt) - 1);
    expect(await cast.wang.tries('extend', issue)).toEqual({ status: 422, code: 'issue.extension-too-late' });
  });

  it('long-term handling lasts until its review and is never closed by it', async () => {
    const { wang, county } = cast;
    const issue = await stories.inProgress();
    const reviewAt = iso(t.clock.now() + 20 * DAY);
    await wang.does('long-term', issue, { reason: 'quota', stageResult: '已列入计划', reviewAt });
    expect(await county.decides(issue, true)).toMatchObject({ status: 'long_term', reviewAt });
    t.clock.moveTo(at(reviewAt));
    expect(await stories.sweep()).toBe(0);
    t.clock.advance(1);
    expect([await stories.sweep(), await stories.sweep()]).toEqual([1, 0]);
    expect(await wang.sees(issue)).toMatchObject({ status: 'in_progress', reviewAt, closedAt: null });
    expect((await stories.steps(issue)).slice(-3)).toEqual(['long-term', 'decide', 'resume']);
  });

  it('an escalation goes to the level that has the power; the level below stays as supporter', async () => {
    const { wang, county, city, qian } = cast;
    const issue = await stories.inProgress();
    await wang.does('escalate', issue);
    expect((await county.sees(issue)).actions).not.toContain('decide');
    const escalated = await city.decides(issue, true, { cadreId: qian.id });
    expect(escalated).toMatchObject({ level: 'municipality', status: 'assigned', assignee: { id: qian.id } });
    expect(escalated.coHandlers).toMatchObject([{ id: wang.id }]);
    expect((await county.sees(issue)).actions).toEqual([]);
    await qian.does('sign', issue);
    await wang.does('progress', issue);
    await qian.does('claim-done', issue);
    expect((await county.tries('verify', issue)).status).toBe(403);
    expect(await city.does('verify', issue)).toMatchObject({ status: 'verified' });
  });
});

describe('when it was not done', () => {
  it('the verifier sends it back', async () => {
    const { wang, county, mill } = cast;
    const issue = await stories.inProgress();
    await wang.does('claim-done', issue);
    const reworked = await county.does('rework', issue);
    expect(reworked).toMatchObject({ status: 'in_progress', reworkCount: 1, resolution: null, closedAt: null });
    await wang.does('claim-done', issue);
    await county.does('verify', issue);
    expect(await mill.does('rate', issue)).toMatchObject({ status: 'closed', reworkCount: 1 });
  });

  it.each([
    [2, true],
    [5, false],
  ])('an unhappy enterprise sends it back (%d stars, solved %s), and is spoken to again', async (stars, solved) => {
    const { mill, wang, county } = cast;
    const issue = await stories.verified();
    const back = await mill.does('rate', issue, { stars, solved });
    expect(back).toMatchObject({ status: 'in_progress', reworkCount: 1, rating: { stars, solved }, closedAt: null });
    expect(await wang.tries('claim-done', issue)).toEqual({ status: 422, code: 'issue.contact-missing' });
    await wang.does('start', issue);
    await wang.does('claim-done', issue);
    expect(await county.does('verify', issue)).toMatchObject({ status: 'verified', rating: null });
    expect(await mill.does('rate', issue)).toMatchObject({ status: 'closed', rating: { stars: 5, solved: true } });
  });

  it('a window that lapses closes it, unconfirmed', async () => {
    const issue = await stories.verified();
    t.clock.moveTo(at(issue.ratingDueAt));
    await stories.sweep();
    expect(await cast.mill.sees(issue)).toMatchObject({ status: 'verified', actions: ['rate'] });
    t.clock.advance(1);
    expect(await stories.sweep()).toBeGreaterThan(0);
    expect(await stories.sweep()).toBe(0);
    const lapsed = await cast.mill.sees(issue);
    expect(lapsed).toMatchObject({
      status: 'closed',
      confirmation: 'none',
      rating: null,
      closedAt: iso(t.clock.now()),
    });
    expect(lapsed.actions).toEqual(['reopen']);
    expect((await stories.steps(issue)).at(-1)).toBe('lapse');
  });
});
