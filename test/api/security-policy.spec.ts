import { setTimeout } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { DAY, HOUR, iso, MINUTE } from '../../src/kernel/clock.js';
import { Accounts, HOME } from '../support/accounts.js';
import type { SignedIn } from '../support/people.js';
import { DELIVERED_POLICY, enforcePolicy } from '../support/security-policy.js';
import { startApp, type TestApp } from '../support/test-app.js';

const POLICY = '/api/v1/security/policy';
let t: TestApp;
let accounts: Accounts;
let officer: SignedIn;
beforeAll(async () => {
  t = await startApp();
  accounts = await Accounts.of(t);
  officer = t.as.security();
});
afterAll(() => t.close());

afterEach(() => enforcePolicy(t));

const change = (patch: object) => officer.patch(POLICY, patch).expect(200);

describe('the security policy', () => {
  it('is as it was delivered', async () => {
    const answer = await officer.get(POLICY).expect(200);
    expect(answer.body).toEqual({ ...DELIVERED_POLICY, version: 1 });
    expect(answer.headers.etag).toBe('"1"');
  });

  it('is changed in part, by whoever has seen it as it is, and the change is audited', async () => {
    const { version } = (await officer.get(POLICY).expect(200)).body as { version: number };
    const patch = { attempts: 4, passwordMaxDays: 90, sessions: { officials: { idleMinutes: 20 } } };
    await officer
      .patch(POLICY, patch)
      .set('If-Match', `"${version + 7}"`)
      .expect(412);
    const changed = await officer.patch(POLICY, patch).set('If-Match', `"${version}"`).expect(200);
    expect(changed.body).toEqual({
      ...DELIVERED_POLICY,
      attempts: 4,
      passwordMaxDays: 90,
      sessions: { ...DELIVERED_POLICY.sessions, officials: { idleMinutes: 20, absoluteHours: 12 } },
      version: version + 1,
    });
    expect((await officer.get(POLICY).expect(200)).body).toEqual(changed.body);
    const [entry] = await t.reader.all<{ before: string; after: string }>(
      sql`SELECT before, after FROM audit_entry WHERE action = 'security-policy.changed' ORDER BY sequence DESC`,
    );
    expect([entry?.before, entry?.after].map((state) => JSON.parse(state!) as unknown)).toEqual([
      { attempts: 5, expiryDays: null, officials: DELIVERED_POLICY.sessions.officials, version },
      { attempts: 4, expiryDays: 90, officials: { idleMinutes: 20, absoluteHours: 12 }, version: version + 1 },
    ]);
  });

  it.each([
    [{ attempts: 2 }, 'attempts'],
    [{ attempts: 11 }, 'attempts'],
    [{ lockMinutes: 4 }, 'lockMinutes'],
    [{ passwordHistory: 4 }, 'passwordHistory'],
    [{ passwordMaxDays: 0 }, 'passwordMaxDays'],
    [{ secondFactorRoles: ['system'] }, 'secondFactorRoles'],
    [{ sessions: { officials: { idleMinutes: 4 } } }, 'sessions.officials.idleMinutes'],
    [{ sessions: { enterprises: { absoluteHours: 0 } } }, 'sessions.enterprises.absoluteHours'],
    [{ sessions: { officials: null } }, 'sessions.officials'],
    [{ attempts: null }, 'attempts'],
    [{ version: 9 }, 'version'],
  ])('does not take %j', async (patch, field) => {
    const answer = await officer.patch(POLICY, patch).expect(400);
    expect((answer.body as { errors: { field: string }[] }).errors.map((error) => error.field)).toContain(field);
  });
});

