import sql from 'sql-template-tag';
import { DAY, iso } from '../../src/kernel/clock.js';
import { IssueWindows } from '../../src/modules/issues/index.js';
import { Calendars } from '../../src/modules/deadlines/index.js';
import { type ClockFact, instantsFrom, NO_CLOCKS } from '../../src/modules/deadlines/domain/clock-facts.js';
import { ClockFactsReadModel } from '../../src/modules/deadlines/clock-facts.read-model.js';
import { warningAt } from '../../src/modules/deadlines/domain/warning.js';
import { issueBody, RoutingOffice } from '../support/routing-office.js';
import { create, loadReferenceData } from '../support/sample-bodies.js';
import { straight } from '../support/straight.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let office: RoutingOffice;
let leadId: string;
/** Monday, 4 March 2024, 09:00 in Shanghai. */
beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  office = await RoutingOffice.open(t);
  ({ id: leadId } = await office.cadre('王强', { capacity: 100, specialties: ['labour', 'finance'] }));
});
afterAll(() => t.close());

interface Issue {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly dueAt: string;
  readonly enterprise: { readonly id: string };
}

const submit = async (more: object = {}): Promise<Issue> =>
  create<Issue>(office.coordinator, '/api/v1/issues', { ...issueBody(await office.enterprise()), ...more });
const lead = () => t.as.cadre(leadId, { username: 'wang' });
const colleague = () => t.as.coordinator({ username: 'colleague' });
type Client = ReturnType<typeof lead>;
const does = async (who: Client, issue: Pick<Issue, 'id'>, action: string, body: object = {}): Promise<Issue> =>
  (await who.post(`/api/v1/issues/${issue.id}/actions/${action}`).send(body).expect(200)).body as Issue;
const rowOf = async (id: string): Promise<Record<string, unknown>> =>
  (await t.reader.all<Record<string, unknown>>(sql`SELECT * FROM issue WHERE id = ${id}`))[0]!;
const factsOf = async (id: string): Promise<ClockFact[]> =>
  (await t.get(ClockFactsReadModel).of(t.reader, [id])).get(id)!;

interface ClockView {
  readonly clock: string;
  readonly label: string;
  readonly state: string;
  readonly dueAt: string | null;
  readonly facts: { readonly kind: string }[];
}
const clocks = async (who: Client, { id }: Pick<Issue, 'id'>): Promise<ClockView[]> =>
  ((await who.get(`/api/v1/issues/${id}/clocks`).expect(200)).body as { items: ClockView[] }).items;

/** A life with a question, an extension, long-term handling, rework and an unhappy rating. */
async function eventfulLife(): Promise<Issue> {
  const issue = await submit();
  await does(lead(), issue, 'sign');
  await does(lead(), issue, 'start', { means: 'phone', person: '李娜' });
  t.clock.advance(DAY);
  const informed = { means: 'phone', at: iso(t.clock.now()) };
  const dueAt = iso(Date.parse(issue.dueAt) + 7 * DAY);
  await does(lead(), issue, 'extend', { dueAt, reason: '需等待省厅批复', enterpriseInformed: informed });
  await decides(issue);
  const reviewAt = iso(t.clock.now() + 10 * DAY);
  await does(lead(), issue, 'long-term', { reason: 'quota', stageResult: '已列入计划', reviewAt });
  await decides(issue);
  t.clock.advance(11 * DAY);
  await t.get(IssueWindows).sweep(straight);
  await does(lead(), issue, 'claim-done', { resolution: 'solved', measures: '已协调' });
  await does(colleague(), issue, 'rework', { missing: '缺少证明' });
  return does(lead(), issue, 'claim-done', { resolution: 'solved', measures: '已补充' });
}

async function decides({ id }: Pick<Issue, 'id'>): Promise<void> {
  const { body } = await colleague().get(`/api/v1/issues/${id}`).expect(200);
  const [request] = (body as { requests: { id: string }[] }).requests;
  await does(colleague(), { id }, 'decide', { requestId: request!.id, approve: true, reason: '同意' });
}

