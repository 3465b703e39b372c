import { hostname } from 'node:os';
import { OutboxDelivery } from '../../src/platform/outbox/index.js';
import { read, sourceFiles } from '../architecture/source-files.js';
import { ApiDocument } from '../support/api-document.js';
import type { SignedIn } from '../support/people.js';
import { Receiver, status } from '../support/receiver.js';
import { create } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

// FreeScout CVE-2026-34443, Chatwoot CVE-2021-3742, GLPI CVE-2024-27098: a server that calls whatever address it is given.
// Ours takes one for webhooks, and looks at the address that is connected to; an import by address would meet this page.

const HOOKS = '/api/v1/webhooks';

let t: TestApp;
let document: ApiDocument;
let receiver: Receiver;
let admin: SignedIn;
beforeAll(async () => {
  receiver = await Receiver.open();
  // An administrator's mistake must not open more than it says: the receiver's own address is not among these.
  t = await startApp({ settings: { ZHUQI_WEBHOOK_ALLOW: '127.0.0.2,10.255.255.0/24' } });
  document = new ApiDocument(t.app);
  admin = t.as.admin();
});
afterAll(async () => {
  await t.close();
  await receiver.close();
});

const hookBody = (url: string): object => ({ name: '数据平台', url, events: ['submit'] });
const port = (): string => new URL(receiver.url('/')).port;

it('no body has a field for an address to call, but that of a webhook', () => {
  const fields = document.operations.flatMap(({ name, body }) =>
    body === null ? [] : Object.keys(document.resolved(body).properties ?? {}).map((field) => `${name}: ${field}`),
  );
  expect(fields.length).toBeGreaterThan(100);
  // The call-back is taken apart for its code and state; the provider that is called is the configured one.
  expect(fields.filter((field) => /: .*(url|uri|address(?!ee)|endpoint|hook|host)/i.test(field)).sort()).toEqual([
    'PATCH /api/v1/webhooks/{id}: url',
    'POST /api/v1/auth/oidc/finish: callbackUrl',
    'POST /api/v1/auth/oidc/link: callbackUrl',
    'POST /api/v1/webhooks: url',
  ]);
});

it('only the identity provider, the mail server and the bucket, which are configured, and guarded webhooks are ever called', () => {
  const calling =
    /from '(openid-client|nodemailer|@aws-sdk\/[\w-]+|node:dns|undici)'|\bfetch\(|import (?!type)[^;]*(request|connect|Socket|Agent)[^;]*from 'node:(https?|net|tls)'/;
  const files = sourceFiles('src').filter((file) => !file.endsWith('.spec.ts') && calling.test(read(file)));
  expect(files.sort()).toEqual([
    'src/modules/notifications/mail-transport.ts',
    'src/modules/oidc/identity-provider.ts',
    'src/platform/outbound/guarded-lookup.ts',
    'src/platform/outbound/outbound-calls.ts',
    'src/platform/storage/bucket-file-store.ts',
  ]);
});

it.each([
  ['127.0.0.1'],
  ['2130706433'],
  ['0x7f000001'],
  ['0177.0.0.1'],
  ['127.1'],
  ['localhost'],
  ['[::1]'],
  ['[::ffff:127.0.0.1]'],
  ['169.254.169.254'],
  ['10.0.0.1'],
  ['100.100.100.200'],
])('an address inside is not taken: %s', async (host) => {
  for (const scheme of ['http', 'https']) {
    const { body } = await admin.post(HOOKS, hookBody(`${scheme}://${host}:${port()}/inside`)).expect(422);
    expect(body).toMatchObject({ code: 'webhook.url-inside', errors: [{ field: 'url' }] });
  }
});

it.each([
  ['http://hooks.example.com/', 'webhook.url-plain'],
  ['https://user:password@hooks.example.com/', 'webhook.url-credentials'],
  ['ftp://hooks.example.com/', 'webhook.url-form'],
  ['file:///etc/passwd', 'webhook.url-form'],
  ['gopher://127.0.0.1/', 'webhook.url-form'],
])('nor %s', async (url, code) => {
  const { body } = await admin.post(HOOKS, hookBody(url)).expect(422);
  expect(body).toMatchObject({ code });
});

it('a name that leads inside is found out when it is called, and is dead at once', async () => {
  const { id } = await create(admin, HOOKS, hookBody(`https://${hostname()}:${port()}/inside`));
  await admin.post(`${HOOKS}/${id}/test`).expect(200);
  await t.get(OutboxDelivery).deliverDue();
  const { body } = await admin.get(`${HOOKS}/${id}/deliveries`).expect(200);
  expect((body as { items: unknown[] }).items).toMatchObject([
    { state: 'dead', attempts: 1, lastError: 'the name leads to an address that may not be called' },
  ]);
  expect(receiver.received).toEqual([]);
});

it('an address that was taken under another setting is refused when it is called', async () => {
  const lax = await startApp({ settings: { ZHUQI_WEBHOOK_ALLOW: '127.0.0.1' } });
  const { id } = await create(lax.as.admin({ username: 'lax' }), HOOKS, hookBody(receiver.url('/inside')));
  const strict = await startApp({ seed: 2, settings: { DATABASE_URL: lax.databaseUrl } });
  const again = strict.as.known('lax');
  await again.post(`${HOOKS}/${id}/test`).expect(200);
  await strict.get(OutboxDelivery).deliverDue();
  const { body } = await again.get(`${HOOKS}/${id}/deliveries`).expect(200);
  expect((body as { items: unknown[] }).items).toMatchObject([
    { state: 'dead', lastError: 'the address may not be called (inside)' },
  ]);
  expect(receiver.received).toEqual([]);
  await strict.close();
  await lax.close();
});

it('a redirect is not followed, wherever it leads', async () => {
  const open = await startApp({ settings: { ZHUQI_WEBHOOK_ALLOW: '127.0.0.1' } });
  const own = open.as.admin();
  for (const code of [301, 302, 303, 307, 308]) {
    receiver.behaves('/moved', status(code, { Location: receiver.url('/inside') }));
    const { id } = await create(own, HOOKS, hookBody(receiver.url('/moved')));
    await own.post(`${HOOKS}/${id}/test`).expect(200);
    await open.get(OutboxDelivery).deliverDue();
    const { body } = await own.get(`${HOOKS}/${id}/deliveries`).expect(200);
    expect((body as { items: unknown[] }).items).toMatchObject([{ state: 'waiting', lastStatus: code }]);
  }
  expect(receiver.at('/moved')).toHaveLength(5);
  expect(receiver.at('/inside')).toEqual([]);
  await open.close();
});
