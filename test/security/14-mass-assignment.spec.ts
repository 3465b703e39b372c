import type supertest from 'supertest';
import { ApiDocument, type Operation, type Schema } from '../support/api-document.js';
import { Watchman } from '../support/everything.js';
import type { SignedIn } from '../support/people.js';
import type { Problem } from '../support/refusals.js';
import { RoutingOffice } from '../support/routing-office.js';
import { loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const PREPARATION_MS = 120_000;

/** What somebody would like to set who may not. */
const WISHES: Readonly<Record<string, unknown>> = {
  id: '018e06f5-5c00-7000-8000-000000000001',
  status: 'closed',
  closedAt: '2024-03-04T01:00:00.000Z',
  submittedAt: '2020-01-01T00:00:00.000Z',
  assigneeId: '018e06f5-5c00-7000-8000-000000000001',
  rating: 5,
  regionCode: '410000',
  role: 'admin',
  scopes: ['user:write'],
  version: 99,
  active: true,
  securityVersion: 1,
  passwordHash: 'x',
  userId: '018e06f5-5c00-7000-8000-000000000001',
  user: { role: 'admin' },
  issue: { status: 'closed', rating: { score: 5 } },
};

let t: TestApp;
let document: ApiDocument;
let people: readonly SignedIn[];
let watchman: Watchman;
let issueId: string;
let writes: readonly (Operation & { readonly body: Schema })[];

beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  const office = await RoutingOffice.open(t);
  const cadreId = (await office.cadre('王强')).id;
  const enterpriseId = await office.enterprise({ [cadreId]: 'chief' });
  issueId = (await office.submit(enterpriseId)).id;
  people = [
    ...[t.as.admin(), t.as.security(), office.coordinator, t.as.manager()],
    ...[t.as.cadre(cadreId), t.as.enterprise(enterpriseId)],
  ];
  for (const person of people) await person.get('/api/v1/me').expect(200);
  document = new ApiDocument(t.app);
  writes = document.operations.filter(
    (operation): operation is Operation & { body: Schema } => operation.body !== null,
  );
  watchman = new Watchman(t);
}, PREPARATION_MS);
afterAll(() => t.close());

function send(person: SignedIn | null, { method, path }: Operation, body: object): supertest.Test {
  const address = path.replace('{issueId}', issueId).replace(/\{\w+\}/g, 'nothing');
  return person === null ? t.http[method](address).send(body) : person[method](address, body);
}

/** The answer to the first of those who may knock there at all. */
async function answerTo(operation: Operation, body: object): Promise<supertest.Response> {
  if (!operation.needsSignIn) return send(null, operation, body);
  for (const person of people) {
    const answer = await send(person, operation, body);
    if (answer.status !== 403 || (answer.body as Problem).code !== 'access.scope-missing') return answer;
  }
  throw new Error(`nobody may call ${operation.name}`);
}

const fieldsAtFault = ({ body }: supertest.Response): string[] => [
  ...new Set(((body as Problem).errors ?? []).map(({ field }) => field)),
];

it(
  '14: every route that takes a body refuses each field that it does not list, and nothing changes',
  async () => {
    expect(writes.length).toBeGreaterThan(30);
    await watchman.look();
    for (const operation of writes) {
      const known = Object.keys(document.resolved(operation.body).properties ?? {});
      const foreign = Object.fromEntries(Object.entries(WISHES).filter(([name]) => !known.includes(name)));
      const example = document.exampleOf(operation.body) as object;
      const answer = await answerTo(operation, { ...example, ...foreign });
      expect([operation.name, answer.status]).toEqual([operation.name, 400]);
      expect([operation.name, fieldsAtFault(answer)]).toEqual([
        operation.name,
        expect.arrayContaining(Object.keys(foreign)),
      ]);
    }
    await watchman.expectNothingChanged();
  },
  PREPARATION_MS,
);

/** Bodies with a wish inside of each object and each list of objects that the body has. */
function nested(operation: Operation & { readonly body: Schema }): [field: string, body: object][] {
  const { properties = {} } = document.resolved(operation.body);
  const example = document.exampleOf(operation.body) as object;
  return Object.entries(properties).flatMap(([name, schema]): [string, object][] => {
    const inner = document.resolved(schema.items ?? schema);
    if (inner.type !== 'object' || inner.properties === undefined) return [];
    const value = { ...(document.exampleOf(schema.items ?? schema) as object), role: 'admin' };
    const isWish = !Object.hasOwn(inner.properties, 'role');
    return isWish ? [[name, { ...example, [name]: schema.items ? [value] : value }]] : [];
  });
}

it(
  '14: nor does any object inside of a body take more than it lists',
  async () => {
    const cases = writes.flatMap((operation) => nested(operation).map(([name, body]) => ({ operation, name, body })));
    expect(cases.length).toBeGreaterThan(3);
    await watchman.look();
    for (const { operation, name, body } of cases) {
      const answer = await answerTo(operation, body);
      expect([operation.name, answer.status]).toEqual([operation.name, 400]);
      const atFault = fieldsAtFault(answer).filter((field) => field.startsWith(name) && field.endsWith('role'));
      expect([operation.name, name, atFault.length]).toEqual([operation.name, name, 1]);
    }
    await watchman.expectNothingChanged();
  },
  PREPARATION_MS,
);

it('14: what is listed for one role alone is not taken from another: nobody makes themselves an administrator', async () => {
  const [, security, coordinator] = people;
  for (const person of [security!, coordinator!]) {
    const { body: me } = await person.get('/api/v1/me').expect(200);
    const { id } = me as { id: string };
    await person.patch(`/api/v1/users/${id}`, { role: 'admin' }).expect(403);
    expect((await person.get('/api/v1/me').expect(200)).body).toEqual(me);
  }
});
