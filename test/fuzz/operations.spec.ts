import { once } from 'node:events';
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request, type RequestOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import fc, { type Arbitrary } from 'fast-check';
import { INSIDES } from '../support/refusals.js';
import { ApiDocument, type Operation } from '../support/api-document.js';
import { expectConsistent } from '../support/consistency.js';
import { HOSTILE_TEXTS, HostileValues } from '../support/hostile-values.js';
import type { SignedIn } from '../support/people.js';
import { issueBody, RoutingOffice } from '../support/routing-office.js';
import { create, loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const SEED = 20_240_304;
const REQUESTS = 3_200;
const AT_ONCE = 16;
const TIMEOUT_MS = 300_000;

interface Shot {
  readonly operation: Operation;
  readonly person: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string | undefined;
}

let t: TestApp;
let document: ApiDocument;
let values: HostileValues;
let people: Readonly<Record<string, (username: string) => SignedIn>>;
let accounts = 0;
const tokens = new Map<string, Promise<string>>();

beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  const office = await RoutingOffice.open(t);
  const { regionCode } = office;
  const lead = (await office.cadre('王强')).id;
  const other = (await office.cadre('李敏')).id;
  const enterpriseId = await office.enterprise({ [lead]: 'chief' });
  const issues = [];
  for (let nth = 0; nth < 8; nth++) issues.push((await office.submit(enterpriseId)).id);
  issues.push(
    (await create(office.coordinator, '/api/v1/issues', { ...issueBody(enterpriseId), confidential: true })).id,
  );
  await office.act(t.as.cadre(lead), issues[0]!, 'sign');
  await office.close(issues[1]!, lead);
  people = {
    nobody: () => t.as.bearer('nobody'),
    admin: (username) => t.as.admin({ username }),
    security: (username) => t.as.security({ username }),
    coordinator: (username) => t.as.coordinator({ username }),
    'coordinator of the county': (username) => t.as.coordinator({ username, regionCode }),
    manager: (username) => t.as.manager({ username }),
    auditor: (username) => t.as.auditor({ username }),
    cadre: (username) => t.as.cadre(lead, { username }),
    enterprise: (username) => t.as.enterprise(enterpriseId, { username }),
  };
  document = new ApiDocument(t.app);
  values = new HostileValues(document, {
    issues,
    enterprises: [enterpriseId],
    cadres: [lead, other],
    regions: [regionCode, '411600'],
    departments: [`${regionCode}-industry`],
    categories: ['labour'],
    chains: ['modern-food'],
    unknown: ['nothing'],
  });
}, TIMEOUT_MS);
afterAll(() => {
  agent.destroy();
  return t.close();
});

// What a header cannot carry, no client can send.
const asHeader = (value: string): string =>
  Buffer.from(value.slice(0, 200))
    .toString('latin1')
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, '?');

