import { DAY, iso } from '../../src/kernel/clock.js';
import type { NewUser } from '../../src/modules/identity/index.js';
import { insertRows } from '../../src/platform/persistence/index.js';
import { Accounts, HOME, type Signed } from '../support/accounts.js';
import type { SignedIn } from '../support/people.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let accounts: Accounts;
let admin: SignedIn;
beforeAll(async () => {
  t = await startApp();
  accounts = await Accounts.of(t);
  await insertMore();
  admin = t.as.admin({ regionCode: HOME.regionCode });
});
afterAll(() => t.close());

/** A township below the county, and two more cadres. */
function insertMore(): Promise<void> {
  const { regionCode, departmentId } = HOME;
  const timeless = { validFrom: null, validTo: null, successorCode: null, numberPrefix: null };
  const township = { code: '990002', name: '测试镇', nameEn: null, level: 'township', kind: 'gb' };
  const traits = { name: '李静', phone: '13800000000', regionCode, departmentId, capacity: 5, onDuty: true };
  const made = { deputyId: null, createdAt: t.clock.now(), updatedAt: t.clock.now(), version: 1 };
  return t.uow.run(async (tx) => {
    await tx.run(insertRows('region', [{ ...township, ...timeless, parentCode: regionCode, version: 1 }]));
    for (const id of ['c2', 'c3']) {
      await tx.run(insertRows('cadre', [{ id, ...traits, ...made }]));
      await tx.run(insertRows('cadre_load', [{ cadreId: id, openCount: 0, lastAssignedAt: null }]));
    }
  });
}

interface Held extends Signed {
  readonly id: string;
  readonly username: string;
  readonly apiToken: string;
}

/** Somebody with two sessions and an API token, all of which have just been used. */
async function holder(traits: Partial<NewUser> = {}): Promise<Held> {
  const { id, username } = await accounts.open(traits);
  await accounts.signIn(username);
  const signed = await accounts.signIn(username);
  const plan = { name: 'hotline', scopes: ['profile:read'], expiresAt: iso(t.clock.now() + DAY) };
  const { body } = await t.as.bearer(signed.accessToken).post('/api/v1/auth/tokens', plan).expect(201);
  const apiToken = (body as { token: string }).token;
  for (const bearer of [signed.accessToken, apiToken]) await accounts.me(bearer).expect(200);
  return { ...signed, id, username, apiToken };
}

async function expectNothingLeft({ accessToken, refreshToken, apiToken }: Held): Promise<void> {
  expect({
    access: (await accounts.me(accessToken)).status,
    apiToken: (await accounts.me(apiToken)).status,
    refresh: (await accounts.refresh(refreshToken)).status,
  }).toEqual({ access: 401, apiToken: 401, refresh: 401 });
}

it.each([
  ['another role', {}, { role: 'manager' }],
  ['another region', {}, { regionCode: '990002' }],
  ['another cadre', { role: 'cadre', cadreId: HOME.cadreId }, { cadreId: 'c2' }],
  ['no cadre any more', { cadreId: HOME.cadreId }, { cadreId: null }],
  ['deactivation', {}, { active: false }],
] as const)('18: %s ends every session and token at once', async (_what, traits, change) => {
  const held = await holder(traits);
  await admin.patch(`/api/v1/users/${held.id}`, change).expect(200);
  await expectNothingLeft(held);
  const again = await accounts.login(held.username);
  expect(again.status).toBe('active' in change ? 401 : 200);
});

it('18: another name ends nothing', async () => {
  const held = await holder();
  await admin.patch(`/api/v1/users/${held.id}`, { displayName: '李静' }).expect(200);
  for (const bearer of [held.accessToken, held.apiToken]) await accounts.me(bearer).expect(200);
  await accounts.refresh(held.refreshToken).expect(200);
});

it('18: what a deactivated account had is not back when it is active again', async () => {
  const held = await holder();
  await admin.patch(`/api/v1/users/${held.id}`, { active: false }).expect(200);
  await admin.patch(`/api/v1/users/${held.id}`, { active: true }).expect(200);
  await expectNothingLeft(held);
  await accounts.login(held.username).expect(200);
});

it('18: a cadre who leaves has no account any more, and does not get it back by returning', async () => {
  const held = await holder({ role: 'cadre', cadreId: 'c3' });
  const coordinator = await holder({ cadreId: 'c3' });
  const boss = t.as.coordinator({ regionCode: HOME.regionCode });
  await boss.patch('/api/v1/cadres/c3', { onDuty: false }).expect(200);
  await expectNothingLeft(held);
  await accounts.login(held.username).expect(401);
  await accounts.me(coordinator.accessToken).expect(200);
  await boss.patch('/api/v1/cadres/c3', { onDuty: true }).expect(200);
  await accounts.login(held.username).expect(401);
});
