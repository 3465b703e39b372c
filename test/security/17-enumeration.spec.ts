import sql from 'sql-template-tag';
import { Passwords } from '../../src/modules/identity/index.js';
import { Accounts } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/test-app.js';

/** Headers that are different in every answer. */
const OF_EACH = new Set(['date', 'x-request-id']);

let t: TestApp;
let accounts: Accounts;
beforeAll(async () => {
  t = await startApp();
  accounts = await Accounts.of(t);
});
afterAll(() => t.close());

/** Names for which a sign-in with a wrong password must look alike. */
async function names(): Promise<Record<string, string>> {
  const closed = await accounts.open();
  await t.uow.run((tx) => tx.run(sql`UPDATE app_user SET active = ${false} WHERE id = ${closed.id}`));
  return {
    'an open account': (await accounts.open()).username,
    'a closed account': closed.username,
    'an account without a password': (await accounts.open({ passwordHash: null })).username,
    'no account': 'nobody-at-all',
  };
}

const entries = async (): Promise<number> =>
  (await t.reader.all<{ n: number }>(sql`SELECT COUNT(*) AS n FROM audit_entry`))[0]!.n;
const counts = async (): Promise<number> =>
  (await t.reader.all<{ n: number }>(sql`SELECT SUM(attempts) AS n FROM attempt_count`))[0]!.n;

it('a sign-in is refused in the same words and with the same headers whoever is named', async () => {
  const told = new Set<string>();
  for (const username of Object.values(await names())) {
    const { status, body, headers } = await accounts.login(username, 'Wrong-2024');
    const same = Object.entries(headers as Record<string, string>).filter(([name]) => !OF_EACH.has(name));
    told.add(JSON.stringify({ status, body: { ...(body as object), requestId: '' }, same }));
  }
  expect(told.size).toBe(1);
});

it('the same work is done whoever is named: one password hash is verified, one entry and three counts are written', async () => {
  const passwords = t.get(Passwords);
  const verified: string[] = [];
  const matches = passwords.matches.bind(passwords);
  passwords.matches = (hash, password) => {
    verified.push(hash === null ? 'the hash of nobody' : 'a hash');
    return matches(hash, password);
  };
  try {
    for (const username of Object.values(await names())) {
      const before = { entries: await entries(), counts: await counts() };
      verified.splice(0);
      await accounts.login(username, 'Wrong-2024').expect(401);
      expect(verified).toHaveLength(1);
      expect({ entries: await entries(), counts: await counts() }).toEqual({
        entries: before.entries + 1,
        counts: before.counts + 3,
      });
    }
  } finally {
    passwords.matches = matches;
  }
});

it('whose token or session it was is not told', async () => {
  const { username } = await accounts.open();
  const { refreshToken } = await accounts.signIn(username);
  const [session] = refreshToken.split('.');
  const madeUp = 'A'.repeat(43);
  const told = new Set<string>();
  for (const token of [`${session}.${madeUp}.${madeUp}`, `nothing.${madeUp}.${madeUp}`, 'nonsense']) {
    const { status, body } = await accounts.refresh(token);
    told.add(JSON.stringify({ status, ...(body as object), requestId: '' }));
  }
  expect(told.size).toBe(1);
});
