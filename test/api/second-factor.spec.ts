import { Secret, TOTP } from 'otpauth';
import sql from 'sql-template-tag';
import { DAY, iso, MINUTE, SECOND } from '../../src/kernel/clock.js';
import { Accounts, PASSWORD, type Signed } from '../support/accounts.js';
import type { SignedIn } from '../support/people.js';
import { enforcePolicy } from '../support/security-policy.js';
import { startApp, type TestApp } from '../support/test-app.js';

const STEP = 30 * SECOND;
const FACTOR = '/api/v1/auth/second-factor';

let t: TestApp;
let accounts: Accounts;
beforeAll(async () => {
  t = await startApp();
  accounts = await Accounts.of(t);
});
afterAll(() => t.close());
afterEach(() => enforcePolicy(t));

/** What the app of the person shows, so many steps from now. */
const codeFrom = (secret: string, steps = 0): string =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: t.clock.now() + steps * STEP });

const login = (username: string, code?: string) =>
  t.http.post('/api/v1/auth/login').send({ username, password: PASSWORD, ...(code === undefined ? {} : { code }) });

/** Somebody with a second factor, whose latest step has not been used. */
async function enrolled() {
  const user = await accounts.open();
  const signed = await accounts.signIn(user.username);
  const me = t.as.bearer(signed.accessToken);
  const begun = await me.post(FACTOR, { currentPassword: PASSWORD }).expect(200);
  const { secret } = begun.body as { secret: string };
  const confirmed = await me.post(`${FACTOR}/confirm`, { code: codeFrom(secret) }).expect(200);
  const { recoveryCodes } = confirmed.body as { recoveryCodes: string[] };
  t.clock.advance(STEP);
  return { ...user, ...signed, me, secret, recoveryCodes };
}

describe('setting up', () => {
  it('takes the password and a code of the app, and shows ten recovery codes once', async () => {
    const { username } = await accounts.open();
    const [mine, other] = [await accounts.signIn(username), await accounts.signIn(username)];
    const me = t.as.bearer(mine.accessToken);
    await me.post(FACTOR, { currentPassword: 'Wrong-2024' }).expect(422);
    const begun = (await me.post(FACTOR, { currentPassword: PASSWORD }).expect(200)).body as Record<string, string>;
    expect(begun).toEqual({
      secret: expect.stringMatching(/^[A-Z2-7]{32}$/) as string,
      otpauthUrl: expect.stringMatching(/^otpauth:\/\/totp\/Zhuqi:person/) as string,
    });
    // Nothing has changed yet.
    await login(username).expect(200);
    const wrong = await me.post(`${FACTOR}/confirm`, { code: codeFrom(begun.secret!, 5) }).expect(422);
    expect(wrong.body).toMatchObject({ code: 'second-factor.code', errors: [{ field: 'code' }] });
    const confirmed = await me.post(`${FACTOR}/confirm`, { code: codeFrom(begun.secret!) }).expect(200);
    const { recoveryCodes } = confirmed.body as { recoveryCodes: string[] };
    expect(new Set(recoveryCodes).size).toBe(10);
    expect((await me.get(FACTOR).expect(200)).body).toEqual({ enabled: true, recoveryCodesLeft: 10 });
    await accounts.me(other.accessToken).expect(401);
    const again = await me.post(FACTOR, { currentPassword: PASSWORD }).expect(409);
    expect(again.body).toMatchObject({ code: 'second-factor.exists' });
  });

  it('happens once when it is begun several times at the same time', async () => {
    const { username } = await accounts.open();
    const me = t.as.bearer((await accounts.signIn(username)).accessToken);
    const begin = () => me.post(FACTOR, { currentPassword: PASSWORD });
    const begun = await Promise.all(Array.from({ length: 4 }, begin));
    expect(begun.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { secret } = (await begin().expect(200)).body as { secret: string };
    const confirm = () => me.post(`${FACTOR}/confirm`, { code: codeFrom(secret) });
    const confirmed = await Promise.all(Array.from({ length: 3 }, confirm));
    expect(confirmed.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await me.get(FACTOR).expect(200)).body).toEqual({ enabled: true, recoveryCodesLeft: 10 });
  });

  it('keeps neither the secret nor the recovery codes in readable form', async () => {
    const { secret, recoveryCodes } = await enrolled();
    const stored = JSON.stringify([
      await t.reader.all(sql`SELECT * FROM second_factor`),
      await t.reader.all(sql`SELECT * FROM recovery_code`),
      await t.reader.all(sql`SELECT * FROM audit_entry`),
    ]);
    for (const text of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))])
      expect(stored).not.toContain(text);
  });
});

