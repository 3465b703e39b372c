import sql from 'sql-template-tag';
import { HOUR, MINUTE } from '../../src/kernel/clock.js';
import { insertRows } from '../../src/platform/persistence/index.js';
import { Accounts, HOME, PASSWORD, type Signed } from '../support/accounts.js';
import { type Citizen, OidcOffice, REDIRECT_URI } from '../support/oidc-office.js';
import { expectRefused } from '../support/refusals.js';
import { enforcePolicy } from '../support/security-policy.js';
import { startApp, type TestApp } from '../support/test-app.js';

const OIDC = '/api/v1/auth/oidc';
const REFUSED = { status: 401, code: 'auth.oidc-refused' };
const STRANGER = { status: 401, code: 'auth.oidc-account' };

interface Begun {
  readonly authorizationUrl: string;
  readonly transaction: string;
  readonly expiresAt: string;
}

let office: OidcOffice;
let t: TestApp;
let accounts: Accounts;
beforeAll(async () => {
  office = await OidcOffice.open();
  t = await startApp({ settings: { ...office.settings, ZHUQI_OIDC_LINK: 'yes' } });
  accounts = await Accounts.of(t);
});
afterEach(() => void (office.tamper = null));
afterAll(async () => {
  await t.close();
  await office.close();
});

let seen = 0;
const citizen = (username: string, more: Partial<Citizen> = {}): Citizen => ({
  ...{ subject: `subject-${++seen}`, username, amr: ['pwd'], ...more },
});
const begin = async (): Promise<Begun> => (await t.http.post(`${OIDC}/begin`).expect(200)).body as Begun;
const finish = (transaction: string, callbackUrl: string) =>
  t.http.post(`${OIDC}/finish`).send({ transaction, callbackUrl });

/** All the way there and back. */
async function comeBack(who: Citizen): Promise<{ transaction: string; callbackUrl: string }> {
  const { transaction, authorizationUrl } = await begin();
  return { transaction, callbackUrl: await office.visit(authorizationUrl, who) };
}

async function signIn(who: Citizen) {
  const { transaction, callbackUrl } = await comeBack(who);
  return finish(transaction, callbackUrl);
}

/** Begins anew for each request: a transaction is good for one. */
async function expectEachRefused(prepare: () => Promise<[string, string]>, refusal = REFUSED) {
  const [zh, en] = [await prepare(), await prepare()];
  const prepared = [zh, en];
  await expectRefused(() => finish(...prepared.shift()!), refusal);
}

describe('sign-in through the provider', () => {
  it('sets out with code flow, PKCE, state and nonce', async () => {
    const { authorizationUrl, transaction } = await begin();
    const url = new URL(authorizationUrl);
    expect(url.origin).toBe(office.issuer);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'zhuqi',
      response_type: 'code',
      redirect_uri: REDIRECT_URI,
      scope: 'openid profile',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(authorizationUrl).not.toContain(transaction);
  });

  it('is answered like any other sign-in, and the tokens are as good', async () => {
    const { id, username } = await accounts.open();
    const { body, status } = await signIn(citizen(username));
    expect(status).toBe(200);
    const { accessToken, refreshToken, user } = body as Signed;
    expect(user).toMatchObject({ id, username });
    await accounts.me(accessToken).expect(200);
    await accounts.refresh(refreshToken).expect(200);
  });

  it('goes by the identity and not by its name, once the two are linked', async () => {
    const [first, second] = [await accounts.open(), await accounts.open()];
    const who = citizen(first.username);
    expect((await signIn(who)).status).toBe(200);
    const renamed = await signIn({ ...who, username: second.username });
    expect((renamed.body as Signed).user).toMatchObject({ id: first.id });
    // Another identity that calls itself like an account that is linked gets nothing.
    await expectEachRefused(async () => {
      const { transaction, callbackUrl } = await comeBack(citizen(first.username));
      return [transaction, callbackUrl];
    }, STRANGER);
  });

  it('refuses somebody unknown and somebody whose account is closed alike', async () => {
    const { id, username } = await accounts.open();
    const linked = citizen(username);
    expect((await signIn(linked)).status).toBe(200);
    const { id: unlinked, username: other } = await accounts.open();
    const admin = t.as.admin();
    for (const each of [id, unlinked]) await admin.patch(`/api/v1/users/${each}`, { active: false }).expect(200);
    for (const who of [citizen('nobody-at-all'), linked, citizen(other)]) {
      await expectEachRefused(async () => {
        const { transaction, callbackUrl } = await comeBack(who);
        return [transaction, callbackUrl];
      }, STRANGER);
    }
    const refused = await t.reader.all<{ details: string }>(
      sql`SELECT actor_id, outcome, details FROM audit_entry WHERE action = 'session.refused'`,
    );
    const entry = { actorId: 'anonymous', outcome: 'refused' };
    const details = JSON.stringify({ method: 'oidc', wrong: STRANGER.code });
    expect(refused.length).toBeGreaterThanOrEqual(3);
    expect(refused).toContainEqual({ ...entry, details });
  });
});

