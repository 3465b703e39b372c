import type { SignedIn } from '../support/people.js';
import { RoutingOffice } from '../support/routing-office.js';
import { allPages, create, loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const RULES = '/api/v1/routing/rules';

interface RuleView {
  readonly id: string;
  readonly code: string;
  readonly position: number;
  readonly name: string;
  readonly active: boolean;
  readonly version: number;
}

let t: TestApp;
let admin: SignedIn;
beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  admin = t.as.admin();
});
afterAll(() => t.close());

const all = () => allPages<RuleView>(admin, `${RULES}?includeInactive=true`, 2);
const codes = async () => (await all()).map(({ code }) => code);
const named = async (code: string) => (await all()).find((rule) => rule.code === code)!;

const body = (code: string, more: object = {}) => ({
  code,
  name: '测试规则',
  nameEn: 'A rule for tests',
  target: { kind: 'region-specialty' },
  ...more,
});

describe('the order of the rules', () => {
  it('begins as it was seeded, numbered from 1', async () => {
    const rules = await all();
    expect(rules.map(({ code, position }) => [code, position])).toEqual([
      ['overdue-payment-industry', 1],
      ['legal-justice', 2],
      ['enterprise-chief', 3],
      ['region-specialty', 4],
    ]);
    const { body: first } = await admin.get(`${RULES}/${rules[0]!.id}`).set('Accept-Language', 'en').expect(200);
    expect(first).toEqual({
      id: rules[0]!.id,
      code: 'overdue-payment-industry',
      position: 1,
      name: 'Overdue payments go to the industry department',
      nameZh: '拖欠账款由工信部门牵头',
      nameEn: 'Overdue payments go to the industry department',
      match: { categoryCode: 'finance-overdue-payment' },
      target: { kind: 'department', departmentFunction: 'industry' },
      active: true,
      version: 1,
    });
  });

  it('takes a new rule at a place, moves it, and closes the gap when it goes; what moves gets a new version', async () => {
    const before = await codes();
    const made = await create<RuleView>(admin, RULES, body('second', { position: 2 }));
    expect(made.position).toBe(2);
    expect(await codes()).toEqual([before[0], 'second', ...before.slice(1)]);
    expect((await all()).map(({ version }) => version)).toEqual([1, 1, 2, 2, 2]);

    const moved = await admin.patch(`${RULES}/${made.id}`, { position: 100 }).set('If-Match', '"1"').expect(200);
    expect(moved.body).toMatchObject({ position: 5, version: 2 });
    expect(moved.headers.etag).toBe('"2"');
    expect(await codes()).toEqual([...before, 'second']);
    await admin.patch(`${RULES}/${made.id}`, { position: 1 }).expect(200);
    expect(await codes()).toEqual(['second', ...before]);

    await admin.delete(`${RULES}/${made.id}`).set('If-Match', '"2"').expect(412);
    await admin.delete(`${RULES}/${made.id}`).set('If-Match', '"3"').expect(204);
    expect((await all()).map(({ code, position }) => [code, position])).toEqual(
      before.map((code, at) => [code, at + 1]),
    );
    await admin.get(`${RULES}/${made.id}`).expect(404);
    await admin.delete(`${RULES}/${made.id}`).expect(404);
  });

  it('decides at once who gets an issue, and a rule that is switched off decides nothing', async () => {
    const office = await RoutingOffice.open(t);
    const chief = await office.cadre('首席', { specialties: [] });
    const specialist = await office.cadre('专员');
    const leader = await office.cadre('专班', { specialties: [] });
    const enterpriseId = await office.enterprise({ [chief.id]: 'chief' });
    const leadNow = async () => (await office.submit(enterpriseId)).assignee?.name;
    expect(await leadNow()).toBe('首席');

    const { id } = await named('region-specialty');
    await admin.patch(`${RULES}/${id}`, { position: 1 }).expect(200);
    expect(await leadNow()).toBe(specialist.name);
    await admin.patch(`${RULES}/${id}`, { position: 4 }).expect(200);
    expect(await leadNow()).toBe('首席');

    const forTheCounty = { match: { regionCode: office.regionCode, level: 'county', enterpriseSize: 'medium' } };
    const taskForce = await create(
      admin,
      RULES,
      body('task-force', { ...forTheCounty, position: 1, target: { kind: 'cadre', cadreId: leader.id } }),
    );
    expect(await leadNow()).toBe('专班');
    await admin.patch(`${RULES}/${taskForce.id}`, { match: { enterpriseSize: 'large' } }).expect(200);
    expect(await leadNow()).toBe('首席');
    await admin.patch(`${RULES}/${taskForce.id}`, { match: {}, active: false }).expect(200);
    expect(await leadNow()).toBe('首席');
    const listed = await allPages<RuleView>(admin, RULES, 10);
    expect(listed.map(({ code }) => code)).not.toContain('task-force');
    await admin
      .patch(`${RULES}/${taskForce.id}`, {
        active: true,
        target: { kind: 'department', departmentId: office.department('justice') },
      })
      .expect(200);
    expect(await leadNow()).toBe('首席');
    await admin.delete(`${RULES}/${taskForce.id}`).expect(204);
  });
});

