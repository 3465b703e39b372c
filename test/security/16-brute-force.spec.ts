import sql from 'sql-template-tag';
import { MINUTE } from '../../src/kernel/clock.js';
import { Accounts, PASSWORD } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/test-app.js';

const WRONG = 'Wrong-2024';
const LOCK_MS = 15 * MINUTE;

let t: TestApp;
let accounts: Accounts;
let place = 0;
beforeAll(async () => {
  t = await startApp({ settings: { ZHUQI_TRUSTED_PROXIES: '127.0.0.1' } });
  accounts = await Accounts.of(t);
});
afterAll(() => t.close());

/** An address from which no other test has come. */
const newAddress = (): string => `203.0.${113 + Math.floor(++place / 200)}.${1 + (place % 200)}`;

interface Try {
  readonly username: string;
  readonly password?: string;
  readonly deviceToken?: string;
}

const tryFrom = (address: string, { username, password = WRONG, ...more }: Try) =>
  t.http
    .post('/api/v1/auth/login')
    .set('X-Forwarded-For', address)
    .send({ username, password, ...more });

const statusOf = async (address: string, attempt: Try): Promise<number> => (await tryFrom(address, attempt)).status;

async function fail(times: number, address: string, attempt: Try): Promise<number[]> {
  const statuses: number[] = [];
  for (let time = 0; time < times; time++) statuses.push(await statusOf(address, attempt));
  return statuses;
}

describe('after five wrong passwords', () => {
  it('the place is locked out for fifteen minutes, with the right password too, and says for how long', async () => {
    const { username } = await accounts.open();
    const address = newAddress();
    expect(await fail(6, address, { username })).toEqual([401, 401, 401, 401, 401, 429]);
    t.clock.advance(MINUTE);
    const locked = await tryFrom(address, { username, password: PASSWORD }).expect(429);
    expect(locked.headers['retry-after']).toBe(String(14 * 60));
    expect(locked.body).toMatchObject({
      code: 'auth.too-many-attempts',
      detail: '尝试次数过多，请 14 分钟后再试',
    });
    t.clock.advance(LOCK_MS - MINUTE);
    await tryFrom(address, { username, password: PASSWORD }).expect(200);
  });

  it('so it is for a name that nobody has, in the same words', async () => {
    const { username } = await accounts.open();
    const told = async (name: string) => {
      const address = newAddress();
      const statuses = await fail(5, address, { username: name });
      const { body, headers } = await tryFrom(address, { username: name });
      return { statuses, retryAfter: headers['retry-after'] as string, body: { ...(body as object), requestId: '' } };
    };
    expect(await told('nobody-has-this-name')).toEqual(await told(username));
  });

  it('other spellings of the name do not help', async () => {
    const { username } = await accounts.open({ username: 'spelled' });
    const address = newAddress();
    const spellings = [username, 'SPELLED', ' spelled ', 'ｓｐｅｌｌｅｄ', 'Spelled'];
    for (const spelling of spellings) await tryFrom(address, { username: spelling }).expect(401);
    await tryFrom(address, { username, password: PASSWORD }).expect(429);
  });

  it('the count begins anew after a success', async () => {
    const { username } = await accounts.open();
    const address = newAddress();
    for (let round = 0; round < 3; round++) {
      expect(await fail(4, address, { username })).toEqual([401, 401, 401, 401]);
      await tryFrom(address, { username, password: PASSWORD }).expect(200);
    }
  });
});

it('a hundred attempts at the same time are not looked at more than five times', async () => {
  const { username } = await accounts.open();
  const address = newAddress();
  const statuses = await Promise.all(Array.from({ length: 100 }, () => statusOf(address, { username })));
  expect(statuses.filter((status) => status === 401)).toHaveLength(5);
  expect(statuses.filter((status) => status === 429)).toHaveLength(95);
});

