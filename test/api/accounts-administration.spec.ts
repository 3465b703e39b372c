import sql from 'sql-template-tag';
import { Accounts, HOME } from '../support/accounts.js';
import type { SignedIn } from '../support/people.js';
import { expectRefused } from '../support/refusals.js';
import { allPages, create, loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const USERS = '/api/v1/users';
const LIVE_ADMINISTRATORS = sql`SELECT id FROM app_user WHERE role = 'admin' AND active = ${true}`;

interface Account {
  readonly id: string;
  readonly username: string;
  readonly role: string;
  readonly version: number;
}

let t: TestApp;
let admin: SignedIn;
beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  await Accounts.of(t);
  admin = t.as.admin();
});
afterAll(() => t.close());

let made = 0;
const body = (more: object = {}) => ({
  username: `official${++made}`,
  displayName: '王芳',
  role: 'manager',
  regionCode: '411600',
  ...more,
});
const open = (more: object = {}) => create<Account>(admin, USERS, body(more));
const own = async (person: SignedIn) => ((await person.get('/api/v1/me').expect(200)).body as Account).id;

describe('an account', () => {
  it('is opened without a password, and shown with everything but secrets', async () => {
    const answer = await admin.post(USERS, body({ username: 'Ｌｉ．Ｎａ' })).expect(201);
    expect(answer.body).toEqual({
      id: expect.any(String),
      username: 'li.na',
      displayName: '王芳',
      role: 'manager',
      regionCode: '411600',
      cadreId: null,
      enterpriseId: null,
      active: true,
      enrolled: false,
      createdAt: '2024-03-04T01:00:00.000Z',
      updatedAt: '2024-03-04T01:00:00.000Z',
      version: 1,
    });
    const { id } = answer.body as Account;
    expect((await admin.get(`${USERS}/${id}`).expect(200)).body).toEqual(answer.body);
    expect((await t.as.security().get(`${USERS}/${id}`).expect(200)).body).toEqual(answer.body);
    await t.http.post('/api/v1/auth/login').send({ username: 'li.na', password: 'anything' }).expect(401);
  });

  it('is opened once when the answer to the first request was lost', async () => {
    const twice = body();
    const send = () => admin.post(USERS, twice).set('Idempotency-Key', 'once');
    const answers = await Promise.all([send(), send()]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0].body).toEqual(answers[1].body);
  });

  it.each([
    [{ username: 'two words' }, 422, 'user.username', ['username']],
    [{ role: 'cadre' }, 422, 'user.link-required', ['cadreId']],
    [{ role: 'enterprise' }, 422, 'user.link-required', ['enterpriseId']],
    [{ cadreId: HOME.cadreId }, 422, 'user.link-forbidden', ['cadreId']],
    [{ role: 'cadre', cadreId: 'c404' }, 422, 'user.link-unknown', ['cadreId']],
    [{ regionCode: '999999' }, 422, 'region.unknown', ['regionCode']],
    [{ role: 'system' }, 400, 'request.invalid', ['role']],
    [{ password: 'Zhoukou-2024' }, 400, 'request.invalid', ['password']],
  ])('is refused with %j', async (more, status, code, fields) => {
    await expectRefused(() => admin.post(USERS, body(more)), { status, code, fields });
  });

  it('has a name that nobody else has, in any spelling', async () => {
    const { username } = await open();
    await expectRefused(() => admin.post(USERS, body({ username: username.toUpperCase() })), {
      status: 409,
      code: 'user.username-taken',
    });
  });

  it('is changed by whoever has seen it as it is', async () => {
    const { id } = await open();
    const renamed = await admin.patch(`${USERS}/${id}`, { displayName: '李娜' }).set('If-Match', '"1"').expect(200);
    expect(renamed.body).toMatchObject({ displayName: '李娜', version: 2 });
    expect(renamed.headers.etag).toBe('"2"');
    await expectRefused(() => admin.patch(`${USERS}/${id}`, { displayName: '张伟' }).set('If-Match', '"1"'), {
      status: 412,
      code: 'request.stale',
    });
    await expectRefused(() => admin.patch(`${USERS}/nobody`, {}), { status: 404, code: 'user.not-found' });
  });

  it('leaves a trace without the name of its holder, which would stay there for ever', async () => {
    const { id } = await open({ username: 'nameless', displayName: '司马懿' });
    await admin.patch(`${USERS}/${id}`, { displayName: '诸葛亮' }).expect(200);
    await admin.post(`${USERS}/${id}/invitation`).expect(201);
    await admin.patch(`${USERS}/${id}`, { active: false }).expect(200);
    const entries = await t.reader.all<Record<'action' | 'before' | 'after' | 'details', string | null>>(
      sql`SELECT action, before, after, details FROM audit_entry WHERE subject_id = ${id} ORDER BY sequence`,
    );
    expect(JSON.stringify(entries)).not.toMatch(/nameless|司马|诸葛/);
    const state = { role: 'manager', regionCode: '411600', cadreId: null, enterpriseId: null, active: true };
    const actions = ['account.created', 'account.changed', 'invitation.made', 'account.deactivated'];
    expect(entries.map(({ action }) => action)).toEqual(actions);
    expect(JSON.parse(entries[0]!.after!)).toEqual(state);
    expect(JSON.parse(entries[1]!.details!)).toEqual({ displayNameChanged: true });
    expect(entries[3]).toMatchObject({ before: '{"active":true}', after: '{"active":false}', details: null });
  });

  it('takes links that fit its new role, and no others', async () => {
    const { id } = await open();
    const change = (patch: object) => admin.patch(`${USERS}/${id}`, patch);
    await expectRefused(() => change({ role: 'cadre' }), {
      status: 422,
      code: 'user.link-required',
      fields: ['cadreId'],
    });
    await change({ role: 'cadre', cadreId: HOME.cadreId }).expect(200);
    await expectRefused(() => change({ role: 'manager' }), {
      status: 422,
      code: 'user.link-forbidden',
      fields: ['cadreId'],
    });
    const { body: manager } = await change({ role: 'manager', cadreId: null }).expect(200);
    expect(manager).toMatchObject({ role: 'manager', cadreId: null });
  });
});

