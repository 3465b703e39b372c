import { createHmac } from 'node:crypto';
import sql from 'sql-template-tag';
import { ROLES } from '../../src/kernel/actor.js';
import { DAY, iso, MINUTE, SECOND } from '../../src/kernel/clock.js';
import { ROLE_SCOPES } from '../../src/modules/access/index.js';
import { Authenticator } from '../../src/modules/identity/index.js';
import { Accounts, HOME, PASSWORD, type Signed } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/test-app.js';

const OTHER_PASSWORD = 'Chuanhui-2024';
const TOKEN_SECRET = 'a-secret-for-the-tests-of-identity';

let t: TestApp;
let accounts: Accounts;
beforeAll(async () => {
  t = await startApp({ settings: { ZHUQI_TOKEN_SECRET: TOKEN_SECRET } });
  accounts = await Accounts.of(t);
});
afterAll(() => t.close());

describe('signing in', () => {
  it.each(ROLES)('as %s says who that is and what they may do', async (role) => {
    const links = {
      ...(role === 'cadre' ? { cadreId: HOME.cadreId } : {}),
      ...(role === 'enterprise' ? { enterpriseId: HOME.enterpriseId } : {}),
    };
    const user = await accounts.open({ role, ...links });
    const signed = await accounts.signIn(user.username);
    expect(signed.expiresIn).toBe(900);
    expect(signed.user).toEqual({
      id: user.id,
      username: user.username,
      displayName: '李娜',
      role,
      regionCode: HOME.regionCode,
      ...links,
      scopes: [...ROLE_SCOPES[role]],
    });
    const answer = await accounts.me(signed.accessToken).expect(200);
    expect(answer.body).toEqual(signed.user);
  });

  it('hands on everything that decides about visibility', async () => {
    const user = await accounts.open({ role: 'cadre', cadreId: HOME.cadreId });
    const { accessToken } = await accounts.signIn(user.username);
    const { actor } = await t.get(Authenticator).authenticate(accessToken);
    expect(actor).toEqual({
      userId: user.id,
      displayName: '李娜',
      role: 'cadre',
      regionCode: HOME.regionCode,
      cadreId: HOME.cadreId,
      departmentId: HOME.departmentId,
      enterpriseId: null,
    });
  });

  it('takes the name in any case and width', async () => {
    await accounts.open({ username: 'Zhang-Wei' });
    for (const typed of ['zhang-wei', 'ZHANG-WEI', 'ｚｈａｎｇ－ｗｅｉ', ' Zhang-Wei '])
      await accounts.login(typed).expect(200);
  });

  it('answers a wrong password, an unknown name, a closed account and one without a password alike', async () => {
    const { username } = await accounts.open();
    const closed = await accounts.open();
    await t.uow.run((tx) => tx.run(sql`UPDATE app_user SET active = ${false} WHERE id = ${closed.id}`));
    const without = await accounts.open({ passwordHash: null });
    const answers = [
      await accounts.login(username, OTHER_PASSWORD).expect(401),
      await accounts.login('nobody').expect(401),
      await accounts.login(closed.username).expect(401),
      await accounts.login(without.username).expect(401),
    ].map(({ body, headers }) => ({
      ...(body as object),
      requestId: '',
      challenge: headers['www-authenticate'] as string,
    }));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ code: 'auth.credentials', detail: '用户名或密码不正确', challenge: 'Bearer' });
  });

  it.each([
    [{}],
    [{ username: 'a' }],
    [{ username: ['a'], password: 'b' }],
    [{ username: 'a', password: 'b', role: 'admin' }],
    [{ username: 'a\u0000', password: 'b' }],
    [{ username: 'a', password: 'x'.repeat(201) }],
  ])('refuses %j as input', async (body) => {
    const answer = await t.http.post('/api/v1/auth/login').send(body).expect(400);
    expect(answer.body).toMatchObject({ code: 'request.invalid' });
  });

  it('keeps neither passwords nor tokens in readable form', async () => {
    const user = await accounts.open();
    const { accessToken, refreshToken } = await accounts.signIn(user.username);
    const rows = await t.reader.all(sql`
      SELECT s.*, u.password_hash FROM session s JOIN app_user u ON u.id = s.user_id WHERE u.id = ${user.id}`);
    const stored = JSON.stringify(rows);
    expect(rows).toHaveLength(1);
    expect(stored).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    for (const secret of [PASSWORD, accessToken, ...refreshToken.split('.').slice(1)])
      expect(stored).not.toContain(secret);
  });

  it('leaves no dead sessions behind', async () => {
    const { id, username } = await accounts.open();
    const signed = await accounts.signIn(username);
    await t.as.bearer(signed.accessToken).post('/api/v1/auth/logout').expect(204);
    await accounts.signIn(username);
    await accounts.signIn(username);
    t.clock.advance(30 * MINUTE);
    await accounts.signIn(username);
    expect(await t.reader.all(sql`SELECT id FROM session WHERE user_id = ${id}`)).toHaveLength(1);
  });
});