describe('the clocks of an issue', () => {
  it('follow again from the facts that are stored', async () => {
    const { id } = await eventfulLife();
    const row = await rowOf(id);
    const columns = Object.keys(NO_CLOCKS) as (keyof typeof NO_CLOCKS)[];
    const kept = Object.fromEntries(columns.map((name) => [name, row[name]]));
    const calendar = await t.get(Calendars).current();
    expect(instantsFrom(await factsOf(id), calendar)).toEqual({
      ...kept,
      dueProvisional: Boolean(kept.dueProvisional),
    });
  });

  it('are shown with what happened to each', async () => {
    const issue = await eventfulLife();
    const shown = await clocks(lead(), issue);
    const finish = shown.find(({ clock }) => clock === 'finish')!;
    expect(finish).toMatchObject({ label: '办结', state: 'over' });
    expect(finish.facts.map(({ kind }) => kind)).toEqual([
      ...['started', 'extended', 'paused', 'resumed', 'stopped', 'resumed', 'stopped'],
    ]);
    expect(shown.find(({ clock }) => clock === 'verify')).toMatchObject({ state: 'running' });
    const english = await lead().get(`/api/v1/issues/${issue.id}/clocks`).set('Accept-Language', 'en').expect(200);
    expect((english.body as { items: ClockView[] }).items.map(({ label }) => label)).toContain('Verification');
  });

  it('are not there for who may not see the issue', async () => {
    const { id } = await submit();
    await t.as.enterprise('other').get(`/api/v1/issues/${id}/clocks`).expect(404);
    await t.as.coordinator({ regionCode: '411681' }).get(`/api/v1/issues/${id}/clocks`).expect(404);
  });
});

describe('a question that nobody answers', () => {
  it('holds the issue up for as long as the policy says, and no longer', async () => {
    const issue = await submit({ categoryCode: 'other' });
    expect(issue.status).toBe('submitted');
    await does(office.coordinator, issue, 'request-info', { question: '请说明用工岗位' });
    const { infoDueAt: due } = await rowOf(issue.id);
    t.clock.moveTo(Number(due) - 1);
    await t.get(IssueWindows).sweep(straight);
    expect((await rowOf(issue.id)).status).toBe('needs_info');
    t.clock.moveTo(Number(due) + 1);
    await t.get(IssueWindows).sweep(straight);
    await t.get(IssueWindows).sweep(straight);
    expect(await rowOf(issue.id)).toMatchObject({ status: 'submitted', pausedAt: null, infoDueAt: null });
    const { body } = await office.coordinator.get(`/api/v1/issues/${issue.id}/events`).expect(200);
    const actions = (body as { items: { action: string }[] }).items.map(({ action }) => action);
    expect(actions.filter((action) => action === 'info-lapse')).toHaveLength(1);
    await does(office.coordinator, issue, 'accept');
  });
});

describe('pauses', () => {
  it('are listed with who approved them, why and until when, to those above', async () => {
    const issue = await eventfulLife();
    const { body } = await t.as.manager().get('/api/v1/reports/pauses?count=true&limit=1').expect(200);
    const page = body as { items: object[]; nextCursor: string; total: number };
    expect(page.total).toBeGreaterThan(1);
    expect(page.items).toEqual([
      expect.objectContaining({
        ...{ issueId: issue.id, number: issue.number, clock: 'finish', reason: 'long_term:quota' },
        ...{ approvedByRole: 'coordinator', resumedAt: expect.any(String), until: expect.any(String) },
      }),
    ]);
    const next = await t.as.manager().get(`/api/v1/reports/pauses?cursor=${page.nextCursor}`).expect(200);
    expect((next.body as { items: { issueId: string }[] }).items.map(({ issueId }) => issueId)).not.toContain(issue.id);
    const elsewhere = await t.as.manager({ regionCode: '411681' }).get('/api/v1/reports/pauses').expect(200);
    expect((elsewhere.body as { items: unknown[] }).items).toEqual([]);
  });
});