describe('the list of accounts', () => {
  it('is searched by role, region with those below it, state and name, page by page', async () => {
    const inCity = await open({ username: 'finder.city', regionCode: '411600' });
    const inCounty = await open({ username: 'finder.county', regionCode: '411602', role: 'auditor' });
    const elsewhere = await open({ username: 'finder.else', regionCode: '410000' });
    await admin.patch(`${USERS}/${inCounty.id}`, { active: false }).expect(200);
    const found = async (query: string) =>
      (await allPages<Account>(admin, `${USERS}?q=FINDER${query}`, 1)).map(({ id }) => id);
    expect(await found('')).toEqual([elsewhere.id, inCounty.id, inCity.id]);
    expect(await found('&regionCode=411600')).toEqual([inCounty.id, inCity.id]);
    expect(await found('&role=auditor')).toEqual([inCounty.id]);
    expect(await found('&active=true')).toEqual([elsewhere.id, inCity.id]);
    expect(await found('&regionCode=999999')).toEqual([]);
    const { body: counted } = await admin.get(`${USERS}?q=finder&count=true&limit=1`).expect(200);
    expect(counted).toMatchObject({ total: 3 });
  });

  it('takes the signs of a search as they are', async () => {
    await open({ username: 'under_score' });
    const { body: page } = await admin.get(`${USERS}?q=r_s`).expect(200);
    expect((page as { items: Account[] }).items.map(({ username }) => username)).toEqual(['under_score']);
    expect((await admin.get(`${USERS}?q=%25`).expect(200)).body).toMatchObject({ items: [] });
  });
});

describe('administrators', () => {
  it('change neither their own role nor their own state', async () => {
    const id = await own(admin);
    await expectRefused(() => admin.patch(`${USERS}/${id}`, { role: 'security' }), {
      status: 422,
      code: 'user.own-role',
      fields: ['role'],
    });
    await expectRefused(() => admin.patch(`${USERS}/${id}`, { active: false }), {
      status: 422,
      code: 'user.own-end',
      fields: ['active'],
    });
    await admin.patch(`${USERS}/${id}`, { displayName: '管理员' }).expect(200);
  });

  it('cannot end each other at the same time', async () => {
    const [first, second] = [t.as.admin({ username: 'first' }), t.as.admin({ username: 'second' })];
    const [firstId, secondId] = [await own(first), await own(second)];
    await admin.get(`${USERS}/${firstId}`).expect(200);
    const adminId = await own(admin);
    // Only these two are left: the third one is no administrator for a while.
    await first.patch(`${USERS}/${adminId}`, { role: 'auditor' }).expect(200);
    const answers = await Promise.all([
      first.patch(`${USERS}/${secondId}`, { active: false }),
      second.patch(`${USERS}/${firstId}`, { active: false }),
    ]);
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses[0]).toBe(200);
    expect([401, 422]).toContain(statuses[1]);
    const left = await t.uow.run((tx) => tx.all(LIVE_ADMINISTRATORS));
    expect(left).toHaveLength(1);
  });
});
