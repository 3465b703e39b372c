import sql, { raw } from 'sql-template-tag';
import { DataSource } from 'typeorm';
import { DAY } from '../../src/kernel/clock.js';
import { SCHEMA } from '../../src/schema.js';
import { issueBody, type RoutedIssue, RoutingOffice } from '../support/routing-office.js';
import { loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
});
afterAll(() => t.close());

interface Preview {
  readonly cadre: { readonly id: string; readonly department: { readonly id: string } } | null;
  readonly rule: string | null;
  readonly ruleName: string | null;
  readonly reasons: readonly string[];
  readonly candidates: readonly {
    readonly cadre: { readonly id: string; readonly name: string };
    readonly chosen: boolean;
    readonly passedOver: string | null;
  }[];
}

async function preview(office: RoutingOffice, enterpriseId: string, categoryCode = 'labour'): Promise<Preview> {
  const answer = await office.coordinator.post('/api/v1/routing/preview', issueBody(enterpriseId, categoryCode));
  expect([answer.status, answer.body]).toEqual([200, answer.body]);
  return answer.body as Preview;
}

describe('an issue that is submitted', () => {
  it('gets the enterprise’s chief at once, accepted and assigned by the system, and says why', async () => {
    const office = await RoutingOffice.open(t);
    const chief = await office.cadre('王强');
    await office.cadre('李静');
    const issue = await office.submit(await office.enterprise({ [chief.id]: 'chief' }));
    expect(issue).toMatchObject({
      status: 'assigned',
      assignee: { id: chief.id, name: '王强' },
      routing: { rule: 'enterprise-chief', reasons: ['规则：由企业的首席服务员办理', '只有王强可以承办'] },
    });
    const { body } = await office.coordinator.get(`/api/v1/issues/${issue.id}/events`).expect(200);
    const { items } = body as { items: { action: string; actorRole: string }[] };
    expect(items.map(({ action, actorRole }) => [action, actorRole])).toEqual([
      ['submit', 'coordinator'],
      ['accept', 'system'],
      ['assign', 'system'],
    ]);
    expect(await office.loads()).toContainEqual({ cadreId: chief.id, openCount: 1, openIssues: 1 });
  });

  it('goes to the department that a rule names for its category before it goes to the chief', async () => {
    const office = await RoutingOffice.open(t);
    const chief = await office.cadre('王强');
    const lawyer = await office.cadre('赵敏', { departmentId: office.department('justice'), specialties: [] });
    const enterpriseId = await office.enterprise({ [chief.id]: 'chief' });
    expect(await office.submit(enterpriseId, 'legal')).toMatchObject({
      assignee: { id: lawyer.id },
      routing: { rule: 'legal-justice' },
    });
  });

  it('goes to whoever in the region knows the category, the least loaded first, then whoever waited longest', async () => {
    const office = await RoutingOffice.open(t);
    const [one, two] = [await office.cadre('甲', { capacity: 1 }), await office.cadre('乙', { capacity: 2 })];
    await office.cadre('丙', { specialties: ['finance'] });
    const enterpriseId = await office.enterprise();
    const leads: (string | undefined)[] = [];
    for (let count = 0; count < 6; count++) {
      t.clock.advance(1);
      leads.push((await office.submit(enterpriseId, 'labour-training')).assignee?.id);
    }
    // 0/1 and 0/2 are equal; then two for each one of the other, and at equal shares whoever waited longer.
    expect(leads).toEqual([one.id, two.id, two.id, one.id, two.id, two.id]);
  });

  it('waits for the coordinator as unrouted when nobody can take it, and is routed when it is accepted later', async () => {
    const office = await RoutingOffice.open(t);
    const issue = await office.submit(await office.enterprise());
    expect(issue).toMatchObject({ status: 'submitted', assignee: null, routing: { rule: null } });
    expect(issue.routing?.reasons).toEqual([
      '没有规则能确定承办人，由活动办指定',
      '规则“由企业的首席服务员办理”无人可以承办',
      '规则“由本地区熟悉该类问题的干部办理”无人可以承办',
    ]);
    const queue = await office.coordinator
      .get(`/api/v1/issues?unrouted=true&regionCode=${office.regionCode}`)
      .expect(200);
    expect((queue.body as { items: RoutedIssue[] }).items.map(({ id }) => id)).toEqual([issue.id]);
    const late = await office.cadre('后来');
    const accepted = await office.act(office.coordinator, issue.id, 'accept');
    expect(accepted).toMatchObject({
      status: 'assigned',
      assignee: { id: late.id },
      routing: { rule: 'region-specialty' },
    });
  });
});