describe('signing in', () => {
  it('takes a code besides the password, and says so only to who has the password', async () => {
    const { username, secret } = await enrolled();
    expect((await login(username).expect(401)).body).toMatchObject({ code: 'auth.second-factor' });
    const wrong = await accounts.login(username, 'Wrong-2024').expect(401);
    expect(wrong.body).toMatchObject({ code: 'auth.credentials' });
    await login(username, codeFrom(secret)).expect(200);
  });

  it.each([-1, 0, 1])('takes the code of %i steps from now', async (steps) => {
    const { username, secret } = await enrolled();
    t.clock.advance(STEP);
    await login(username, codeFrom(secret, steps)).expect(200);
  });

  it('takes no code twice, nor an older one after a newer one', async () => {
    const { username, secret } = await enrolled();
    const code = codeFrom(secret);
    await login(username, code).expect(200);
    expect((await login(username, code).expect(401)).body).toMatchObject({ code: 'auth.second-factor-wrong' });
    await login(username, codeFrom(secret, -1)).expect(401);
    await login(username, codeFrom(secret, 1)).expect(200);
  });

  it('takes a code once when it comes several times at the same time', async () => {
    const { username, secret, recoveryCodes } = await enrolled();
    for (const code of [codeFrom(secret), recoveryCodes[0]!]) {
      const answers = await Promise.all(Array.from({ length: 4 }, () => login(username, code)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
    }
  });

  it('takes each recovery code once, however it is typed, and only from its owner', async () => {
    const [mine, other] = [await enrolled(), await enrolled()];
    const [first, second] = mine.recoveryCodes;
    await login(other.username, first).expect(401);
    await login(mine.username, first!.toLowerCase().replaceAll('-', ' ')).expect(200);
    await login(mine.username, first).expect(401);
    await login(mine.username, second).expect(200);
    expect((await mine.me.get(FACTOR).expect(200)).body).toMatchObject({ recoveryCodesLeft: 8 });
  });

  it('counts a wrong code as a wrong password, and the password alone does not begin the count anew', async () => {
    const { username, secret } = await enrolled();
    for (let guess = 0; guess < 5; guess++) {
      await login(username, '000000').expect(401);
      if (guess < 4) await login(username).expect(401);
    }
    const locked = await login(username, codeFrom(secret)).expect(429);
    expect(locked.body).toMatchObject({ code: 'auth.too-many-attempts' });
    t.clock.advance(15 * MINUTE);
    await login(username, codeFrom(secret)).expect(200);
  });

  it('matches nothing when the secret cannot be read', async () => {
    const { id, username, secret, recoveryCodes } = await enrolled();
    for (const garbage of ['', 'garbage', 'A'.repeat(100)]) {
      await t.uow.run((tx) => tx.run(sql`UPDATE second_factor SET sealed_secret = ${garbage} WHERE user_id = ${id}`));
      expect((await login(username, codeFrom(secret)).expect(401)).body).toMatchObject({
        code: 'auth.second-factor-wrong',
      });
    }
    await login(username, recoveryCodes[0]).expect(200);
  });
});

describe('guessing at a code in a session', () => {
  it('does not begin anew with a right password', async () => {
    const { me, secret } = await enrolled();
    const remove = (code: string) => me.post(`${FACTOR}/remove`, { password: PASSWORD, code });
    for (let guess = 0; guess < 5; guess++) {
      await remove('000000').expect(422);
      // Takes the password, and then finds that there is a second factor already.
      await me.post(FACTOR, { currentPassword: PASSWORD }).expect(409);
    }
    const locked = await remove(codeFrom(secret)).expect(429);
    expect(locked.body).toMatchObject({ code: 'auth.too-many-attempts' });
    // The codes are locked, and not what takes the password alone.
    await me.post(FACTOR, { currentPassword: PASSWORD }).expect(409);
  });
});

describe('a role that needs a second factor', () => {
  it('opens nothing but the own profile until one is set up; then this session works', async () => {
    const { username } = await accounts.open();
    await enforcePolicy(t, { secondFactorRoles: ['coordinator'] });
    const signed = await accounts.signIn(username);
    expect(signed.user).toMatchObject({ restriction: 'second-factor-required' });
    const me = t.as.bearer(signed.accessToken);
    const refused = await me.get('/api/v1/issues').expect(403);
    expect(refused.body).toMatchObject({ code: 'auth.second-factor-required' });
    const begun = await me.post(FACTOR, { currentPassword: PASSWORD }).expect(200);
    const { secret } = begun.body as { secret: string };
    await me.post(`${FACTOR}/confirm`, { code: codeFrom(secret) }).expect(200);
    await me.get('/api/v1/issues').expect(200);
    t.clock.advance(STEP);
    const again = (await login(username, codeFrom(secret)).expect(200)).body as Signed;
    expect(again.user).not.toHaveProperty('restriction');
    await t.as.bearer(again.accessToken).get('/api/v1/issues').expect(200);
    const renewed = (await accounts.refresh(again.refreshToken).expect(200)).body as Signed;
    await t.as.bearer(renewed.accessToken).get('/api/v1/issues').expect(200);
  });
});

describe('an API token of a role that needs a second factor', () => {
  it('shows what the session had shown that it was made in', async () => {
    const tokenOf = async (me: SignedIn) => {
      const plan = { name: 'x', scopes: ['profile:read', 'issue:read'], expiresAt: iso(t.clock.now() + DAY) };
      const { body } = await me.post('/api/v1/auth/tokens', plan).expect(201);
      return t.as.bearer((body as { token: string }).token);
    };
    const [without, proved] = [await tokenOf((await accounts.owner()).as), await tokenOf((await enrolled()).me)];
    for (const token of [without, proved]) await token.get('/api/v1/issues').expect(200);
    await enforcePolicy(t, { secondFactorRoles: ['coordinator'] });
    t.clock.advance(2 * SECOND);
    const refused = await without.get('/api/v1/issues').expect(403);
    expect(refused.body).toMatchObject({ code: 'auth.second-factor-required' });
    await without.get('/api/v1/me').expect(200);
    await proved.get('/api/v1/issues').expect(200);
  });
});

describe('the second factor goes', () => {
  it('with the password and a code of its owner, and all sessions with it', async () => {
    const { username, me, secret } = await enrolled();
    const remove = (password: string, code: string) => me.post(`${FACTOR}/remove`, { password, code });
    await remove('Wrong-2024', codeFrom(secret)).expect(422);
    await remove(PASSWORD, '000000').expect(422);
    await remove(PASSWORD, codeFrom(secret)).expect(204);
    await me.get(FACTOR).expect(401);
    await login(username).expect(200);
  });

  it('when the security officer resets it, which ends all sessions and is audited', async () => {
    const { id, username, me } = await enrolled();
    const officer = t.as.security();
    await officer.post('/api/v1/users/nobody/second-factor/reset').expect(404);
    await officer.post(`/api/v1/users/${id}/second-factor/reset`).expect(204);
    await me.get(FACTOR).expect(401);
    await login(username).expect(200);
    const entries = await t.reader.all<{ action: string; actorRole: string }>(
      sql`SELECT action, actor_role FROM audit_entry WHERE subject_id = ${id} AND action LIKE 'second-factor.%' ORDER BY sequence`,
    );
    expect(entries).toEqual([
      { action: 'second-factor.begun', actorRole: 'coordinator' },
      { action: 'second-factor.confirmed', actorRole: 'coordinator' },
      { action: 'second-factor.reset', actorRole: 'security' },
    ]);
  });
});
