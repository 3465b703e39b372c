import { readFileSync } from 'node:fs';
import { Secret, TOTP } from 'otpauth';
import sql from 'sql-template-tag';
import { DAY, iso, SECOND } from '../../src/kernel/clock.js';
import { SetupTokens } from '../../src/modules/accounts/index.js';
import { Accounts, HOME, PASSWORD } from '../support/accounts.js';
import type { SignedIn } from '../support/people.js';
import { expectRefused } from '../support/refusals.js';
import { loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const TOKENS = '/api/v1/auth/tokens';
const FACTOR = '/api/v1/auth/second-factor';
const CHOSEN = 'Chosen-2024';
const REUSED = { status: 409, code: 'request.idempotency-key-reused' };
const AT_ONCE = 8;

let t: TestApp;
let accounts: Accounts;
let admin: SignedIn;
let keys = 0;
beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  accounts = await Accounts.of(t);
  admin = t.as.admin({ regionCode: HOME.regionCode });
  await admin.get('/api/v1/me').expect(200);
});
afterAll(() => t.close());

const newKey = (): string => `secret-${++keys}`;
const tokenPlan = () => ({
  name: '12345',
  scopes: ['profile:read', 'profile:write'],
  expiresAt: iso(t.clock.now() + DAY),
});

async function count(table: 'api_token' | 'invitation' | 'recovery_code', userId: string): Promise<number> {
  const counts = {
    api_token: sql`SELECT COUNT(*) AS n FROM api_token WHERE user_id = ${userId}`,
    invitation: sql`SELECT COUNT(*) AS n FROM audit_entry WHERE action = 'invitation.made' AND subject_id = ${userId}`,
    recovery_code: sql`SELECT COUNT(*) AS n FROM recovery_code WHERE user_id = ${userId}`,
  };
  return (await t.reader.all<{ n: number }>(counts[table]))[0]!.n;
}

const kept = async (key: string) =>
  t.reader.all<Record<string, string>>(sql`SELECT * FROM idempotency_key WHERE idempotency_key = ${key}`);

async function expectSealed(key: string, ...secrets: string[]): Promise<void> {
  const rows = await kept(key);
  expect(rows).toHaveLength(1);
  const texts = Object.values(rows[0]!).flatMap((value) => [
    String(value),
    Buffer.from(String(value), 'base64url').toString('latin1'),
  ]);
  for (const secret of secrets) expect(texts.filter((text) => text.includes(secret))).toEqual([]);
}

/** The same answer for all, and the first of them. */
function same<T extends { status: number; text: string }>(answers: readonly T[]): T {
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  return answers[0]!;
}

const atOnce = <T>(send: () => PromiseLike<T>): Promise<T[]> => Promise.all(Array.from({ length: AT_ONCE }, send));

it('every POST takes a key, or is in the decision that says why it does not', async () => {
  const { body } = await t.http.get('/api/openapi.json').expect(200);
  const { paths } = body as { paths: Record<string, { post?: { parameters?: { name: string }[] } }> };
  const without = Object.entries(paths)
    .filter(([, { post }]) => post && !post.parameters?.some(({ name }) => name === 'Idempotency-Key'))
    .map(([path]) => path.replace(/\{\w+\}/g, '{id}'));
  const decision = readFileSync(new URL('../../docs/adr/0018-kept-answers-are-sealed.md', import.meta.url), 'utf8');
  const named = [...decision.matchAll(/^\| `POST (\S+)` \|/gm)].map(([, path]) => path!);
  expect(without.sort()).toEqual(named.sort());
});