function headersOf(operation: Operation): Arbitrary<Record<string, string>> {
  const hostile = fc.constantFrom(...HOSTILE_TEXTS.map(asHeader));
  const type = fc.constantFrom('text/plain', 'application/json; charset=gbk', 'multipart/form-data', '', 'nonsense/');
  const rare = <T>(arbitrary: Arbitrary<T>) =>
    fc.oneof({ weight: 15, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
  return fc
    .record({
      'content-type': operation.body ? rare(type) : fc.constant(undefined),
      'accept-language': rare(fc.oneof(hostile, fc.constantFrom('en', 'zh-CN', 'en;q=0.1,zh;q=2', '*'))),
      accept: rare(fc.oneof(hostile, fc.constantFrom('text/csv', '*/*;q=0'))),
      'idempotency-key': rare(fc.oneof(hostile, fc.constantFrom('k1', 'k2', 'x'.repeat(101)))),
      'if-match': rare(fc.oneof(hostile, fc.constantFrom('"1"', 'W/"2"', '*', '"x"', '"99999999999999999999"'))),
      'x-request-id': rare(hostile),
      'x-forwarded-for': rare(hostile),
    })
    .map((headers) =>
      Object.fromEntries(
        Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
    );
}

function shotsAt(operation: Operation): Arbitrary<Shot> {
  const url = fc
    .tuple(
      fc.tuple(
        ...operation.pathParameters.map((name) =>
          values.pathPart(operation.path.split(`/{${name}}`)[0]!.split('/').at(-1)!),
        ),
      ),
      values.queryOf(operation.query),
    )
    .map(([parts, query]) => {
      const path = operation.pathParameters.reduce(
        (made, name, nth) => made.replace(`{${name}}`, () => parts[nth]!),
        operation.path,
      );
      return path + query;
    });
  const payload = operation.body
    ? fc.oneof(
        { weight: 30, arbitrary: values.bodyOf(operation.body).map((body) => JSON.stringify(body)) },
        { weight: 1, arbitrary: fc.constantFrom('', '{', '[]', 'null', '{"__proto__":{}}', '\u0000', '1e999') },
      )
    : fc.constant(undefined);
  return fc.record({
    operation: fc.constant(operation),
    person: fc.constantFrom(...Object.keys(people)),
    url,
    headers: headersOf(operation),
    payload,
  });
}

/** A request may end its own session, as it should; the next one signs in again. */
function tokenOf(person: string): Promise<string> {
  const known = tokens.get(person) ?? signIn(person);
  tokens.set(person, known);
  return known;
}

async function signIn(person: string): Promise<string> {
  const answer = await people[person]!(`fuzz-${++accounts}`).get('/api/v1/me');
  const sent = answer.request as unknown as { get(header: string): string };
  return sent.get('Authorization');
}

async function fire({ operation, person, url, headers, payload }: Shot): Promise<string[]> {
  const answer = await send({
    method: operation.method.toUpperCase(),
    path: url,
    headers: {
      ...(payload === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
      ...headers,
      authorization: await tokenOf(person),
    },
    payload,
  });
  if (answer.statusCode === 401 && person !== 'nobody') tokens.delete(person);
  outcomes.set(answer.statusCode, (outcomes.get(answer.statusCode) ?? 0) + 1);
  return wrongIn(answer).map((wrong) =>
    `${operation.name} by ${person}: ${wrong}\n${url}\n${payload ?? ''}`.slice(0, 2_000),
  );
}

interface Answer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Nothing between the test and the server puts the request right. */
async function send(options: RequestOptions & { readonly payload: string | undefined }): Promise<Answer> {
  const { port } = t.app.getHttpServer().address() as AddressInfo;
  const sent = request({ ...options, port, host: '127.0.0.1', agent });
  sent.end(options.payload);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { statusCode: answer.statusCode!, headers: answer.headers, body: await text(answer) };
}

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
const outcomes = new Map<number, number>();

function wrongIn(answer: Answer): string[] {
  const { statusCode, headers, body } = answer;
  if (statusCode < 400) return [];
  if (statusCode >= 500) return [`${statusCode} ${body}`];
  if (headers['content-type'] !== 'application/problem+json; charset=utf-8') return [`no problem document: ${body}`];
  const {
    title,
    detail,
    errors = [],
  } = JSON.parse(body) as { title: string; detail: string; errors?: { message: string }[] };
  const said = [title, detail, ...errors.map(({ message }) => message)].join('\n');
  return INSIDES.test(said) ? [`tells of our insides: ${said}`] : [];
}

it(
  'every operation answers every request by the document, and what is stored stays consistent',
  async () => {
    const { operations } = document;
    const each = Math.ceil(REQUESTS / operations.length);
    const shots = operations.flatMap((operation, nth) =>
      fc.sample(shotsAt(operation), { numRuns: each, seed: SEED + nth }).map((shot, round) => ({ shot, round })),
    );
    // One round after the other, so that every operation meets what the others have left.
    shots.sort((one, other) => one.round - other.round);
    const wrong: string[] = [];
    for (let from = 0; from < shots.length; from += AT_ONCE) {
      const found = await Promise.all(shots.slice(from, from + AT_ONCE).map(({ shot }) => fire(shot)));
      wrong.push(...found.flat());
    }
    expect(wrong).toEqual([]);
    expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(shots.length);
    // Some of it has to get through, or nothing is tested but the door.
    expect((outcomes.get(200) ?? 0) + (outcomes.get(201) ?? 0)).toBeGreaterThan(shots.length / 20);
    await expectConsistent(t);
  },
  TIMEOUT_MS,
);