describe('a rule is refused', () => {
  it.each<[string, string, object]>([
    ['an unknown category', 'match.categoryCode', { match: { categoryCode: 'nothing' } }],
    ['an unknown region', 'match.regionCode', { match: { regionCode: '999999' } }],
    ['an unknown chain', 'match.chainCode', { match: { chainCode: 'nothing' } }],
    ['an unknown department', 'target.departmentId', { target: { kind: 'department', departmentId: 'nothing' } }],
    [
      'an unknown function',
      'target.departmentFunction',
      { target: { kind: 'department', departmentFunction: 'nothing' } },
    ],
    ['an unknown cadre', 'target.cadreId', { target: { kind: 'cadre', cadreId: 'nobody' } }],
    ['a department that is not named', 'target', { target: { kind: 'department' } }],
    [
      'a department that is named twice',
      'target',
      { target: { kind: 'department', departmentId: '411600-industry', departmentFunction: 'industry' } },
    ],
    ['a cadre who is not named', 'target', { target: { kind: 'cadre' } }],
    ['a name that its kind does not take', 'target', { target: { kind: 'enterprise-chief', cadreId: 'somebody' } }],
    ['a code that decisions use', 'code', { code: 'manual' }],
  ])('for %s', async (_, field, wrong) => {
    const answer = await admin.post(RULES, body('wrong', wrong)).expect(422);
    expect((answer.body as { errors: { field: string }[] }).errors.map((error) => error.field)).toEqual([field]);
    if (field === 'code') return;
    const { id } = await named('legal-justice');
    await admin.patch(`${RULES}/${id}`, wrong).expect(422);
    expect(await codes()).not.toContain('wrong');
  });

  it('for a code that is taken, a wrong size, an unknown field, a stale version, or a wrong person', async () => {
    const { id, version } = await named('legal-justice');
    const taken = await admin.post(RULES, body('legal-justice')).expect(409);
    expect(taken.body).toMatchObject({ code: 'routing-rule.duplicate' });
    await admin.post(RULES, body('wrong', { match: { enterpriseSize: 'huge' } })).expect(400);
    await admin.post(RULES, body('wrong', { match: { colour: 'red' } })).expect(400);
    await admin.patch(`${RULES}/${id}`, { code: 'other' }).expect(400);
    await admin
      .patch(`${RULES}/${id}`, { name: '旧' })
      .set('If-Match', `"${version + 7}"`)
      .expect(412);
    await admin.patch(`${RULES}/none`, { name: '无' }).expect(404);
    await t.as.coordinator().get(RULES).expect(200);
    await t.as.coordinator().post(RULES, body('mine')).expect(403);
    await t.as.manager().get(RULES).expect(403);
  });

  it('when the same Idempotency-Key was answered already: it is not added twice', async () => {
    const send = () => admin.post(RULES, body('once', { active: false })).set('Idempotency-Key', 'rule-1');
    const [first, again] = [await send().expect(201), await send().expect(201)];
    expect(again.body).toEqual(first.body);
    expect((await codes()).filter((code) => code === 'once')).toHaveLength(1);
  });
});