it('an enterprise still entered under an abolished county is served by the county that followed it', async () => {
  const office = await RoutingOffice.open(t);
  // Huaiyang county (411626) became Huaiyang district (411603) in 2019.
  const place = { regionCode: '411603', departmentId: '411603-industry', specialties: ['labour'] };
  const cadre = await office.cadre('淮阳', place);
  const enterpriseId = await office.enterprise();
  await t.uow.run((tx) => tx.run(sql`UPDATE enterprise SET region_code = '411626' WHERE id = ${enterpriseId}`));
  expect(await office.submit(enterpriseId)).toMatchObject({
    assignee: { id: cadre.id },
    routing: { rule: 'region-specialty' },
  });
  expect(await office.submit(enterpriseId, 'finance-overdue-payment')).toMatchObject({
    assignee: { id: cadre.id },
    routing: { rule: 'overdue-payment-industry' },
  });
});

describe('absence', () => {
  it('hands over to the deputy, to the deputy’s deputy, and then to the cadre who is paired as deputy', async () => {
    const office = await RoutingOffice.open(t);
    const paired = await office.cadre('配对副手', { specialties: [] });
    const third = await office.cadre('丙', { specialties: [] });
    const second = await office.cadre('乙', { specialties: [], deputyId: third.id });
    const chief = await office.cadre('甲', { specialties: [], deputyId: second.id });
    const enterpriseId = await office.enterprise({ [chief.id]: 'chief', [paired.id]: 'deputy' });
    const leadNow = async () => (await office.submit(enterpriseId)).assignee?.name;
    const set = (id: string, patch: object) => office.coordinator.patch(`/api/v1/cadres/${id}`, patch).expect(200);

    expect(await leadNow()).toBe('甲');
    await set(chief.id, office.onLeave());
    expect(await leadNow()).toBe('乙');
    await set(second.id, office.onLeave());
    const issue = await office.submit(enterpriseId);
    expect(issue.assignee?.name).toBe('丙');
    expect(issue.routing?.reasons).toContain('甲不在岗，由其代理人丙承办');
    const decision = await office.decision(issue.id);
    expect(decision.candidates.map(({ name, passedOver }) => [name, passedOver])).toEqual([
      ['丙', null],
      ...[second, chief].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ name }) => [name, 'on-leave']),
    ]);
    await set(third.id, office.onLeave());
    expect(await leadNow()).toBe('配对副手');
    t.clock.advance(DAY);
    expect(await leadNow()).toBe('甲');
  });

  it('off duty likewise', async () => {
    const office = await RoutingOffice.open(t);
    const deputy = await office.cadre('代理', { specialties: [] });
    const chief = await office.cadre('首席', { deputyId: deputy.id });
    const enterpriseId = await office.enterprise({ [chief.id]: 'chief' });
    await office.coordinator.patch(`/api/v1/cadres/${chief.id}`, { onDuty: false }).expect(200);
    const issue = await office.submit(enterpriseId);
    expect(issue).toMatchObject({ assignee: { id: deputy.id }, routing: { rule: 'enterprise-chief' } });
  });
});