describe('nobody locks a stranger out', () => {
  it('somebody else at another address signs in while the guesser is locked out', async () => {
    const { username } = await accounts.open();
    const guesser = newAddress();
    await fail(6, guesser, { username });
    await tryFrom(newAddress(), { username, password: PASSWORD }).expect(200);
    await tryFrom(guesser, { username, password: PASSWORD }).expect(429);
  });

  it('nor from the same address, nor from everywhere, when the device is known', async () => {
    const { username } = await accounts.open();
    const office = newAddress();
    const signed = await tryFrom(office, { username, password: PASSWORD }).expect(200);
    const { deviceToken } = signed.body as { deviceToken: string };
    await fail(6, office, { username });
    // Fifty guesses, each from a place of its own: nobody unknown is let in any more.
    for (let guess = 0; guess < 50; guess++) await tryFrom(newAddress(), { username });
    await tryFrom(newAddress(), { username, password: PASSWORD }).expect(429);
    for (const address of [office, newAddress()])
      await tryFrom(address, { username, password: PASSWORD, deviceToken }).expect(200);
  });

  it('the token of a device ends with the password that it was got by', async () => {
    const { username } = await accounts.open();
    const { deviceToken } = (await tryFrom(newAddress(), { username, password: PASSWORD }).expect(200)).body as {
      deviceToken: string;
    };
    const { accessToken } = await accounts.signIn(username);
    const newPassword = 'Qiao-liang-2024';
    await t.http
      .post('/api/v1/auth/password')
      .set('Authorization', `Bearer ${accessToken}`)
      .send({ currentPassword: PASSWORD, newPassword })
      .expect(204);
    const address = newAddress();
    await fail(5, address, { username });
    await tryFrom(address, { username, password: newPassword, deviceToken }).expect(429);
    const again = await tryFrom(newAddress(), { username, password: newPassword }).expect(200);
    const renewed = (again.body as { deviceToken: string }).deviceToken;
    await tryFrom(address, { username, password: newPassword, deviceToken: renewed }).expect(200);
  });

  it('the token of a device is worth five attempts too, and nothing for another account', async () => {
    const [mine, other] = [await accounts.open(), await accounts.open()];
    const signed = await tryFrom(newAddress(), { username: mine.username, password: PASSWORD }).expect(200);
    const { deviceToken } = signed.body as { deviceToken: string };
    const places = Array.from({ length: 6 }, newAddress);
    const statuses = await Promise.all(places.map((at) => statusOf(at, { username: mine.username, deviceToken })));
    expect(statuses.sort()).toEqual([401, 401, 401, 401, 401, 429]);
    const address = newAddress();
    await fail(5, address, { username: other.username });
    await tryFrom(address, { username: other.username, password: PASSWORD, deviceToken }).expect(429);
  });
});

it('one password tried on many names locks the address, and no device that is known', async () => {
  const { username } = await accounts.open();
  const address = newAddress();
  const signed = await tryFrom(address, { username, password: PASSWORD }).expect(200);
  const { deviceToken } = signed.body as { deviceToken: string };
  const names = Array.from({ length: 200 }, (_, n) => `sprayed-${n}`);
  const statuses: number[] = [];
  for (let start = 0; start < names.length; start += 20) {
    const some = names.slice(start, start + 20).map((name) => statusOf(address, { username: name }));
    statuses.push(...(await Promise.all(some)));
  }
  expect(new Set(statuses)).toEqual(new Set([401]));
  await tryFrom(address, { username: 'one-name-more' }).expect(429);
  await tryFrom(address, { username, password: PASSWORD, deviceToken }).expect(200);
  await tryFrom(newAddress(), { username, password: PASSWORD }).expect(200);
});

describe('in a session', () => {
  it('the present password is guessed at five times', async () => {
    const { username } = await accounts.open();
    const { accessToken } = await accounts.signIn(username);
    const change = (currentPassword: string) =>
      t.as.bearer(accessToken).post('/api/v1/auth/password', { currentPassword, newPassword: 'Chuanhui-2024' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => change(WRONG)));
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
    await change(PASSWORD).expect(429);
    t.clock.advance(LOCK_MS - 1);
    await accounts.login(username).expect(200);
  });
});

describe('the security officer', () => {
  it('lets an account try again, and both is audited', async () => {
    const { id, username } = await accounts.open();
    const address = newAddress();
    await fail(6, address, { username });
    const officer = t.as.security();
    await officer.post('/api/v1/security/unlock', { username: ` ${username.toUpperCase()}` }).expect(204);
    await tryFrom(address, { username, password: PASSWORD }).expect(200);
    await officer.post('/api/v1/security/unlock', { username: 'nobody-has-this-name' }).expect(404);
    const entries = await t.reader.all<{ action: string; outcome: string; address: string }>(
      sql`SELECT action, outcome, address FROM audit_entry WHERE subject_id = ${id} ORDER BY sequence`,
    );
    const refused = { action: 'session.refused', outcome: 'refused', address };
    expect(entries).toEqual([
      ...Array.from({ length: 5 }, () => refused),
      { action: 'sign-in.locked', outcome: 'refused', address },
      { action: 'account.unlocked', outcome: 'done', address: '127.0.0.1' },
      { action: 'session.opened', outcome: 'done', address },
    ]);
  });
});

it('what was typed is kept nowhere', async () => {
  const typed = { username: 'My-Secret-By-Mistake', password: WRONG };
  await tryFrom(newAddress(), typed).expect(401);
  const stored = [
    ...(await t.reader.all(sql`SELECT * FROM attempt_count`)),
    ...(await t.reader.all(sql`SELECT * FROM audit_entry`)),
  ];
  expect(stored.length).toBeGreaterThan(0);
  expect(JSON.stringify(stored)).not.toMatch(/secret-by-mistake|Wrong-2024/i);
});
