import type supertest from 'supertest';
import { MINUTE } from '../../src/kernel/clock.js';
import { expectRefused } from '../support/refusals.js';
import { exchange } from '../support/sockets.js';
import { startApp, type TestApp } from '../support/test-app.js';

const TOO_MANY = { status: 429, code: 'request.too-many' };
// The clock of the tests stands at the beginning of a minute.
const LATER_MS = 20_500;

let t: TestApp;
const limited = (account: string, address: string): Promise<TestApp> =>
  startApp({ settings: { ZHUQI_RATE_PER_ACCOUNT: account, ZHUQI_RATE_PER_ADDRESS: address } });
const allowed = async (send: () => supertest.Test, times: number): Promise<void> => {
  for (let nth = 0; nth < times; nth++) await send().expect(200);
};
afterEach(() => t.close());

describe('an account', () => {
  const me = (): supertest.Test => t.as.manager().get('/api/v1/me');

  it('may ask so often in a minute, and is told when it may ask again', async () => {
    t = await limited('5', '0');
    await allowed(me, 5);
    await expectRefused(me, TOO_MANY);
    t.clock.advance(LATER_MS);
    expect((await me()).headers).toMatchObject({ 'retry-after': '40', 'x-content-type-options': 'nosniff' });
    await t.as.admin().get('/api/v1/me').expect(200);
    t.clock.advance(MINUTE - LATER_MS - 1);
    expect((await me().expect(429)).headers['retry-after']).toBe('1');
    t.clock.advance(1);
    await allowed(me, 5);
    await me().expect(429);
  });

  it('is counted over all of its sessions and tokens', async () => {
    t = await limited('5', '0');
    const { token } = (
      await t.as
        .manager()
        .post('/api/v1/auth/tokens', { name: '报表', scopes: ['issue:read'], expiresAt: '2024-04-01T00:00:00Z' })
        .expect(201)
    ).body as { token: string };
    const byToken = () => t.as.bearer(token).get('/api/v1/issues?limit=1');
    await allowed(byToken, 2);
    await allowed(me, 2);
    await byToken().expect(429);
    await me().expect(429);
  });

  it('gets no more by asking all at once', async () => {
    t = await limited('10', '0');
    await me().expect(200);
    const answers = await Promise.all(Array.from({ length: 40 }, me));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(9);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(31);
  });
});

describe('an address', () => {
  it('may ask so often in a minute, whoever asks, for whatever, before anything is looked up', async () => {
    t = await limited('0', '4');
    const asked = ['/api/v1/issues', '/nothing', '/api/docs', '/api/v1/issues/%zz'];
    for (const path of asked) expect((await t.http.get(path)).status).not.toBe(429);
    for (const path of asked) await expectRefused(() => t.http.get(path), TOO_MANY);
    const login = t.http.post('/api/v1/auth/login').set('Content-Type', 'application/json').send('{');
    expect((await login).status).toBe(429);
    t.clock.advance(MINUTE);
    await t.http.get('/api/v1/me').expect(401);
  });

  it('may always ask whether the process is alive', async () => {
    t = await limited('0', '1');
    await allowed(() => t.http.get('/health/live'), 3);
    await allowed(() => t.http.get('/health/ready'), 3);
  });

  it('is the one of the connection, whatever it claims', async () => {
    t = await limited('0', '3');
    const claim = (nth: number) =>
      exchange(
        t,
        `GET /nothing HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.${nth}\r\nForwarded: for=203.0.113.${nth}\r\n` +
          `X-Real-IP: 203.0.113.${nth}\r\nTrue-Client-IP: 203.0.113.${nth}\r\nConnection: close\r\n\r\n`,
      );
    const statuses = [];
    for (let nth = 1; nth <= 5; nth++) statuses.push((await claim(nth)).slice(9, 12));
    expect(statuses).toEqual(['404', '404', '404', '429', '429']);
  });
});

it('nobody is counted where the limits are off', async () => {
  t = await limited('0', '0');
  await allowed(() => t.as.manager().get('/api/v1/me'), 30);
});