describe('what comes back from the provider', () => {
  let who: Citizen;
  beforeAll(async () => {
    who = citizen((await accounts.open()).username);
    expect((await signIn(who)).status).toBe(200);
  });

  it('is good for one use, also twice at once', async () => {
    const { transaction, callbackUrl } = await comeBack(who);
    const answers = await Promise.all([finish(transaction, callbackUrl), finish(transaction, callbackUrl)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    await expectRefused(() => finish(transaction, callbackUrl), REFUSED);
  });

  it('is refused with another state, another transaction or another address', async () => {
    await expectEachRefused(async () => {
      const { transaction, callbackUrl } = await comeBack(who);
      const url = new URL(callbackUrl);
      url.searchParams.set('state', 'made-up');
      return [transaction, url.href];
    });
    await expectEachRefused(async () => [(await begin()).transaction, (await comeBack(who)).callbackUrl]);
    await expectEachRefused(async () => {
      const { transaction, callbackUrl } = await comeBack(who);
      return [transaction, callbackUrl.replace('zhuqi.example', 'evil.example')];
    });
    await expectEachRefused(async () => [(await begin()).transaction, 'no address at all']);
    await expectEachRefused(async () => ['made-up', (await comeBack(who)).callbackUrl]);
    await expectEachRefused(async () => {
      const { transaction, callbackUrl } = await comeBack(who);
      const url = new URL(callbackUrl);
      url.searchParams.set('code', 'made-up');
      return [transaction, url.href];
    });
  });

  it('is refused when it comes back after ten minutes', async () => {
    await expectEachRefused(async () => {
      const { transaction, callbackUrl } = await comeBack(who);
      t.clock.advance(10 * MINUTE);
      return [transaction, callbackUrl];
    });
  });

  it('is refused when somebody in between has changed the identity token', async () => {
    const forged = (change: (claims: Record<string, unknown>) => object, header?: object) => {
      office.tamper = (tokens) => {
        const [head, payload, signature] = tokens.id_token.split('.');
        const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as Record<string, unknown>;
        const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
        const [first, last] = header ? [part(header), ''] : [head, signature];
        return { ...tokens, id_token: [first, part(change(claims)), last].join('.') };
      };
    };
    const refused = () =>
      expectEachRefused(async () => {
        const { transaction, callbackUrl } = await comeBack(who);
        return [transaction, callbackUrl];
      });
    forged((claims) => ({ ...claims, sub: 'somebody-else' }));
    await refused();
    forged((claims) => ({ ...claims, sub: 'somebody-else' }), { alg: 'none' });
    await refused();
    forged((claims) => claims, { alg: 'HS256' });
    await refused();
  });

  it('is refused with the genuine identity token of another sign-in: its nonce is another one', async () => {
    let genuine = '';
    office.tamper = (tokens) => {
      genuine = tokens.id_token;
      return tokens;
    };
    expect((await signIn(who)).status).toBe(200);
    office.tamper = (tokens) => ({ ...tokens, id_token: genuine });
    await expectEachRefused(async () => {
      const { transaction, callbackUrl } = await comeBack(who);
      return [transaction, callbackUrl];
    });
  });

  it('is refused when the person has changed their mind', async () => {
    await expectEachRefused(async () => {
      const { transaction, authorizationUrl } = await begin();
      const state = new URL(authorizationUrl).searchParams.get('state')!;
      const denied = new URLSearchParams({ error: 'access_denied', state, iss: office.issuer });
      return [transaction, `${REDIRECT_URI}?${denied.toString()}`];
    });
  });
});

describe('an account that needs a second factor', () => {
  const SECOND_FACTOR = { status: 401, code: 'auth.oidc-second-factor' };

  it('by policy is opened only when the provider has seen one', async () => {
    const { username } = await accounts.open({ role: 'auditor' });
    const who = citizen(username);
    await enforcePolicy(t, { secondFactorRoles: ['auditor'] });
    await expectEachRefused(async () => {
      const { transaction, callbackUrl } = await comeBack(who);
      return [transaction, callbackUrl];
    }, SECOND_FACTOR);
    const noted = await t.reader.all(
      sql`SELECT id FROM app_user JOIN audit_entry ON subject_id = id WHERE action = 'session.refused' AND username = ${username}`,
    );
    expect(noted.length).toBeGreaterThan(0);
    const { body, status } = await signIn({ ...who, amr: ['pwd', 'mfa'] });
    expect(status).toBe(200);
    const { accessToken } = body as Signed;
    await t.as.bearer(accessToken).get('/api/v1/issues').expect(200);
    await enforcePolicy(t);
  });

  it('by the person’s own choice is, too', async () => {
    const { id, username } = await accounts.open();
    const factor = { userId: id, sealedSecret: 'x', createdAt: 1, confirmedAt: 1, lastStep: 1 };
    await t.uow.run((tx) => tx.run(insertRows('second_factor', [factor])));
    const who = citizen(username);
    await expectEachRefused(async () => {
      const { transaction, callbackUrl } = await comeBack(who);
      return [transaction, callbackUrl];
    }, SECOND_FACTOR);
    expect((await signIn({ ...who, amr: ['mfa'] })).status).toBe(200);
  });
});

describe('a link', () => {
  const comingBack = async (who: Citizen) => {
    const { transaction, callbackUrl } = await comeBack(who);
    return { transaction, callbackUrl, currentPassword: PASSWORD };
  };

  it('takes the password of the account again, which is no way to guess at it', async () => {
    const { as } = await accounts.owner();
    const body = await comingBack(citizen('linked-with-password'));
    const refused = { status: 422, code: 'password.wrong', fields: ['currentPassword'] };
    await expectRefused(() => as.post(`${OIDC}/link`, { ...body, currentPassword: undefined }), refused);
    await expectRefused(() => as.post(`${OIDC}/link`, { ...body, currentPassword: 'Wrong-2024' }), refused);
    // What the provider has said is still good.
    await as.post(`${OIDC}/link`, body).expect(204);
    for (let guess = 0; guess < 5; guess++)
      await as.post(`${OIDC}/link`, { ...body, currentPassword: 'Wrong-2024' }).expect(422);
    await as.post(`${OIDC}/link`, body).expect(429);
  });

  it('is not made in a session that another process has ended a moment ago', async () => {
    const { id, as } = await accounts.owner();
    const body = await comingBack(citizen('linked-too-late'));
    await as.get('/api/v1/me').expect(200);
    await t.uow.run((tx) => tx.run(sql`UPDATE session SET ended_at = ${t.clock.now()} WHERE user_id = ${id}`));
    expect((await as.post(`${OIDC}/link`, body).expect(401)).body).toMatchObject({ code: 'auth.invalid' });
    expect(await t.reader.all(sql`SELECT subject FROM oidc_link WHERE user_id = ${id}`)).toEqual([]);
  });

  it.each([
    ['the end of the session', 'session', 200],
    ['a change of role', 'role', 401],
    ['the word of the security officer', 'officer', 401],
    ['an invitation to choose another password', 'invitation', 401],
  ])('that was made before %s goes with it, unless that is an end of a session', async (_what, what, status) => {
    const { id, as } = await accounts.owner();
    const who = citizen(`linked-before-${what}`);
    await as.post(`${OIDC}/link`, await comingBack(who)).expect(204);
    const admin = t.as.admin({ regionCode: HOME.regionCode });
    if (what === 'session') await t.uow.run((tx) => tx.run(sql`UPDATE session SET ended_at = 1 WHERE user_id = ${id}`));
    if (what === 'role') await admin.patch(`/api/v1/users/${id}`, { role: 'manager' }).expect(200);
    if (what === 'officer') await t.as.security().post(`/api/v1/users/${id}/end-sessions`).expect(204);
    if (what === 'invitation') {
      const made = await admin.post(`/api/v1/users/${id}/invitation`).expect(201);
      const { token } = made.body as { token: string };
      const body = { token, password: 'Chosen-2024' };
      await t.http.post('/api/v1/auth/invitations/accept').send(body).expect(204);
    }
    expect((await signIn(who)).status).toBe(status);
  });

  it('is made by whoever is signed in, and removed again', async () => {
    const { id, as } = await accounts.owner();
    const who = citizen('known-by-another-name');
    await as.post(`${OIDC}/link`, await comingBack(who)).expect(204);
    expect(((await signIn(who)).body as Signed).user).toMatchObject({ id });
    await as.delete(`${OIDC}/link`).expect(204);
    expect((await signIn(who)).status).toBe(401);
    await expectRefused(() => as.delete(`${OIDC}/link`), { status: 404, code: 'auth.oidc-not-linked' });
  });

  it('is the only one of the identity and of the account', async () => {
    const [first, second] = [await accounts.owner(), await accounts.owner()];
    const who = citizen('linked-once');
    await first.as.post(`${OIDC}/link`, await comingBack(who)).expect(204);
    expect((await second.as.post(`${OIDC}/link`, await comingBack(who))).body).toMatchObject({
      code: 'auth.oidc-linked',
    });
    const another = await comingBack(citizen('linked-twice'));
    expect((await first.as.post(`${OIDC}/link`, another)).body).toMatchObject({ code: 'auth.oidc-linked' });
  });
});

describe('a provider', () => {
  it('that is down is told so, and the rest goes on', async () => {
    const { id, username } = await accounts.open();
    const { transaction, callbackUrl } = await comeBack(citizen(username));
    await office.close();
    const unavailable = { status: 503, code: 'auth.oidc-unavailable' };
    const answer = await finish(transaction, callbackUrl);
    expect([answer.status, answer.body]).toEqual([503, expect.objectContaining({ code: unavailable.code })]);
    t.clock.advance(HOUR);
    await expectRefused(() => t.http.post(`${OIDC}/begin`), unavailable);
    expect((await accounts.signIn(username)).user).toMatchObject({ id });
  });

  it('that is not set up is not there', async () => {
    const without = await startApp();
    const off = { status: 404, code: 'auth.oidc-off' };
    await expectRefused(() => without.http.post(`${OIDC}/begin`), off);
    const body = { transaction: 'made-up', callbackUrl: REDIRECT_URI };
    await expectRefused(() => without.http.post(`${OIDC}/finish`).send(body), off);
    await without.close();
  });
});
