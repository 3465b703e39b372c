import { DAY, HOUR, iso } from '../../src/kernel/clock.js';
import { Sweeps } from '../../src/platform/scheduling/index.js';
import { type Cast, type Somebody, Stories, type Told } from '../support/issue-stories.js';
import { allPages } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let twin: TestApp;
let stories: Stories;
let cast: Cast;
beforeAll(async () => {
  t = await startApp();
  stories = await Stories.of(t);
  ({ cast } = stories);
  twin = await startApp({ seed: 2, settings: { DATABASE_URL: t.databaseUrl } });
});
afterAll(async () => {
  await twin.close();
  await t.close();
});

interface Line {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly issue: {
    readonly id: string;
    readonly number: string;
    readonly enterprise: { readonly name: string } | null;
  };
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestedBy: string;
  readonly decideBy: string;
  readonly overdue: boolean;
  readonly deciderRegionCode: string;
  readonly movedUpCount: number;
}

const inbox = (somebody: Somebody, query = ''): Promise<Line[]> =>
  allPages<Line>(somebody.as, `/api/v1/requests${query}`, 50);
const about = async (somebody: Somebody, issue: { id: string }, query = ''): Promise<Line[]> =>
  (await inbox(somebody, query)).filter((line) => line.issue.id === issue.id);
const sweep = (app: TestApp = t) => app.get(Sweeps).runNow('silent-deciders');

describe('the inbox of whoever decides', () => {
  it('has what is theirs to decide, with all that a decision needs', async () => {
    const issue = await stories.inProgress();
    await cast.wang.does('extend', issue);
    const [line] = await about(cast.county, issue);
    expect(line).toMatchObject({
      kind: 'extension',
      status: 'pending',
      issue: { number: issue.number, enterprise: { name: '川汇棉纺有限公司' } },
      details: { dueAt: iso(t.clock.now() + 30 * DAY), enterpriseInformed: { means: 'phone', at: iso(t.clock.now()) } },
      requestedBy: 'wang',
      overdue: false,
      deciderRegionCode: '411602',
      movedUpCount: 0,
    });
    for (const other of [cast.neighbour, cast.wangInOffice, cast.wang, cast.mill])
      expect([other.name, await about(other, issue)]).toEqual([other.name, []]);
    expect(await about(cast.wang, issue, '?mine=true')).toEqual([line]);
    expect(await about(cast.county, issue, '?mine=true')).toEqual([]);
    expect(await about(cast.county, issue, '?kind=return')).toEqual([]);
    expect(await about(cast.county, issue, '?overdue=true')).toEqual([]);
    await cast.county.decides(issue, true);
    expect(await about(cast.county, issue)).toEqual([]);
    expect(await about(cast.city, issue, '?status=approved')).toMatchObject([
      { decidedBy: 'county', status: 'approved' },
    ]);
    expect(await about(cast.wang, issue, '?mine=true&status=approved')).toHaveLength(1);
  });

  it('tells officials whose a confidential issue is, but not its lead', async () => {
    const issue = await cast.mill.submits({ confidential: true });
    const lead = stories.leadOf(issue);
    await lead.does('sign', issue);
    await lead.does('escalate', issue);
    expect(await about(lead, issue, '?mine=true')).toMatchObject([{ issue: { enterprise: null } }]);
    expect(await about(cast.city, issue)).toMatchObject([{ issue: { enterprise: { name: '川汇棉纺有限公司' } } }]);
  });

  it('shows the name of whoever objects masked to officials, and as it is to the enterprise', async () => {
    const issue = await cast.county.does('refuse', await stories.unrouted());
    await cast.bakery.does('object', issue);
    const [line] = await about(cast.city, issue);
    expect(line).toMatchObject({ kind: 'objection', details: { against: 'refusal' } });
    expect(line!.requestedBy).not.toBe('bakery');
    expect(await about(cast.bakery, issue, '?mine=true')).toMatchObject([{ requestedBy: 'bakery' }]);
    expect(await about(cast.county, issue)).toEqual([]);
  });
});

