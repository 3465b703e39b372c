import { read, sourceFiles } from '../architecture/source-files.js';
import { ApiDocument } from '../support/api-document.js';
import { startApp, type TestApp } from '../support/test-app.js';

// FreeScout CVE-2026-34443, Chatwoot CVE-2021-3742, GLPI CVE-2024-27098: a server that calls whatever address it is given.
// Ours takes none: whoever adds a webhook or an import by address meets this page first, and brings a guard along.

let t: TestApp;
let document: ApiDocument;
beforeAll(async () => {
  t = await startApp();
  document = new ApiDocument(t.app);
});
afterAll(() => t.close());

it('no body has a field for an address to call', () => {
  const fields = document.operations.flatMap(({ name, body }) =>
    body === null ? [] : Object.keys(document.resolved(body).properties ?? {}).map((field) => `${name}: ${field}`),
  );
  expect(fields.length).toBeGreaterThan(100);
  // The call-back is taken apart for its code and state; the provider that is called is the configured one.
  expect(fields.filter((field) => /: .*(url|uri|address|endpoint|hook|host)/i.test(field)).sort()).toEqual([
    'POST /api/v1/auth/oidc/finish: callbackUrl',
    'POST /api/v1/auth/oidc/link: callbackUrl',
  ]);
});

it('only the identity provider and the bucket, which are configured, are ever called', () => {
  const calling =
    /from '(openid-client|@aws-sdk\/[\w-]+|node:dns|undici)'|\bfetch\(|import (?!type)[^;]*(request|connect|Socket|Agent)[^;]*from 'node:(https?|net|tls)'/;
  const files = sourceFiles('src').filter((file) => !file.endsWith('.spec.ts') && calling.test(read(file)));
  expect(files.sort()).toEqual(['src/modules/oidc/identity-provider.ts', 'src/platform/storage/bucket-file-store.ts']);
});