describe('a secret that is asked for again with its key', () => {
  it('is the same API token, made once, also at once; and the database does not show it', async () => {
    const { id, as } = await accounts.owner();
    const [key, plan] = [newKey(), tokenPlan()];
    const send = () => as.post(TOKENS, plan).set('Idempotency-Key', key);
    await as.get('/api/v1/me').expect(200);
    const { body, status } = same([...(await atOnce(send)), await send()]);
    expect(status).toBe(201);
    expect(await count('api_token', id)).toBe(1);
    const { token } = body as { token: string };
    await accounts.me(token).expect(200);
    await expectSealed(key, token, token.slice(3), plan.name);
    await expectRefused(() => as.post(TOKENS, { ...plan, name: '另一个' }).set('Idempotency-Key', key), REUSED);
    const byToken = () => t.as.bearer(token).post(TOKENS, plan).set('Idempotency-Key', key);
    await expectRefused(byToken, { status: 403, code: 'auth.session-required' });
  });

  it('is the same invitation, made once, also at once; and the database does not show it', async () => {
    const { id, username } = await accounts.open({ passwordHash: null });
    const key = newKey();
    const send = () => admin.post(`/api/v1/users/${id}/invitation`).set('Idempotency-Key', key);
    const { body, status } = same([...(await atOnce(send)), await send()]);
    expect(status).toBe(201);
    expect(await count('invitation', id)).toBe(1);
    const { token } = body as { token: string };
    await expectSealed(key, token);
    const accept = (password = CHOSEN) =>
      t.http.post('/api/v1/auth/invitations/accept').set('Idempotency-Key', key).send({ token, password });
    expect(same([...(await atOnce(() => accept())), await accept()]).status).toBe(204);
    await accounts.login(username, CHOSEN).expect(200);
    // Whoever does not send the same secret has another key.
    await expectRefused(() => accept('Another-2024'), { status: 401, code: 'invitation.invalid' });
  });

  it('is the same second factor, and the same recovery codes', async () => {
    const { id, username } = await accounts.open();
    const as = t.as.bearer((await accounts.signIn(username)).accessToken);
    const [first, second] = [newKey(), newKey()];
    const begin = () => as.post(FACTOR, { currentPassword: PASSWORD }).set('Idempotency-Key', first);
    const { secret } = same([await begin(), await begin()]).body as { secret: string };
    const code = TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: t.clock.now() });
    const confirm = () => as.post(`${FACTOR}/confirm`, { code }).set('Idempotency-Key', second);
    const { recoveryCodes } = same([await confirm(), await confirm()]).body as { recoveryCodes: string[] };
    expect([recoveryCodes.length, await count('recovery_code', id)]).toEqual([10, 10]);
    await expectSealed(first, secret, PASSWORD);
    await expectSealed(second, ...recoveryCodes);
    await expectRefused(() => as.post(FACTOR, { currentPassword: 'Wrong-2024' }).set('Idempotency-Key', first), REUSED);
    const key = newKey();
    const remove = (by: SignedIn) =>
      by.post(`${FACTOR}/remove`, { password: PASSWORD, code: recoveryCodes[0] }).set('Idempotency-Key', key);
    await remove(as).expect(204);
    await remove(as).expect(401);
    await remove(t.as.bearer((await accounts.signIn(username)).accessToken)).expect(204);
  });

  it('is one set-up', async () => {
    const fresh = await startApp();
    try {
      await loadReferenceData(fresh);
      const token = (await fresh.get(SetupTokens).atStart())!;
      const body = { token, username: 'chief', displayName: '系统管理员', password: 'First-2024' };
      const send = () => fresh.http.post('/api/v1/setup').set('Idempotency-Key', 'set-up').send(body);
      expect(same([...(await atOnce(send)), await send()]).status).toBe(201);
      expect(await fresh.reader.all(sql`SELECT id FROM app_user`)).toHaveLength(1);
      const other = fresh.http
        .post('/api/v1/setup')
        .set('Idempotency-Key', 'set-up')
        .send({ ...body, username: 'x2' });
      expect((await other).body).toMatchObject({ code: 'setup.closed' });
    } finally {
      await fresh.close();
    }
  });
});

describe('what ends its own session', () => {
  it('a new password is set once: in the old session the retry is told to sign in, in a new one that it is done', async () => {
    const { username } = await accounts.open();
    const key = newKey();
    const change = (token: string) =>
      t.as
        .bearer(token)
        .post('/api/v1/auth/password', { currentPassword: PASSWORD, newPassword: CHOSEN })
        .set('Idempotency-Key', key);
    const { accessToken } = await accounts.signIn(username);
    await change(accessToken).expect(204);
    t.clock.advance(2 * SECOND);
    await change(accessToken).expect(401);
    const { body } = await accounts.login(username, CHOSEN).expect(200);
    await change((body as { accessToken: string }).accessToken).expect(204);
    await accounts.login(username, CHOSEN).expect(200);
    await expectSealed(key, PASSWORD, CHOSEN);
  });

  it('a logout ends the session that it is sent in, and claims nothing of another one', async () => {
    const { username } = await accounts.open();
    const key = newKey();
    const [one, other] = [await accounts.signIn(username), await accounts.signIn(username)];
    const logout = ({ accessToken }: typeof one) =>
      t.as.bearer(accessToken).post('/api/v1/auth/logout').set('Idempotency-Key', key);
    await logout(one).expect(204);
    t.clock.advance(2 * SECOND);
    await logout(one).expect(401);
    await expectRefused(() => logout(other), REUSED);
    await accounts.me(other.accessToken).expect(200);
  });
});

describe('what takes no key', () => {
  it('a sign-in that comes again opens a session more, and keeps nothing', async () => {
    const { username } = await accounts.open();
    const key = newKey();
    const login = () => accounts.login(username).set('Idempotency-Key', key).expect(200);
    const [one, two] = [(await login()).body, (await login()).body] as [
      { accessToken: string },
      { accessToken: string },
    ];
    for (const { accessToken } of [one, two]) await accounts.me(accessToken).expect(200);
    expect(await kept(key)).toEqual([]);
  });

  it('a refresh token that comes again ends its session and no other, and keeps nothing', async () => {
    const { username } = await accounts.open();
    const key = newKey();
    const [one, other] = [await accounts.signIn(username), await accounts.signIn(username)];
    const refresh = () =>
      t.http.post('/api/v1/auth/refresh').set('Idempotency-Key', key).send({ refreshToken: one.refreshToken });
    await refresh().expect(200);
    await refresh().expect(401);
    await accounts.me(other.accessToken).expect(200);
    await accounts.login(username).expect(200);
    expect(await kept(key)).toEqual([]);
  });
});