describe('an issue that comes back', () => {
  const RETURN = { reason: 'not-our-duty' };

  it('goes to the unit that was suggested, and never again to who returned it', async () => {
    const office = await RoutingOffice.open(t);
    const chief = await office.cadre('甲');
    const other = await office.cadre('乙', { departmentId: office.department('justice') });
    const enterpriseId = await office.enterprise({ [chief.id]: 'chief' });
    const { id } = await office.submit(enterpriseId);
    const asks = { ...RETURN, suggestedDepartmentId: office.department('justice') };
    await office.act(t.as.cadre(chief.id), id, 'return', asks);
    const moved = await office.approve(id);
    expect(moved).toMatchObject({
      status: 'assigned',
      assignee: { id: other.id },
      routing: { rule: 'suggested-department' },
    });
    await office.act(t.as.cadre(other.id), id, 'return', {
      ...asks,
      suggestedDepartmentId: office.department('industry'),
    });
    const final = await office.cadre('丙', { specialties: [] });
    const ended = await office.approve(id, { cadreId: final.id });
    expect(ended).toMatchObject({ status: 'assigned', assignee: { id: final.id }, routing: { rule: 'manual' } });
    expect((await office.loads()).map(({ openCount, openIssues }) => [openCount, openIssues]).sort()).toEqual([
      [0, 0],
      [0, 0],
      [1, 1],
    ]);
  });

  it('waits when nobody else is there for it', async () => {
    const office = await RoutingOffice.open(t);
    const chief = await office.cadre('甲');
    const { id } = await office.submit(await office.enterprise({ [chief.id]: 'chief' }));
    const asks = { ...RETURN, suggestedDepartmentId: office.department('justice') };
    await office.act(t.as.cadre(chief.id), id, 'return', asks);
    const stuck = await office.approve(id);
    expect(stuck).toMatchObject({ status: 'accepted', assignee: null, routing: { rule: null } });
    const { candidates } = await office.decision(id);
    expect(Object.fromEntries(candidates.map(({ name, passedOver }) => [name, passedOver]))).toEqual({
      甲: 'excluded',
    });
    expect((await office.loads()).map(({ openCount, openIssues }) => [openCount, openIssues])).toEqual([[0, 0]]);
  });

  it('keeps the lead whom the decider names', async () => {
    const office = await RoutingOffice.open(t);
    const [chief, named] = [await office.cadre('甲'), await office.cadre('乙')];
    const { id } = await office.submit(await office.enterprise({ [chief.id]: 'chief' }));
    await office.act(t.as.cadre(chief.id), id, 'return', {
      ...RETURN,
      suggestedDepartmentId: office.department('justice'),
    });
    const moved = await office.approve(id, { cadreId: named.id });
    expect(moved).toMatchObject({ assignee: { id: named.id }, routing: { rule: 'manual' } });
    expect(moved.routing?.reasons).toEqual(['由coordinator-410000指定']);
  });

  it('goes one level up after an escalation, past the chief; the level below stays as supporter', async () => {
    const office = await RoutingOffice.open(t);
    const chief = await office.cadre('甲');
    const city = { regionCode: '411600', departmentId: '411600-industry', specialties: ['labour'] };
    const above = await office.cadre('市级', city);
    const { id } = await office.submit(await office.enterprise({ [chief.id]: 'chief' }));
    const lead = t.as.cadre(chief.id);
    await office.act(lead, id, 'sign');
    await office.act(lead, id, 'escalate', { tried: '协调了三次', powerMissing: '市级审批权限' });
    const moved = await office.approve(id);
    expect(moved).toMatchObject({
      level: 'municipality',
      assignee: { id: above.id },
      coHandlers: [{ id: chief.id }],
      routing: { rule: 'region-specialty' },
    });
  });

  it('goes to a deputy when it is opened again while its lead is off duty', async () => {
    const office = await RoutingOffice.open(t);
    const deputy = await office.cadre('代理', { specialties: [] });
    const chief = await office.cadre('首席', { deputyId: deputy.id });
    const { id } = await office.submit(await office.enterprise({ [chief.id]: 'chief' }));
    await office.close(id, chief.id);
    await office.coordinator.patch(`/api/v1/cadres/${chief.id}`, { onDuty: false }).expect(200);
    const again = await office.act(office.coordinator, id, 'reopen', { reason: '问题再次出现' });
    expect(again).toMatchObject({
      status: 'assigned',
      assignee: { id: deputy.id },
      routing: { rule: 'enterprise-chief' },
    });
  });

  it('is explained as handed over when it was, and as chosen by hand when it was', async () => {
    const office = await RoutingOffice.open(t);
    const [chief, other] = [await office.cadre('甲'), await office.cadre('乙')];
    const { id } = await office.submit(await office.enterprise({ [chief.id]: 'chief' }));
    await office.coordinator.post(`/api/v1/cadres/${chief.id}/handover`, { toCadreId: other.id }).expect(200);
    expect((await office.issue(id)).routing).toEqual({ rule: 'manual', reasons: ['由coordinator-411600移交'] });
    const back = await office.act(office.coordinator, id, 'reassign', { cadreId: chief.id, reason: '熟悉情况' });
    expect(back.routing).toEqual({ rule: 'manual', reasons: ['由coordinator-411600指定'] });
  });
});