describe('a session', () => {
  const openedBy = async (role: 'coordinator' | 'enterprise') => {
    const { username } = await accounts.open(role === 'enterprise' ? { role, enterpriseId: HOME.enterpriseId } : {});
    return accounts.signIn(username);
  };

  it.each([
    ['coordinator', 30 * MINUTE],
    ['enterprise', 7 * DAY],
  ] as const)('of a %s ends when nobody uses it for %d ms', async (role, idle) => {
    let { refreshToken } = await openedBy(role);
    t.clock.advance(idle - 1);
    ({ refreshToken } = (await accounts.refresh(refreshToken).expect(200)).body as { refreshToken: string });
    t.clock.advance(idle);
    expect((await accounts.refresh(refreshToken).expect(401)).body).toMatchObject({ code: 'auth.invalid' });
  });

  it.each([
    ['coordinator', 12 * HOUR, 20 * MINUTE],
    ['enterprise', 30 * DAY, 5 * DAY],
  ] as const)('of a %s ends after %d ms however much it is used', async (role, absolute, pause) => {
    let signed = await openedBy(role);
    const endsAt = t.clock.now() + absolute;
    while (t.clock.now() + pause < endsAt) {
      t.clock.advance(pause);
      signed = (await accounts.refresh(signed.refreshToken).expect(200)).body as typeof signed;
    }
    t.clock.moveTo(endsAt - 1);
    signed = (await accounts.refresh(signed.refreshToken).expect(200)).body as typeof signed;
    await accounts.me(signed.accessToken).expect(200);
    t.clock.advance(1);
    await accounts.me(signed.accessToken).expect(401);
    await accounts.refresh(signed.refreshToken).expect(401);
  });

  it('is kept alive by its requests, which are noted to the minute', async () => {
    await change({ sessions: { officials: { idleMinutes: 10 } } });
    const { accessToken } = await openedBy('coordinator');
    const session = t.as.bearer(accessToken);
    const shown = async () =>
      ((await session.get('/api/v1/auth/sessions').expect(200)).body as { items: { lastUsedAt: string }[] }).items[0]!;
    for (let minutes = 0; minutes < 12; minutes += 4) {
      t.clock.advance(4 * MINUTE);
      await accounts.me(accessToken).expect(200);
      // Noted on the side, after the answer: a stopwatch decides nothing here.
      while ((await shown()).lastUsedAt !== iso(t.clock.now())) await setTimeout(10);
    }
  });

  it('that the policy of now does not allow ends, though it was opened before', async () => {
    const { accessToken } = await openedBy('coordinator');
    t.clock.advance(6 * MINUTE);
    await change({ sessions: { officials: { idleMinutes: 5 } } });
    expect((await accounts.me(accessToken).expect(401)).body).toMatchObject({ code: 'auth.invalid' });
  });

  it('is listed for its owner alone, and can be ended by them', async () => {
    const { username } = await accounts.open();
    const [one, other] = [await accounts.signIn(username), await accounts.signIn(username)];
    const sessions = async (bearer: string) =>
      ((await t.as.bearer(bearer).get('/api/v1/auth/sessions').expect(200)).body as { items: Listed[] }).items;
    const listed = await sessions(one.accessToken);
    expect(listed).toEqual(
      [false, true].map((current) => ({
        id: expect.any(String) as string,
        createdAt: iso(t.clock.now()),
        lastUsedAt: iso(t.clock.now()),
        expiresAt: iso(t.clock.now() + 30 * MINUTE),
        address: '127.0.0.1',
        current,
      })),
    );
    const stranger = await accounts.owner();
    await stranger.as.delete(`/api/v1/auth/sessions/${listed[0]!.id}`).expect(404);
    await t.as.bearer(one.accessToken).delete(`/api/v1/auth/sessions/${listed[0]!.id}`).expect(204);
    await accounts.me(other.accessToken).expect(401);
    await accounts.refresh(other.refreshToken).expect(401);
    await t.as.bearer(one.accessToken).delete(`/api/v1/auth/sessions/${listed[0]!.id}`).expect(404);
    expect(await sessions(one.accessToken)).toHaveLength(1);
  });

  it('is ended by the security officer with all others of the account', async () => {
    const { id, username } = await accounts.open();
    const signed = [await accounts.signIn(username), await accounts.signIn(username)];
    await officer.post(`/api/v1/users/${id}/end-sessions`).expect(204);
    for (const { accessToken, refreshToken } of signed) {
      await accounts.me(accessToken).expect(401);
      await accounts.refresh(refreshToken).expect(401);
    }
    await officer.post('/api/v1/users/nobody/end-sessions').expect(404);
  });
});

describe('a password', () => {
  it('that has expired opens nothing but the own profile, until it is changed', async () => {
    const { username } = await accounts.open();
    await change({ passwordMaxDays: 90 });
    t.clock.advance(90 * DAY - 1);
    const early = await accounts.signIn(username);
    await t.as.bearer(early.accessToken).get('/api/v1/issues').expect(200);
    t.clock.advance(1);
    const late = await accounts.signIn(username);
    expect(late.user).toMatchObject({ restriction: 'password-expired', scopes: ['profile:read', 'profile:write'] });
    const refused = await t.as.bearer(late.accessToken).get('/api/v1/issues').expect(403);
    expect(refused.body).toMatchObject({ code: 'auth.password-expired', detail: '密码已过期，请先修改密码' });
    await accounts.me(late.accessToken).expect(200);
  });
});

interface Listed {
  readonly id: string;
}
