import sql from 'sql-template-tag';
import { DAY, iso } from '../../src/kernel/clock.js';
import { Accounts, PASSWORD, type Signed } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/test-app.js';

const NEW_PASSWORD = 'Chuanhui-2024';

let t: TestApp;
let accounts: Accounts;
beforeAll(async () => {
  t = await startApp();
  accounts = await Accounts.of(t);
});
afterAll(() => t.close());

/** Somebody with two sessions and an API token, all of which work. */
async function signedInTwice() {
  const user = await accounts.open();
  const sessions = [await accounts.signIn(user.username), await accounts.signIn(user.username)];
  const plan = { name: 'x', scopes: ['profile:read'], expiresAt: iso(t.clock.now() + DAY) };
  const me = t.as.bearer(sessions[0]!.accessToken);
  const { token } = (await me.post('/api/v1/auth/tokens', plan).expect(201)).body as { token: string };
  for (const bearer of [...sessions.map(({ accessToken }) => accessToken), token])
    await accounts.me(bearer).expect(200);
  return { ...user, me, sessions, token };
}

async function expectNothingLeft(sessions: readonly Signed[]): Promise<void> {
  for (const { accessToken, refreshToken } of sessions) {
    expect((await accounts.me(accessToken).expect(401)).body).toMatchObject({ code: 'auth.invalid' });
    await accounts.refresh(refreshToken).expect(401);
  }
}

it('a change of password ends every session, the one that it was done in too, and every API token', async () => {
  const { id, username, me, sessions, token } = await signedInTwice();
  const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
  await me.post('/api/v1/auth/password', body).expect(204);
  await expectNothingLeft(sessions);
  await accounts.me(token).expect(401);
  const [entry] = await t.reader.all<{ actorId: string; address: string }>(
    sql`SELECT actor_id, address FROM audit_entry WHERE subject_id = ${id} AND action = 'account.password-changed'`,
  );
  expect(entry).toEqual({ actorId: id, address: '127.0.0.1' });
  await accounts.login(username, NEW_PASSWORD).expect(200);
});

it('the security officer ends every session and every API token at once', async () => {
  const { id, sessions, token } = await signedInTwice();
  await t.as.security().post(`/api/v1/users/${id}/end-sessions`).expect(204);
  await expectNothingLeft(sessions);
  await accounts.me(token).expect(401);
});

it('signing out ends the access token in hand and the refresh token, and no other session', async () => {
  const { me, sessions } = await signedInTwice();
  await me.post('/api/v1/auth/logout').expect(204);
  await expectNothingLeft(sessions.slice(0, 1));
  await accounts.me(sessions[1]!.accessToken).expect(200);
});

it('a refresh token that is used twice ends its session, and that is audited', async () => {
  const { id, sessions } = await signedInTwice();
  const stolen = sessions[0]!;
  const renewed = (await accounts.refresh(stolen.refreshToken).expect(200)).body as Signed;
  await accounts.refresh(stolen.refreshToken).expect(401);
  await expectNothingLeft([renewed]);
  const [entry] = await t.reader.all<{ outcome: string }>(
    sql`SELECT outcome FROM audit_entry WHERE subject_id = ${id} AND action = 'session.token-reused'`,
  );
  expect(entry).toEqual({ outcome: 'refused' });
});