describe('a decider who is silent', () => {
  it('loses it to the level above, level by level, each with its own time; at the top it stays and is overdue', async () => {
    const issue = await cast.mill.submits();
    await cast.wang.does('return', issue);
    const first = (await about(cast.county, issue))[0]!;
    t.clock.moveTo(Date.parse(first.decideBy));
    await sweep();
    expect((await about(cast.county, issue))[0]).toMatchObject({ overdue: false, movedUpCount: 0 });
    t.clock.advance(1);
    expect((await about(cast.county, issue, '?overdue=true'))[0]).toMatchObject({ overdue: true });
    expect(await cast.county.sees(issue)).toMatchObject({ warning: 'orange', requests: [{ overdue: true }] });
    await sweep();
    expect(await about(cast.county, issue)).toEqual([]);
    expect(await cast.county.tries('decide', issue, { requestId: first.id, approve: true, reason: '晚' })).toEqual({
      status: 403,
      code: 'issue.action-forbidden',
    });
    const second = (await about(cast.city, issue))[0]!;
    expect(second).toMatchObject({ deciderRegionCode: '411600', movedUpCount: 1, overdue: false });
    expect(Date.parse(second.decideBy)).toBeGreaterThan(t.clock.now());
    // Nobody was there for a week: the province still gets its day.
    t.clock.advance(7 * DAY);
    await sweep();
    await sweep();
    const third = (await about(cast.province, issue))[0]!;
    expect(third).toMatchObject({ deciderRegionCode: '410000', movedUpCount: 2, overdue: false });
    expect(await about(cast.city, issue)).toEqual([]);
    t.clock.moveTo(Date.parse(third.decideBy) + 1);
    await sweep();
    expect((await about(cast.province, issue, '?overdue=true'))[0]).toMatchObject({ overdue: true, movedUpCount: 2 });
    const moves = (await cast.province.timeline(issue)).filter(({ action }) => action === 'move-up');
    expect(moves).toMatchObject([
      { actorRole: 'system', details: { request: 'return', from: '411602', to: '411600', missedAt: first.decideBy } },
      { actorRole: 'system', details: { request: 'return', from: '411600', to: '410000', missedAt: second.decideBy } },
    ]);
    expect((await cast.mill.timeline(issue)).map(({ action }) => action)).not.toContain('move-up');
    expect(await cast.province.decides(issue, true)).toMatchObject({ requests: [], returnCount: 1 });
  });

  it('is passed over once, however many processes sweep, and all that is late goes in one sweep', async () => {
    const issues = [await stories.inProgress(), await stories.inProgress(), await stories.inProgress()];
    for (const issue of issues) {
      await cast.wang.does('long-term', issue);
      t.clock.advance(HOUR / 4);
    }
    t.clock.advance(4 * DAY);
    twin.clock.moveTo(t.clock.now());
    const outcomes = await Promise.all([sweep(), sweep(twin), sweep(), sweep(twin)]);
    expect(outcomes.reduce((sum, outcome) => sum + (outcome?.moved ?? 0), 0)).toBeGreaterThanOrEqual(issues.length);
    for (const issue of issues) {
      expect(await about(cast.city, issue)).toMatchObject([{ movedUpCount: 1 }]);
      expect((await stories.steps(issue)).filter((step) => step === 'move-up')).toHaveLength(1);
    }
  });

  it('a decision that comes in time for the level that has it counts', async () => {
    const issue = await stories.inProgress();
    await cast.wang.does('escalate', issue);
    t.clock.advance(5 * DAY);
    await cast.city.decides(issue, false);
    await sweep();
    expect(await stories.steps(issue)).not.toContain('move-up');
  });
});

