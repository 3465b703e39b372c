import type supertest from 'supertest';
import { DAY, iso } from '../../src/kernel/clock.js';
import { ISSUE, PUBLIC, type Role, ROLES, TABLE, V1 } from '../support/access-table.js';
import { ApiDocument, type Operation } from '../support/api-document.js';
import { Watchman } from '../support/everything.js';
import type { SignedIn } from '../support/people.js';
import type { Problem } from '../support/refusals.js';
import { type RoutedIssue, RoutingOffice, issueBody } from '../support/routing-office.js';
import { cadreBody, create, loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const PREPARATION_MS = 120_000;
const ACTION = new RegExp(`^POST ${V1}/issues/\\{issueId\\}/actions/[a-z-]+$`);
const rowOf = ({ name }: Operation) =>
  TABLE.find(({ routes }) => routes.includes(ACTION.test(name) ? 'ACTIONS' : name));

let t: TestApp;
let document: ApiDocument;
/** Those that need a sign-in, in the order in which they can be called. */
let closed: readonly Operation[];
let office: RoutingOffice;
let elsewhere: RoutingOffice;
let cadreId: string;
let enterpriseId: string;
let issue: RoutedIssue;

beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  document = new ApiDocument(t.app);
  const isLast = ({ name }: Operation): number => Number(name.endsWith('/auth/logout'));
  closed = document.operations.filter(({ name }) => !PUBLIC.includes(name)).sort((a, b) => isLast(a) - isLast(b));
  [office, elsewhere] = [await RoutingOffice.open(t), await RoutingOffice.open(t)];
  cadreId = (await office.cadre('王强')).id;
  enterpriseId = await office.enterprise({ [cadreId]: 'chief' });
  issue = await office.submit(enterpriseId);
}, PREPARATION_MS);
afterAll(() => t.close());

/** Sends nothing that could be carried out: an address of nothing, and a body that lacks everything. */
function knock(person: SignedIn, { method, path, body }: Operation): supertest.Test {
  return person[method](path.replace(/\{\w+\}/g, 'nothing'), body ? {} : undefined);
}

