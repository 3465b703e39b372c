import { Passwords, Users } from '../../src/modules/identity/index.js';
import { PASSWORD } from '../support/accounts.js';
import { issueBody } from '../support/routing-office.js';
import { cadreBody, create, enterpriseBody, loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';
import type { Submission } from './client.js';
import { TOKEN_SECRET } from './product.js';

const CADRES = 5;
const ENTERPRISES = 20;

/** A database with people in it, whom the product that is started on it knows. */
export interface Office {
  readonly databaseUrl: string;
  /** Where its files lie. */
  readonly dataDir: string;
  /** Access token of the coordinator of Zhoukou. */
  readonly coordinator: string;
  /** The nth submission of a burst: by the enterprises in turn, with a title that nobody else uses. */
  submission(name: string): Submission;
}

/** Reference data, 5 cadres, 20 enterprises that are paired with them in turn, and their accounts, signed in. */
export async function prepareOffice(): Promise<Office> {
  const t = await startApp({
    now: new Date().toISOString(),
    settings: { ZHUQI_TOKEN_SECRET: TOKEN_SECRET },
  });
  await loadReferenceData(t);
  const enterprises = await enterPairs(t);
  const tokens = await signIn(t, enterprises);
  // Not `t.close()`, which would drop the database; the run drops what is left at its end.
  await t.app.close();
  let turn = 0;
  return {
    databaseUrl: t.databaseUrl,
    dataDir: t.dataDir,
    coordinator: tokens[0]!,
    submission: (name) => {
      const nth = turn++ % ENTERPRISES;
      return { token: tokens[1 + nth]!, key: name, body: { ...issueBody(enterprises[nth]!), title: name } };
    },
  };
}

/** @returns the ids of the enterprises */
async function enterPairs(t: TestApp): Promise<string[]> {
  const coordinator = t.as.coordinator();
  const cadres = await times(CADRES, () => create(coordinator, '/api/v1/cadres', cadreBody({ capacity: 100 })));
  return times(ENTERPRISES, async (nth) => {
    const { id } = await create(coordinator, '/api/v1/enterprises', enterpriseBody());
    const pairing = { cadreId: cadres[nth % CADRES]!.id, role: 'chief', from: '2024-01-01' };
    await create(coordinator, `/api/v1/enterprises/${id}/pairings`, pairing);
    return id;
  });
}

/** @returns access tokens: of a coordinator, then of a user of each enterprise */
async function signIn(t: TestApp, enterprises: readonly string[]): Promise<string[]> {
  const passwordHash = await t.get(Passwords).hash(PASSWORD);
  const account = { displayName: '李娜', regionCode: '411600', passwordHash };
  const accounts = [
    { ...account, username: 'office', role: 'coordinator' as const },
    ...enterprises.map((enterpriseId, nth) => ({
      ...account,
      username: `enterprise${nth}`,
      role: 'enterprise' as const,
      enterpriseId,
    })),
  ];
  await t.uow.run((tx) => t.get(Users).createMany(tx, accounts));
  return Promise.all(
    accounts.map(async ({ username }) => {
      const answer = await t.http.post('/api/v1/auth/login').send({ username, password: PASSWORD }).expect(200);
      return (answer.body as { accessToken: string }).accessToken;
    }),
  );
}

async function times<T>(count: number, make: (nth: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let nth = 0; nth < count; nth++) made.push(await make(nth));
  return made;
}