describe('a statutory limit', () => {
  it('starts with acceptance, shows, and no extension goes beyond it', async () => {
    const issue = await submit({ categoryCode: 'finance-overdue-payment' });
    const statutory = (await clocks(lead(), issue)).find(({ clock }) => clock === 'statutory')!;
    expect(statutory).toMatchObject({ state: 'running', label: '法定期限' });
    await does(lead(), issue, 'sign');
    const informed = { means: 'phone', at: iso(t.clock.now()) };
    const ask = (dueAt: string) =>
      lead()
        .post(`/api/v1/issues/${issue.id}/actions/extend`)
        .send({ dueAt, reason: '等待', enterpriseInformed: informed });
    const beyond = await ask(iso(Date.parse(statutory.dueAt!) + 1)).expect(422);
    expect(beyond.body).toMatchObject({ code: 'issue.due-beyond-statute' });
    await ask(statutory.dueAt!).expect(200);
  });
});

describe('colours by unit', () => {
  it('count the open issues of each unit, as the list and the code tell them', async () => {
    for (const days of [0, 4, 9, 20]) {
      await submit();
      t.clock.advance(days * DAY);
    }
    const { body } = await t.as.manager().get('/api/v1/reports/warnings?groupBy=department').expect(200);
    const report = body as { total: Record<string, number>; rows: (Record<string, number> & { key: string })[] };
    const open = await t.reader.all<{ yellowAt: number | null; orangeAt: number | null; redAt: number | null }>(
      sql`SELECT yellow_at, orange_at, red_at FROM issue WHERE status NOT IN ('closed', 'refused', 'withdrawn', 'merged')`,
    );
    const expected = { none: 0, yellow: 0, orange: 0, red: 0 };
    for (const instants of open) expected[warningAt(instants, t.clock.now())] += 1;
    expect(report.total).toEqual(expected);
    expect(expected.red).toBeGreaterThan(0);
    for (const colour of Object.keys(expected)) {
      const { key } = report.rows[0]!;
      const query = `departmentId=${key}&warning=${colour}&count=true&status=submitted,needs_info,accepted,assigned,in_progress,long_term,done_claimed,verified`;
      const list = await t.as.manager().get(`/api/v1/issues?${query}`).expect(200);
      expect([colour, (list.body as { total: number }).total]).toEqual([colour, report.rows[0]![colour]]);
    }
  });
});