describe('a request that was decided', () => {
  const TOO_LATE = { status: 409, code: 'request.decided' };

  it('is not decided again: whoever could have done it is told that it is too late, everybody else nothing', async () => {
    const { wang, zhao, county, deputy, city, neighbour, mill, manager } = cast;
    const issue = await stories.inProgress();
    const { requests } = await wang.does('extend', issue);
    const decision = { requestId: requests[0]!.id, approve: false, reason: '可按期办结' };
    await county.does('decide', issue, decision);
    for (const late of [county, deputy, city]) expect(await late.tries('decide', issue, decision)).toEqual(TOO_LATE);
    for (const other of [wang, mill, manager, cast.wangInOffice])
      expect(await other.tries('decide', issue, decision)).toEqual({ status: 403, code: 'issue.action-forbidden' });
    for (const stranger of [neighbour, zhao])
      expect((await stranger.tries('decide', issue, decision)).status).toBe(404);
    const unknown = { ...decision, requestId: 'nothing' };
    expect(await county.tries('decide', issue, unknown)).toEqual({ status: 403, code: 'issue.action-forbidden' });
  });

  it('… also while another waits, when it fell away, and once the issue has ended', async () => {
    const { wang, county } = cast;
    const issue = await stories.inProgress();
    const { requests } = await wang.does('extend', issue);
    const decision = { requestId: requests[0]!.id, approve: false, reason: '可按期办结' };
    await county.does('decide', issue, decision);
    const [second] = (await wang.does('long-term', issue)).requests;
    expect(await county.tries('decide', issue, decision)).toEqual(TOO_LATE);
    await wang.does('claim-done', issue);
    expect(await county.tries('decide', issue, { ...decision, requestId: second!.id })).toEqual(TOO_LATE);
  });
});

describe('an issue that bounces', () => {
  async function bouncing(): Promise<Told> {
    const issue = await cast.mill.submits();
    await cast.wang.does('return', issue);
    const { assignee } = await cast.county.decides(issue, true, { cadreId: cast.li.id });
    expect(assignee?.id).toBe(cast.li.id);
    return cast.li.does('return', issue);
  }

  it('is flagged from the second return on, is found by that, and ends with the unit that the level above names', async () => {
    const before = await cast.mill.submits();
    expect(before).toMatchObject({ bouncing: false });
    const issue = await bouncing();
    expect(issue).toMatchObject({ bouncing: true, warning: 'orange' });
    const found = await allPages<{ id: string }>(cast.county.as, '/api/v1/issues?bouncing=true', 100);
    expect(found.map(({ id }) => id)).toContain(issue.id);
    const others = await allPages<{ id: string }>(cast.county.as, '/api/v1/issues?bouncing=false', 100);
    expect(others.map(({ id }) => id)).toContain(before.id);
    expect(others.map(({ id }) => id)).not.toContain(issue.id);
    const decision = { requestId: issue.requests[0]!.id, approve: true, reason: '指定' };
    expect(await cast.city.tries('decide', issue, decision)).toEqual({ status: 422, code: 'issue.final-unit-missing' });
    const ended = await cast.city.does('decide', issue, { ...decision, cadreId: cast.zhao.id });
    expect(ended).toMatchObject({ departmentId: '411602-finance', bouncing: true, returnCount: 2 });
    expect((await cast.county.timeline(issue)).at(-1)!.details).toMatchObject({ finalDepartmentId: '411602-finance' });
    expect(await cast.zhao.tries('return', issue)).toEqual({ status: 409, code: 'issue.return-final' });
    await cast.county.as.get('/api/v1/reports/completion?from=2024-01-01&to=2025-01-01&bouncing=true').expect(200);
    await cast.county.as
      .get(`/api/v1/reports/completion?from=2024-01-01&to=2025-01-01&bouncing=true&asOf=${iso(t.clock.now())}`)
      .expect(200);
  });
});