describe('other ways to come to need a lead', () => {
  it('an approved objection: it is accepted after all, and routed', async () => {
    const office = await RoutingOffice.open(t);
    const chief = await office.cadre('首席', { specialties: [] });
    const enterpriseId = await office.enterprise({ [chief.id]: 'chief' });
    const { id } = await office.submit(enterpriseId);
    await office.act(office.coordinator, id, 'refuse', { reason: 'repeated', channel: '12345 热线' });
    await office.act(t.as.enterprise(enterpriseId), id, 'object', { reason: '有新的事实' });
    expect(await office.approve(id)).toMatchObject({ status: 'assigned', assignee: { id: chief.id } });
  });

  it('a request that is denied is none: the queue stays as it is', async () => {
    const office = await RoutingOffice.open(t);
    const { id } = await office.submit(await office.enterprise());
    await office.act(office.coordinator, id, 'accept');
    await office.act(office.coordinator, id, 'escalate', { tried: '已协调', powerMissing: '市级权限' });
    await office.cadre('后来');
    expect(await office.approve(id, { approve: false })).toMatchObject({ status: 'accepted', assignee: null });
  });

  it('a dispute of what was merged: the lead of the common issue goes on, and that is the reason', async () => {
    const office = await RoutingOffice.open(t);
    const chief = await office.cadre('甲', { specialties: [] });
    const parentOf = await office.enterprise({ [chief.id]: 'chief' });
    const childOf = await office.enterprise();
    const parent = await office.submit(parentOf);
    const child = await office.submit(childOf);
    await office.act(office.coordinator, child.id, 'merge', { intoIssueId: parent.id });
    await office.close(parent.id, chief.id);
    const disputed = await office.act(t.as.enterprise(childOf), child.id, 'rate', { stars: 1, solved: false });
    expect(disputed).toMatchObject({ status: 'in_progress', assignee: { id: chief.id } });
    expect(disputed.routing).toEqual({ rule: 'common-issue', reasons: ['甲是所并入共性问题的承办人'] });
  });

  it('a co-handler who becomes the lead ceases to be one', async () => {
    const office = await RoutingOffice.open(t);
    const chief = await office.cadre('甲', { specialties: [] });
    const helper = await office.cadre('乙', { departmentId: office.department('justice'), specialties: [] });
    const third = await office.cadre('丙', { specialties: [] });
    const { id } = await office.submit(await office.enterprise({ [third.id]: 'chief' }));
    await office.act(office.coordinator, id, 'reassign', {
      cadreId: chief.id,
      coHandlerIds: [helper.id, third.id],
      reason: '需要配合',
    });
    const suggested = { reason: 'not-our-duty', suggestedDepartmentId: office.department('justice') };
    await office.act(t.as.cadre(chief.id), id, 'return', suggested);
    expect(await office.approve(id)).toMatchObject({ assignee: { id: helper.id }, coHandlers: [{ id: third.id }] });
  });
});