describe('another policy', () => {
  const POLICIES = '/api/v1/sla/policies';
  interface Preview {
    readonly total: number;
    readonly digest: string;
    readonly items: { readonly id: string; readonly clocks: { readonly clock: string; readonly dueAt: string }[] }[];
  }
  interface Moved {
    readonly action: string;
    readonly details: { readonly clocks: readonly object[] };
  }
  const policy = async (code: string): Promise<{ id: string; limits: object }> => {
    const { body } = await t.as.admin().get(POLICIES).expect(200);
    return (body as { items: { id: string; code: string; limits: object }[] }).items.find(
      (each) => each.code === code,
    )!;
  };
  const shorter = { finish: { count: 5, unit: 'working_day' } };
  /** An issue whose dates an administrator has moved. */
  async function recalculated(): Promise<{ issue: Issue; admin: { id: string; displayName: string } }> {
    const issue = await submit();
    const { id, limits } = await policy('default');
    const { count } = (limits as typeof shorter).finish;
    const finish = { count: count === 6 ? 4 : 6, unit: 'working_day' };
    await t.as.admin().patch(`${POLICIES}/${id}`).send({ limits: { finish } }).expect(200);
    const { body } = await t.as.admin().post('/api/v1/sla/recalculations/preview').send({}).expect(200);
    const order = { reason: '统一时限', digest: (body as Preview).digest };
    await t.as.admin().post('/api/v1/sla/recalculations').send(order).expect(200);
    const me = await t.as.admin().get('/api/v1/me').expect(200);
    return { issue, admin: me.body as { id: string; displayName: string } };
  }
  const moved = async (issue: Issue): Promise<Moved> => {
    const { body } = await office.coordinator.get(`/api/v1/issues/${issue.id}/events`).expect(200);
    return (body as { items: Moved[] }).items.find(({ action }) => action === 'recalculate')!;
  };

  it('moves no date that is set, shows which would be, and moves them when somebody decides it', async () => {
    const issue = await submit();
    const { id, limits } = await policy('default');
    const input = { code: 'default', limits: { ...limits, ...shorter } };
    const imagined = await t.as.admin().post(`${POLICIES}/preview`).send(input).expect(200);
    const wouldBe = (imagined.body as Preview).items.find((each) => each.id === issue.id)!;
    expect(wouldBe.clocks.map(({ clock }) => clock)).toEqual(['finish']);
    expect(Date.parse(wouldBe.clocks[0]!.dueAt)).toBeLessThan(Date.parse(issue.dueAt));

    await t.as.admin().patch(`${POLICIES}/${id}`).send({ limits: shorter }).expect(200);
    expect((await lead().get(`/api/v1/issues/${issue.id}`).expect(200)).body).toMatchObject({ dueAt: issue.dueAt });

    const previewed = await t.as.admin().post('/api/v1/sla/recalculations/preview').send({}).expect(200);
    const preview = previewed.body as Preview;
    expect(preview.items.find((each) => each.id === issue.id)).toEqual(wouldBe);
    const order = { reason: '省里缩短时限', digest: preview.digest };
    const stale = await t.as
      .admin()
      .post('/api/v1/sla/recalculations')
      .send({ ...order, digest: 'x' })
      .expect(409);
    expect(stale.body).toMatchObject({ code: 'recalculation.outdated' });
    const apply = () => t.as.admin().post('/api/v1/sla/recalculations').set('Idempotency-Key', 'once').send(order);
    expect((await apply().expect(200)).body).toEqual({ changed: preview.total });
    expect((await apply().expect(200)).body).toEqual({ changed: preview.total });

    const after = await lead().get(`/api/v1/issues/${issue.id}`).expect(200);
    expect(after.body).toMatchObject({ dueAt: wouldBe.clocks[0]!.dueAt, originalDueAt: issue.dueAt });
    const { body } = await office.coordinator.get(`/api/v1/issues/${issue.id}/events`).expect(200);
    const events = (body as { items: { action: string; details: { reason?: string } }[] }).items;
    expect(events.find(({ action }) => action === 'recalculate')!.details.reason).toBe('省里缩短时限');
    const again = await t.as.admin().post('/api/v1/sla/recalculations/preview').send({}).expect(200);
    expect((again.body as Preview).total).toBe(0);
  });

  it('names whoever moved the dates, in the timeline and to the auditors of the region of the issue', async () => {
    const { issue, admin } = await recalculated();
    const told = await moved(issue);
    expect(told).toMatchObject({ actor: admin.displayName, actorRole: 'admin' });
    const auditor = t.as.auditor({ username: 'county-auditor', regionCode: office.regionCode });
    const query = `action=issue.recalculate&subjectKind=issue&subjectId=${issue.id}`;
    const { body } = await auditor.get(`/api/v1/audit?${query}`).expect(200);
    expect((body as { items: unknown[] }).items).toMatchObject([
      { actor: { id: admin.id, name: admin.displayName, role: 'admin' }, regionCode: office.regionCode },
    ]);
  });

  it('tells the dates that were moved as texts, in the timeline and in the audit trail', async () => {
    const { issue } = await recalculated();
    const text = expect.stringMatching(/^\d{4}-\d\d-\d\dT10:00:00\.000Z$/) as string;
    const clocks = [{ clock: 'finish', previousDueAt: text, dueAt: text }];
    expect((await moved(issue)).details.clocks).toEqual(clocks);
    const auditor = t.as.auditor({ username: 'county-auditor', regionCode: office.regionCode });
    const { body } = await auditor.get(`/api/v1/audit?action=issue.recalculate&subjectId=${issue.id}`).expect(200);
    expect((body as { items: unknown[] }).items).toMatchObject([
      { before: { dueAt: issue.dueAt }, after: { dueAt: text }, details: { clocks } },
    ]);
  });
});
