import sql from 'sql-template-tag';
import { Accounts, PASSWORD } from '../support/accounts.js';
import type { SignedIn } from '../support/people.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let accounts: Accounts;
beforeAll(async () => {
  t = await startApp();
  accounts = await Accounts.of(t);
});
afterAll(() => t.close());

const NOTHINGS = ['', ' ', 'undefined', 'null', 'NaN', '0', 'false', '[object Object]', '%', '_', '*', "' OR '1'='1"];
const MADE_UP = 'A'.repeat(43);

it.each([...NOTHINGS, 'zq_', 'zq_undefined', `zq_${MADE_UP}`, 'a.b.c', '..', `${MADE_UP}.${MADE_UP}.${MADE_UP}`])(
  'the bearer token %j is nobody',
  async (token) => {
    const { username } = await accounts.open();
    await accounts.signIn(username);
    const answer = await t.http.get('/api/v1/me').set('Authorization', `Bearer ${token}`);
    expect(answer.status).toBe(401);
  },
);

it.each([...NOTHINGS, '..', '...', 'undefined.undefined.undefined', 'null.null.null'])(
  'the refresh token %j renews nothing',
  async (refreshToken) => {
    await accounts.signIn((await accounts.open()).username);
    expect((await accounts.refresh(refreshToken)).status).toBe(refreshToken === '' ? 400 : 401);
  },
);

it('a refresh token of another session, or of a part of one, renews nothing', async () => {
  const { username } = await accounts.open();
  const [one, other] = [await accounts.signIn(username), await accounts.signIn(username)];
  const [session, family, secret] = one.refreshToken.split('.');
  const [, , foreign] = other.refreshToken.split('.');
  for (const token of [`${session}..${secret}`, `${session}.${family}.`, `.${family}.${secret}`, session!])
    await accounts.refresh(token).expect(401);
  await accounts.refresh(`${session}.${foreign}.${secret}`).expect(401);
  await accounts.refresh(one.refreshToken).expect(200);
});

it.each(NOTHINGS)(
  'the username or the password %j signs nobody in, not even an account without a password',
  async (text) => {
    const without = await accounts.open({ passwordHash: null });
    const withOne = await accounts.open();
    for (const [username, password] of [
      [text, PASSWORD],
      [text, text],
      [without.username, text],
      [withOne.username, text],
    ] as const) {
      const { status } = await accounts.login(username, password);
      expect([400, 401]).toContain(status);
    }
  },
);

it.each([undefined, null, {}, [], 0, false])('%j is no username and no password', async (value) => {
  const { username } = await accounts.open();
  await t.http.post('/api/v1/auth/login').send({ username: value, password: PASSWORD }).expect(400);
  await t.http.post('/api/v1/auth/login').send({ username, password: value }).expect(400);
});

describe('an id that is none', () => {
  let officer: SignedIn;
  let sessions: number;
  const open = async (): Promise<number> =>
    (await t.reader.all<{ n: number }>(sql`SELECT COUNT(*) AS n FROM session WHERE ended_at IS NULL`))[0]!.n;
  beforeAll(async () => {
    officer = t.as.security();
    await officer.get('/api/v1/me').expect(200);
    sessions = await open();
  });

  it.each(NOTHINGS)('%j ends no session and resets no second factor', async (text) => {
    const id = encodeURIComponent(text);
    for (const path of [`users/${id}/end-sessions`, `users/${id}/second-factor/reset`])
      expect((await officer.post(`/api/v1/${path}`)).status).toBe(404);
    expect((await officer.delete(`/api/v1/auth/sessions/${id}`)).status).toBe(404);
    expect((await officer.delete(`/api/v1/auth/tokens/${id}`)).status).toBe(404);
    expect([404, 400]).toContain((await officer.post('/api/v1/security/unlock', { username: text })).status);
    expect(await open()).toBe(sessions);
  });
});

it.each(NOTHINGS)('the filter %j of a list matches no row', async (text) => {
  for (const query of ['regionCode', 'enterpriseId', 'leadCadreId', 'category']) {
    const { status, body } = await t.as.coordinator().get(`/api/v1/issues?${query}=${encodeURIComponent(text)}`);
    if (status === 200) expect(body).toMatchObject({ items: [] });
    else expect([400, 404]).toContain(status);
  }
});