describe('the preview', () => {
  it('says who would get it, which is who then does, and changes no row of any table', async () => {
    const office = await RoutingOffice.open(t);
    const deputy = await office.cadre('代理', { specialties: [] });
    const chief = await office.cadre('首席', { ...office.onLeave(), deputyId: deputy.id });
    const paired = await office.enterprise({ [chief.id]: 'chief' });
    const unpaired = await office.enterprise();
    await office.cadre('忙', { capacity: 1 });
    await office.submit(unpaired);
    for (const enterpriseId of [paired, unpaired]) {
      const before = await everyRow();
      const seen = await preview(office, enterpriseId);
      expect(await everyRow()).toEqual(before);
      const issue = await office.submit(enterpriseId);
      expect(issue.assignee?.id).toBe(seen.cadre?.id);
      expect(issue.routing).toEqual({ rule: seen.rule, reasons: seen.reasons });
      const stored = await office.decision(issue.id);
      expect(stored.candidates.map(({ cadreId, chosen }) => [cadreId, chosen])).toEqual(
        seen.candidates.map(({ cadre, chosen }) => [cadre.id, chosen]),
      );
    }
  });

  it('explains itself in the language of the caller', async () => {
    const office = await RoutingOffice.open(t);
    const chief = await office.cadre('王强', office.onLeave());
    const enterpriseId = await office.enterprise({ [chief.id]: 'chief' });
    expect(await preview(office, enterpriseId)).toMatchObject({
      cadre: null,
      rule: null,
      ruleName: null,
      candidates: [
        { cadre: { id: chief.id, name: '王强' }, passedOver: '休假，且没有可以承担的代理人', chosen: false },
      ],
    });
    const lawyer = await office.cadre('赵敏', { departmentId: office.department('justice') });
    const english = await office.coordinator
      .post('/api/v1/routing/preview', issueBody(enterpriseId, 'legal'))
      .set('Accept-Language', 'en')
      .expect(200);
    expect(english.body).toMatchObject({
      cadre: { id: lawyer.id, name: '赵敏', department: { id: office.department('justice') } },
      rule: 'legal-justice',
      ruleName: 'Legal environment goes to the justice department',
      reasons: ['Rule: Legal environment goes to the justice department', '赵敏 is the only one who can take it'],
    });
  });

  it('is refused like the submission itself, and to those who may not see it', async () => {
    const office = await RoutingOffice.open(t);
    const enterpriseId = await office.enterprise();
    const ask = (body: object) => office.coordinator.post('/api/v1/routing/preview', body);
    await ask({ ...issueBody(enterpriseId), categoryCode: 'nothing' }).expect(422);
    await ask({ ...issueBody(enterpriseId), surprise: 1 }).expect(400);
    const elsewhere = t.as.coordinator({ regionCode: '411700' });
    await elsewhere.post('/api/v1/routing/preview', issueBody(enterpriseId)).expect(422);
    await t.as.enterprise(enterpriseId).post('/api/v1/routing/preview', issueBody(enterpriseId)).expect(403);
    await t.as.admin().post('/api/v1/routing/preview', issueBody(enterpriseId)).expect(200);
  });
});

/** Every row of every table, as text. */
async function everyRow(): Promise<string> {
  const tables = (SCHEMA.entities as { name: string }[]).map((entity) =>
    t.app.get(DataSource).getMetadata(entity.name),
  );
  const rows = await Promise.all(
    tables.map(async ({ tableName }) => [tableName, await t.reader.all(sql`SELECT * FROM ${raw(tableName)}`)] as const),
  );
  return JSON.stringify(rows.map(([name, all]) => [name, all.map((row) => JSON.stringify(row)).sort()]));
}