describe('long-term handling', () => {
  async function longTerm(): Promise<Told> {
    const issue = await stories.inProgress();
    await cast.wang.does('long-term', issue);
    return cast.county.decides(issue, true);
  }

  it('may be objected to once for each decision, and goes on at once when that is upheld', async () => {
    const issue = await longTerm();
    expect((await cast.mill.sees(issue)).actions).toContain('object');
    await cast.mill.does('object', issue, { reason: '今年就有指标' });
    expect(await cast.mill.tries('object', issue, { reason: '再次' })).toEqual({
      status: 409,
      code: 'issue.objected-already',
    });
    expect(await about(cast.county, issue)).toEqual([]);
    expect(await about(cast.city, issue)).toMatchObject([{ kind: 'objection', details: { against: 'long_term' } }]);
    t.clock.advance(4 * DAY);
    const upheld = await cast.city.decides(issue, true);
    expect(upheld).toMatchObject({ status: 'in_progress', reviewAt: null, assignee: { id: cast.wang.id } });
    // What was left of the finish clock when it stopped is left again.
    expect(Date.parse(upheld.dueAt!)).toBeGreaterThan(Date.parse(issue.dueAt!));
    expect(upheld.originalDueAt).toBe(issue.originalDueAt);
    expect((await cast.mill.timeline(issue)).at(-1)!.details).toMatchObject({ against: 'long_term', approved: true });
  });

  it('stays when the objection is denied, and may be objected to again after it was prolonged', async () => {
    const issue = await longTerm();
    await cast.mill.does('object', issue);
    expect(await cast.city.decides(issue, false)).toMatchObject({ status: 'long_term', reviewAt: issue.reviewAt });
    expect((await cast.mill.sees(issue)).actions).not.toContain('object');
    await cast.wang.does('long-term', issue);
    await cast.county.decides(issue, true);
    expect((await cast.mill.sees(issue)).actions).toContain('object');
  });

  it('ends with its review, and the objection with it; whoever agreed does not decide', async () => {
    const issue = await stories.inProgress();
    await cast.wang.does('long-term', issue);
    await cast.city.decides(issue, true);
    await cast.mill.does('object', issue);
    expect(await about(cast.city, issue)).toEqual([]);
    expect(await about(cast.province, issue)).toHaveLength(1);
    t.clock.advance(31 * DAY);
    await stories.sweep();
    expect(await cast.mill.sees(issue)).toMatchObject({ status: 'in_progress', requests: [] });
  });
});

describe('an extension', () => {
  it('says when the enterprise was told: neither before it came to us nor in the future', async () => {
    const issue = await stories.inProgress();
    const ask = (at: number) =>
      cast.wang.tries('extend', issue, {
        ...cast.wang.usual('extend'),
        enterpriseInformed: { means: 'phone', at: iso(at) },
      });
    expect(await ask(t.clock.now() + 1)).toEqual({ status: 422, code: 'issue.not-in-the-future' });
    expect(await ask(Date.parse(issue.submittedAt) - 1)).toEqual({ status: 422, code: 'issue.before-submission' });
    expect(await ask(t.clock.now())).toEqual({ status: 200, code: undefined });
  });
});

describe('handing down', () => {
  async function escalated(): Promise<Told> {
    const issue = await stories.inProgress();
    await cast.wang.does('escalate', issue);
    return cast.city.decides(issue, true, { cadreId: cast.qian.id });
  }

  it('gives it back to the level below, to somebody who is named; the lead above stays only if wanted', async () => {
    const issue = await escalated();
    expect(issue).toMatchObject({ level: 'municipality', coHandlers: [{ id: cast.wang.id }] });
    expect(await cast.county.tries('hand-down', issue)).toEqual({ status: 403, code: 'issue.action-forbidden' });
    const body = { reason: '县级可以办理', cadreId: cast.wang.id, keepLead: true };
    const down = await cast.city.does('hand-down', issue, body);
    expect(down).toMatchObject({ level: 'county', status: 'assigned', assignee: { id: cast.wang.id } });
    expect(down.coHandlers.map(({ id }) => id)).toEqual([cast.qian.id]);
    expect(down.dueAt).toBe(issue.dueAt);
    expect(await cast.city.tries('hand-down', issue)).toEqual({ status: 422, code: 'issue.lowest-level' });
    expect((await cast.mill.timeline(issue)).at(-1)).toMatchObject({
      action: 'hand-down',
      details: { reason: '县级可以办理', fromLevel: 'municipality', level: 'county' },
    });
  });

  it('finds a lead by routing when nobody is named', async () => {
    const issue = await escalated();
    const down = await cast.city.does('hand-down', issue);
    expect(down).toMatchObject({ level: 'county', status: 'assigned', assignee: { id: cast.wang.id }, coHandlers: [] });
    expect((await stories.steps(issue)).slice(-2)).toEqual(['hand-down', 'assign']);
  });
});
