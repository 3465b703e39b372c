import sql from 'sql-template-tag';
import { loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const CLAIMED = '203.0.113.7';
let made = 0;

let unbelieving: TestApp;
let behindProxy: TestApp;
beforeAll(async () => {
  unbelieving = await startApp();
  behindProxy = await startApp({ settings: { ZHUQI_TRUSTED_PROXIES: 'loopback,10.0.0.0/8' } });
  for (const t of [unbelieving, behindProxy]) await loadReferenceData(t);
});
afterAll(async () => {
  await unbelieving.close();
  await behindProxy.close();
});

/** The address that the audit trail has for a write with these headers. */
async function recorded(t: TestApp, headers: Readonly<Record<string, string>>): Promise<string> {
  const code = `chain-${++made}`;
  const send = t.as
    .admin()
    .post('/api/v1/chains', { code, name: '面粉产业链', clusterCode: 'modern-food' })
    .set(headers);
  expect((await send).status).toBe(201);
  const [row] = await t.reader.all<{ address: string }>(
    sql`SELECT address FROM audit_entry WHERE subject_id = ${code}`,
  );
  return row!.address.replace('::ffff:', '');
}

it.each<Readonly<Record<string, string>>>([
  { 'X-Forwarded-For': CLAIMED },
  { 'X-Forwarded-For': `${CLAIMED}, 127.0.0.1` },
  { Forwarded: `for=${CLAIMED}` },
  { 'X-Real-IP': CLAIMED },
  { 'X-Client-IP': CLAIMED, 'CF-Connecting-IP': CLAIMED, 'True-Client-IP': CLAIMED },
])('without a trusted proxy the connection counts, whatever is claimed: %j', async (headers) => {
  expect(await recorded(unbelieving, headers)).toBe('127.0.0.1');
});

it.each([
  ['nothing', '', '127.0.0.1'],
  ['the client', CLAIMED, CLAIMED],
  ['a chain of trusted ones', `${CLAIMED}, 10.1.2.3, 127.0.0.1`, CLAIMED],
  ['what the client had put in front', `198.51.100.1, 10.9.9.9, ${CLAIMED}, 10.1.2.3`, CLAIMED],
  ['a port', `${CLAIMED}:4711`, CLAIMED],
  ['IPv6', '[2001:db8::1]:4711', '2001:db8::1'],
  ['no address', 'unknown', '127.0.0.1'],
  ['markup', '<script>alert(1)</script>', '127.0.0.1'],
  ['a line for the log', 'x level=error msg=hacked', '127.0.0.1'],
  ['markup in front', `<b>, ${CLAIMED}`, CLAIMED],
  ['markup behind', `${CLAIMED}, <b>, 10.1.2.3`, '10.1.2.3'],
  ['far too much', `${'9'.repeat(4_000)}, ${CLAIMED}`, CLAIMED],
])('a trusted proxy tells the client, and it is an address or nothing: %s', async (_, header, address) => {
  expect(await recorded(behindProxy, { 'X-Forwarded-For': header })).toBe(address);
});

it('the name and the scheme that a request claims are used for nothing', async () => {
  const forged = { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'javascript', Host: 'evil.example' };
  for (const t of [unbelieving, behindProxy]) {
    const { headers } = await t.http.get('/').set(forged).expect(302);
    expect(headers.location).toBe('/api/docs');
    expect((await t.http.get('/api/openapi.json').set(forged)).text).not.toContain('evil.example');
  }
});
