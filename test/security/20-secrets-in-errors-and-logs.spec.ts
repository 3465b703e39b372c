import sql from 'sql-template-tag';
import { Accounts, HOME, PASSWORD, type Signed } from '../support/accounts.js';
import type { SignedIn } from '../support/people.js';
import { enterpriseBody } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const SECRET = 'a-secret-that-nobody-may-read-anywhere';
const ENTERPRISES = '/api/v1/enterprises';
const TOKENS = '/api/v1/auth/tokens';

let t: TestApp;
let accounts: Accounts;
let coordinator: Signed;
let as: SignedIn;
const log: string[] = [];

beforeAll(async () => {
  t = await startApp({ log, settings: { ZHUQI_TOKEN_SECRET: SECRET } });
  accounts = await Accounts.of(t);
  const { username } = await accounts.open();
  coordinator = await accounts.signIn(username);
  as = t.as.bearer(coordinator.accessToken);
});
afterAll(() => t.close());

const body = () => enterpriseBody({ regionCode: HOME.regionCode });
const personal = /李明|13812345678|0394-8222333/;

/** Whatever could open something, as far as this test knows it. */
function secrets(...more: readonly string[]): string[] {
  return [SECRET, PASSWORD, coordinator.accessToken, coordinator.refreshToken, t.databaseUrl, ...more];
}

function expectNone(text: string, unwanted: readonly string[]): void {
  expect(unwanted.filter((secret) => text.includes(secret))).toEqual([]);
  expect(text).not.toMatch(personal);
}

it('the log tells of every request, and neither secrets nor personal data', async () => {
  await as.post(ENTERPRISES, body()).expect(201);
  await as.get(`${ENTERPRISES}?q=13812345678`);
  await as.get(`${ENTERPRISES}/13812345678`).expect(404);
  await as.post(ENTERPRISES, { ...body(), contacts: [{ name: '李明', phone: '0394-8222333-x' }] }).expect(400);
  await accounts.login('nobody', 'Not-The-Word-1');
  await t.http.get('/api/v1/me').set('Authorization', 'Bearer made-up-token').expect(401);
  const { body: api } = await as
    .post(TOKENS, { name: '统计', scopes: ['report:read'], expiresAt: '2024-06-01T00:00:00Z' })
    .expect(201);
  const text = log.join('');
  expect(log.filter((line) => line.includes('"msg":"request"')).length).toBeGreaterThan(6);
  expectNone(text, secrets('Not-The-Word-1', 'made-up-token', (api as { token: string }).token));
});

it('nor does the audit trail', async () => {
  const entries = await t.reader.all(sql`SELECT * FROM audit_entry`);
  expect(entries.length).toBeGreaterThan(2);
  expectNone(JSON.stringify(entries), secrets('Not-The-Word-1', 'made-up-token'));
});

it('a fault of ours is told with its request id alone; its log line has the place and not the values', async () => {
  await t.uow.run((tx) => tx.run(sql`CREATE UNIQUE INDEX once ON api_token (name)`));
  const token = { name: '李明 13812345678', scopes: ['report:read'], expiresAt: '2024-06-01T00:00:00Z' };
  await as.post(TOKENS, token).expect(201);
  log.length = 0;
  // PostgreSQL quotes the value that is there twice.
  const answer = await as.post(`${TOKENS}?note=13812345678`, token).expect(500);
  expect(Object.keys(answer.body as object).sort()).toEqual([
    ...['code', 'detail', 'requestId', 'status', 'title', 'type'],
  ]);
  expectNone(answer.text, secrets('api_token', 'INSERT', 'SQLITE', 'once'));
  const line = log.find((each) => each.includes('request failed'))!;
  expect(JSON.parse(line)).toMatchObject({
    requestId: (answer.body as { requestId: string }).requestId,
    method: 'POST',
    route: TOKENS,
    path: TOKENS,
    err: { message: expect.stringMatching(/unique/i) },
  });
  expectNone(log.join(''), secrets('VALUES'));
  expect(t.takeErrors()).toHaveLength(1);
});

it.each(['/api/openapi.json', '/api/docs', '/health/live', '/health/ready'])(
  '%s tells nothing secret',
  async (path) => {
    const { text } = await t.http.get(path).expect(200);
    expect(secrets('node_modules', process.cwd()).filter((secret) => text.includes(secret))).toEqual([]);
  },
);