describe('an access token', () => {
  it('is asked for', async () => {
    const answer = await t.http.get('/api/v1/me').expect(401);
    expect(answer.body).toMatchObject({ code: 'auth.required' });
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('expires by the clock', async () => {
    const { accessToken } = await accounts.signIn((await accounts.open()).username);
    t.clock.advance(900 * SECOND - 1);
    await accounts.me(accessToken).expect(200);
    t.clock.advance(1);
    const answer = await accounts.me(accessToken).expect(401);
    expect(answer.body).toMatchObject({ code: 'auth.expired' });
  });

  it('is refused unless we have signed it with our algorithm', async () => {
    const { accessToken } = await accounts.signIn((await accounts.open()).username);
    const [, claims = ''] = accessToken.split('.');
    const header = (alg: string) => Buffer.from(JSON.stringify({ alg, typ: 'JWT' })).toString('base64url');
    const signature = (text: string, hash: string) => createHmac(hash, TOKEN_SECRET).update(text).digest('base64url');
    const [none, sha512, sha256] = ['none', 'HS512', 'HS256'].map((alg) => `${header(alg)}.${claims}`);
    const forged = [`${none}.`, `${none}.${signature(none!, 'sha256')}`, `${sha512}.${signature(sha512!, 'sha512')}`];
    for (const token of [...forged, accessToken.slice(0, -4), `${accessToken}x`, 'nonsense', 'zq_nonsense']) {
      const answer = await accounts.me(token).expect(401);
      expect(answer.body).toMatchObject({ code: 'auth.invalid' });
    }
    await accounts.me(`${sha256}.${signature(sha256!, 'sha256')}`).expect(200);
  });

  it('opens only what the role may do', async () => {
    const { accessToken } = await accounts.signIn((await accounts.open({ role: 'auditor' })).username);
    const { scopes } = await t.get(Authenticator).authenticate(accessToken);
    expect([...scopes].sort()).toEqual([...ROLE_SCOPES.auditor].sort());
  });

  it('follows a closed account and a new role within two seconds', async () => {
    const user = await accounts.open();
    const { accessToken } = await accounts.signIn(user.username);
    await accounts.me(accessToken).expect(200);
    await t.uow.run((tx) => tx.run(sql`UPDATE app_user SET role = ${'auditor'} WHERE id = ${user.id}`));
    t.clock.advance(2 * SECOND);
    expect((await accounts.me(accessToken).expect(200)).body).toMatchObject({
      role: 'auditor',
      scopes: ROLE_SCOPES.auditor,
    });
    await t.uow.run((tx) => tx.run(sql`UPDATE app_user SET active = ${false} WHERE id = ${user.id}`));
    t.clock.advance(2 * SECOND);
    expect((await accounts.me(accessToken).expect(401)).body).toMatchObject({ code: 'auth.invalid' });
  });
});

describe('a refresh token', () => {
  it('is good for one use, and so is the next one', async () => {
    const first = await accounts.signIn((await accounts.open()).username);
    t.clock.advance(20 * MINUTE);
    const second = (await accounts.refresh(first.refreshToken).expect(200)).body as Signed;
    expect(second.user).toEqual(first.user);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    await accounts.me(second.accessToken).expect(200);
    await accounts.refresh(second.refreshToken).expect(200);
  });

  it.each([1, 2, 5])('ends the session when it is used again after %i uses', async (uses) => {
    const first = await accounts.signIn((await accounts.open()).username);
    let last = first;
    for (let use = 0; use < uses; use++) last = (await accounts.refresh(last.refreshToken).expect(200)).body as Signed;
    await accounts.me(last.accessToken).expect(200);
    const answer = await accounts.refresh(first.refreshToken).expect(401);
    expect(answer.body).toMatchObject({ code: 'auth.invalid' });
    await accounts.refresh(last.refreshToken).expect(401);
    await accounts.me(last.accessToken).expect(401);
  });

  it('works once when it comes twice at the same time', async () => {
    const { refreshToken } = await accounts.signIn((await accounts.open()).username);
    const answers = await Promise.all([accounts.refresh(refreshToken), accounts.refresh(refreshToken)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 401]);
  });

  it('that somebody made up refuses nobody else', async () => {
    const signed = await accounts.signIn((await accounts.open()).username);
    const [session] = signed.refreshToken.split('.');
    const madeUp = 'A'.repeat(43);
    for (const token of [`${session}.${madeUp}.${madeUp}`, `${session}.`, signed.accessToken.slice(0, 200), 'x']) {
      await accounts.refresh(token).expect(401);
    }
    await accounts.refresh(signed.refreshToken).expect(200);
  });

  it('does not help a closed account', async () => {
    const user = await accounts.open();
    const { refreshToken } = await accounts.signIn(user.username);
    await t.uow.run((tx) => tx.run(sql`UPDATE app_user SET active = ${false} WHERE id = ${user.id}`));
    await accounts.refresh(refreshToken).expect(401);
  });
});

describe('signing out', () => {
  it('ends this session at once, and no other', async () => {
    const { username } = await accounts.open();
    const [left, kept] = [await accounts.signIn(username), await accounts.signIn(username)];
    await accounts.me(left.accessToken).expect(200);
    await t.as.bearer(left.accessToken).post('/api/v1/auth/logout').expect(204);
    expect((await accounts.me(left.accessToken).expect(401)).body).toMatchObject({ code: 'auth.invalid' });
    await accounts.refresh(left.refreshToken).expect(401);
    await accounts.me(kept.accessToken).expect(200);
    await accounts.refresh(kept.refreshToken).expect(200);
  });
});

describe('changing the password', () => {
  const change = (bearer: string, newPassword = OTHER_PASSWORD, currentPassword = PASSWORD) =>
    t.as.bearer(bearer).post('/api/v1/auth/password', { currentPassword, newPassword });

  it('ends everything that was handed out before, this session too', async () => {
    const { username } = await accounts.open();
    const [mine, thief] = [await accounts.signIn(username), await accounts.signIn(username)];
    const made = await t.as
      .bearer(thief.accessToken)
      .post('/api/v1/auth/tokens', {
        name: 'x',
        scopes: ['profile:read'],
        expiresAt: iso(t.clock.now() + DAY),
      })
      .expect(201);
    const { token } = made.body as { token: string };
    for (const bearer of [mine.accessToken, thief.accessToken, token]) await accounts.me(bearer).expect(200);

    await change(mine.accessToken).expect(204);

    expect((await accounts.me(thief.accessToken).expect(401)).body).toMatchObject({ code: 'auth.invalid' });
    expect((await accounts.me(token).expect(401)).body).toMatchObject({ code: 'auth.invalid' });
    await accounts.refresh(thief.refreshToken).expect(401);
    expect((await accounts.me(mine.accessToken).expect(401)).body).toMatchObject({ code: 'auth.invalid' });
    await accounts.refresh(mine.refreshToken).expect(401);
    await accounts.login(username).expect(401);
    await accounts.login(username, OTHER_PASSWORD).expect(200);
  });

  it.each([
    ['password.wrong', 'currentPassword', OTHER_PASSWORD, 'Wrong-2024'],
    ['password.weak', 'newPassword', 'zhuqi-demo', PASSWORD],
    ['password.weak', 'newPassword', 'Aa1!', PASSWORD],
    ['password.same', 'newPassword', PASSWORD, PASSWORD],
    ['password.same', 'newPassword', 'Ｚｈｏｕｋｏｕ－２０２４', PASSWORD],
  ])('is refused with %s on %s', async (code, field, newPassword, currentPassword) => {
    const { username } = await accounts.open();
    const { accessToken } = await accounts.signIn(username);
    const answer = await change(accessToken, newPassword, currentPassword).expect(422);
    expect(answer.body).toMatchObject({ code, errors: [{ field }] });
    await accounts.me(accessToken).expect(200);
    await accounts.login(username).expect(200);
  });

  it('takes none of the last five passwords, and none that names the user', async () => {
    const { username } = await accounts.open({ username: 'lina-of-history' });
    const used = [PASSWORD];
    const changeTo = async (newPassword: string) => {
      const { accessToken } = (await accounts.login(username, used.at(-1)).expect(200)).body as Signed;
      return change(accessToken, newPassword, used.at(-1));
    };
    for (let n = 1; n <= 5; n++) {
      expect((await changeTo(`Number-${n}-2024`)).status).toBe(204);
      used.push(`Number-${n}-2024`);
      for (const old of used.slice(-5, -1)) {
        expect((await changeTo(old)).body).toMatchObject({ code: 'password.used', errors: [{ field: 'newPassword' }] });
      }
    }
    expect((await changeTo('2024-LINA-OF-HISTORY')).body).toMatchObject({ code: 'password.names-user' });
    // The sixth last one.
    expect((await changeTo(PASSWORD)).status).toBe(204);
  }, 120_000);

  it('happens once when two new passwords come at the same time', async () => {
    const { username } = await accounts.open();
    const [one, other] = [await accounts.signIn(username), await accounts.signIn(username)];
    const answers = await Promise.all([
      change(one.accessToken, 'First-2024'),
      change(other.accessToken, 'Second-2024'),
    ]);
    expect(answers.map((answer) => answer.status).sort()).not.toEqual([204, 204]);
    const works = await Promise.all([accounts.login(username, 'First-2024'), accounts.login(username, 'Second-2024')]);
    expect(works.map((answer) => answer.status).sort()).toEqual([200, 401]);
  });
});