it('every route is in the table, and the table has no other', () => {
  const routes = TABLE.flatMap((row) => row.routes);
  const served = closed.map(({ name }) => (ACTION.test(name) ? 'ACTIONS' : name));
  expect([...new Set(served)].sort()).toEqual([...routes].sort());
  expect(
    document.operations
      .filter(({ needsSignIn }) => !needsSignIn)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(PUBLIC.sort());
});

it(
  'nobody gets in without a sign-in, by any verb',
  async () => {
    for (const { method, path, name } of closed) {
      const address = path.replace(/\{\w+\}/g, 'nothing');
      expect([name, (await t.http[method](address)).status]).toEqual([name, 401]);
      if (method === 'get') expect(['HEAD', name, (await t.http.head(address)).status]).toEqual(['HEAD', name, 401]);
    }
  },
  PREPARATION_MS,
);

type Outcome = 'let in' | 'sign in first' | 'not your scope' | `${number} ${string}`;

function outcomeOf({ status, body }: supertest.Response): Outcome {
  const { code } = body as Problem;
  if (status === 401) return 'sign in first';
  if (status === 403) return code === 'access.scope-missing' ? 'not your scope' : `403 ${code}`;
  return status < 500 ? 'let in' : `${status} ${code}`;
}

/** What becomes of knocking at every door, by route. */
async function outcomes(person: SignedIn): Promise<Record<string, Outcome>> {
  const seen: Record<string, Outcome> = {};
  for (const operation of closed) seen[operation.name] = outcomeOf(await knock(person, operation));
  return seen;
}

function expected(isIn: (row: (typeof TABLE)[number]) => boolean): Record<string, Outcome> {
  return Object.fromEntries(
    closed.map((operation) => [operation.name, isIn(rowOf(operation)!) ? 'let in' : 'not your scope']),
  );
}

function personOf(role: Role, username: string): SignedIn {
  const links = { enterprise: { enterpriseId }, cadre: { cadreId } };
  return t.as.role(role, { username, ...(role in links ? links[role as keyof typeof links] : {}) });
}

it.each(ROLES)(
  '%s is let in where the role has work to do, and nowhere else',
  async (role) => {
    const seen = await outcomes(personOf(role, `matrix-${role}`));
    expect(seen).toEqual(expected(({ roles }) => roles.includes(role)));
  },
  PREPARATION_MS,
);

it.each(TABLE.map(({ scope, roles }) => [scope, roles.at(-1)!] as const))(
  'an API token with nothing but %s opens nothing else, whatever its owner (%s) may',
  async (scope, role) => {
    const plan = { name: scope, scopes: [scope], expiresAt: iso(t.clock.now() + DAY) };
    const owner = personOf(role, `owner-${role}`);
    const { token } = await create<{ token: string }>(owner, `${V1}/auth/tokens`, plan);
    const seen = await outcomes(t.as.bearer(token));
    const session = scope === 'profile:write' ? { [`POST ${V1}/auth/logout`]: '403 auth.session-required' } : {};
    expect(seen).toEqual({ ...expected((row) => row.scope === scope), ...session });
  },
  PREPARATION_MS,
);

describe('what belongs to others', () => {
  let watchman: Watchman;
  let confidential: RoutedIssue;
  let strangers: Readonly<Record<string, SignedIn>>;
  let paired: SignedIn;

  beforeAll(async () => {
    const { regionCode } = elsewhere;
    const deputy = (await office.cadre('李静', { specialties: [] })).id;
    const pairing = { cadreId: deputy, role: 'deputy', from: '2024-01-01' };
    await create(office.coordinator, `${V1}/enterprises/${enterpriseId}/pairings`, pairing);
    confidential = await create(office.coordinator, `${V1}/issues`, {
      ...issueBody(enterpriseId),
      confidential: true,
    });
    paired = t.as.cadre(deputy);
    strangers = {
      'another enterprise': t.as.enterprise(await office.enterprise()),
      'a cadre of the same county': t.as.cadre((await office.cadre('赵敏', { specialties: [] })).id),
      'a coordinator of another county': t.as.coordinator({ regionCode }),
      'a manager of another county': t.as.manager({ regionCode }),
      'an auditor of another county': t.as.auditor({ regionCode }),
    };
    for (const person of [paired, ...Object.values(strangers)]) await person.get(`${V1}/me`).expect(200);
    watchman = new Watchman(t);
    await watchman.look();
  }, PREPARATION_MS);
  afterEach(() => watchman.expectNothingChanged());

  const fill = (path: string, id: string): string => path.replace(/\{\w+\}/, id).replace(/\{\w+\}/g, 'nothing');
  /** The answer without what is different in every answer. */
  const told = ({ status, body }: supertest.Response): unknown => ({ status, ...(body as object), requestId: '' });

  /** Every operation on it is answered as if it were not there. */
  async function expectUnseen(person: SignedIn, prefix: string, id: string, operations: readonly Operation[]) {
    const refused = ['not your scope', 'let in'];
    let unseen = 0;
    for (const { method, path, name, body } of operations.filter((operation) => operation.path.startsWith(prefix))) {
      const example = body ? (document.exampleOf(body) as object) : undefined;
      const answer = await person[method](fill(path, id), example);
      expect(refused).toContain(outcomeOf(answer));
      if (outcomeOf(answer) === 'not your scope') continue;
      expect([name, answer.status]).toEqual([name, 404]);
      unseen++;
      expect(told(answer)).toEqual(told(await person[method](fill(path, 'nothing'), example)));
    }
    expect(unseen).toBeGreaterThan(0);
  }

  it.each([
    'another enterprise',
    'a cadre of the same county',
    'a coordinator of another county',
    'a manager of another county',
    'an auditor of another county',
  ])('an issue is not there for %s, by any verb', async (who) => {
    for (const { id } of [issue, confidential]) await expectUnseen(strangers[who]!, ISSUE, id, closed);
    const { body } = await strangers[who]!.get(`${V1}/issues?count=true`).expect(200);
    expect(body).toEqual({ items: [], nextCursor: null, total: 0 });
  });

  it('a confidential issue is not there for a cadre who only is paired with the enterprise; another one is', async () => {
    await expectUnseen(paired, ISSUE, confidential.id, closed);
    await paired.get(`${V1}/issues/${issue.id}`).expect(200);
    const { body } = await paired.get(`${V1}/issues`).expect(200);
    expect((body as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual([issue.id]);
  });

  it('an enterprise is not there for those of another county or another enterprise', async () => {
    const { creditCode } = (await office.coordinator.get(`${V1}/enterprises/${enterpriseId}`)).body as {
      creditCode: string;
    };
    for (const who of ['another enterprise', 'a coordinator of another county', 'a manager of another county']) {
      const stranger = strangers[who]!;
      await expectUnseen(stranger, `${V1}/enterprises/{id}`, enterpriseId, closed);
      const byCode = await stranger.get(`${V1}/enterprises/by-credit-code/${creditCode}`);
      expect([who, byCode.status]).toEqual([who, 404]);
    }
  });

  it('a cadre is not there for those of another county', async () => {
    const operations = closed.filter(({ path }) => path.startsWith(`${V1}/cadres/{`));
    expect(operations).toHaveLength(4);
    for (const who of ['a coordinator of another county', 'a manager of another county']) {
      await expectUnseen(strangers[who]!, `${V1}/cadres/`, cadreId, operations);
    }
  });

  it('nobody of another county is let loose on this one by what they write', async () => {
    const stranger = strangers['a coordinator of another county']!;
    const { regionCode } = office;
    const cadre = cadreBody({ regionCode, departmentId: office.department('industry') });
    expect((await stranger.post(`${V1}/cadres`, cadre)).status).toBe(422);
    expect((await stranger.post(`${V1}/issues`, issueBody(enterpriseId))).status).toBe(422);
  });
});
