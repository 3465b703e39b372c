import sql, { raw } from 'sql-template-tag';
import { DAY, iso } from '../../src/kernel/clock.js';
import { Accounts, HOME, PASSWORD } from '../support/accounts.js';
import { ApiDocument } from '../support/api-document.js';
import { Watchman } from '../support/everything.js';
import type { SignedIn } from '../support/people.js';
import { startApp, type TestApp } from '../support/test-app.js';

// The hashes of files and of the audit trail are no credentials.
const CREDENTIAL =
  /^(password|secret|token|(password|token|refresh|family|code)Hash|sealedSecret|(access|refresh)Token)$/i;

const ROLES = ['admin', 'security', 'coordinator', 'manager', 'auditor'] as const;

let t: TestApp;
let accounts: Accounts;
let people: readonly SignedIn[];
beforeAll(async () => {
  t = await startApp();
  accounts = await Accounts.of(t);
  people = [
    ...ROLES.map((role) => t.as.role(role, { regionCode: HOME.regionCode })),
    t.as.cadre(HOME.cadreId, { regionCode: HOME.regionCode }),
    t.as.enterprise(HOME.enterpriseId, { regionCode: HOME.regionCode }),
  ];
  for (const person of people) await person.get('/api/v1/me').expect(200);
});
afterAll(() => t.close());

/** Everything that the database holds by which somebody could get in. */
async function secretsStored(): Promise<string[]> {
  const columns = [
    ['app_user', 'password_hash'],
    ['session', 'refresh_hash'],
    ['session', 'family_hash'],
    ['api_token', 'token_hash'],
    ['invitation', 'token_hash'],
  ] as const;
  const found = await Promise.all(
    columns.map(async ([table, column]) => {
      const rows = await t.reader.all<{ secret: string | null }>(
        sql`SELECT ${raw(column)} AS secret FROM ${raw(table)}`,
      );
      const secrets = rows.map(({ secret }) => secret).filter((secret) => secret !== null);
      expect([table, column, secrets.length > 0]).toEqual([table, column, true]);
      return secrets;
    }),
  );
  return found.flat();
}

/** Every address that can be read, with an id of something that is there. */
async function readable(): Promise<string[]> {
  const { id } = await accounts.open();
  const ids: Readonly<Record<string, string>> = { '/users/{id}': id, '/cadres/{id}': HOME.cadreId };
  return new ApiDocument(t.app).operations
    .filter(({ method }) => method === 'get')
    .map(({ path }) => {
      const known = Object.keys(ids).find((end) => path.endsWith(end));
      const filled = known ? path.replace('{id}', ids[known]!) : path;
      return filled.replace(/\{enterpriseId\}/g, HOME.enterpriseId).replace(/\{\w+\}/g, HOME.regionCode);
    });
}

it('7: no answer to any GET, to anybody, holds a password hash, a token, its hash or a field of that name', async () => {
  const { id, username } = await accounts.open();
  const signed = await accounts.signIn(username);
  const plan = { name: 'hotline', scopes: ['profile:read'], expiresAt: iso(t.clock.now() + DAY) };
  const owner = t.as.bearer(signed.accessToken);
  const { body: apiToken } = await owner.post('/api/v1/auth/tokens', plan).expect(201);
  const { body: invitation } = await t.as
    .admin({ regionCode: HOME.regionCode })
    .post(`/api/v1/users/${id}/invitation`)
    .expect(201);
  const shown = [apiToken, invitation].map((body) => (body as { token: string }).token);
  const secrets = [...(await secretsStored()), ...shown, signed.accessToken, signed.refreshToken, PASSWORD];
  const addresses = await readable();
  let answered = 0;
  for (const person of [...people, owner]) {
    for (const address of addresses) {
      const { text = '', status, body } = await person.get(address);
      answered += Number(status === 200);
      expect([address, secrets.filter((secret) => text.includes(secret))]).toEqual([address, []]);
      expect([address, namesIn(body).filter((name) => CREDENTIAL.test(name))]).toEqual([address, []]);
    }
  }
  expect(answered).toBeGreaterThan(people.length * 5);
});

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => [name, ...namesIn(each)]);
}

it('7: no GET, by anybody, changes a row', async () => {
  const addresses = await readable();
  const watchman = new Watchman(t);
  await watchman.look();
  for (const person of people) for (const address of addresses) await person.get(address);
  await watchman.expectNothingChanged();
});
