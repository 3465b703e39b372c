import { ApiDocument, type Operation, type Schema } from '../support/api-document.js';
import { Watchman } from '../support/everything.js';
import { fieldsOf, type Problem } from '../support/refusals.js';
import { loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const PREPARATION_MS = 120_000;

let t: TestApp;
let watchman: Watchman;
let document: ApiDocument;

beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  document = new ApiDocument(t.app);
  for (const person of [t.as.admin(), t.as.coordinator(), t.as.security()]) await person.get('/api/v1/me').expect(200);
  watchman = new Watchman(t);
  await watchman.look();
}, PREPARATION_MS);
afterEach(() => watchman.expectNothingChanged());
afterAll(() => t.close());

/** Values of every type, at and beyond the limits of the field. */
function pool({ maxLength = 0, minimum = 0, maximum = 0 }: Schema): unknown[] {
  return [
    ...[null, true, 'true', 0, 1.5, '', 'x', 'a b', '5', '2023-02-29', '2023-02-29T00:00:00Z', { x: 1 }, {}],
    ...[[], [null], [[]], [{}], ['x', 'x'], 'x'.repeat(maxLength + 1), minimum - 1, maximum + 1],
  ];
}

function send({ method, path }: Operation, body: object) {
  const isOfOffice = /issues|enterprises|cadres|bulletin|routing\/preview/.test(path);
  const isOfSecurity = /privacy|security/.test(path);
  const person = isOfOffice ? t.as.coordinator() : isOfSecurity ? t.as.security() : t.as.admin();
  return person[method](path.replace(/\{\w+\}/g, 'x'), body);
}

/** What is wrong with the answer to a body that is wrong in one field: nothing, or a line that tells. */
async function faultOf(field: string, operation: Operation, body: object): Promise<string[]> {
  const { status, body: problem } = await send(operation, body);
  const named = new Set(fieldsOf(problem as Problem).map((each) => each.split('.')[0]));
  if (status === 400 && named.size === 1 && named.has(field)) return [];
  const value = JSON.stringify((body as Record<string, unknown>)[field])?.slice(0, 80);
  return [
    `${operation.name} ${field}=${value}: ${status} ${(problem as Problem).code}, names ${[...named].join(', ')}`,
  ];
}

const operationsWithBody = (): readonly Operation[] => document.operations.filter(({ body }) => body !== null);

it('whatever the document does not allow is refused, in every field of every body', async () => {
  const faults: string[] = [];
  let tried = 0;
  for (const operation of operationsWithBody()) {
    const schema = operation.body!;
    const allows = document.validatorOf(schema);
    const example = document.exampleOf(schema) as object;
    expect([operation.name, allows(example)]).toEqual([operation.name, true]);
    for (const [field, described] of Object.entries(document.resolved(schema).properties ?? {})) {
      const bodies = pool(described).map((value) => ({ ...example, [field]: value }));
      for (const body of bodies.filter((each) => !allows(each))) {
        faults.push(...(await faultOf(field, operation, body)));
        tried++;
      }
    }
  }
  expect(faults).toEqual([]);
  expect(tried).toBeGreaterThan(2_000);
}, 300_000);

it('what must be there is asked for, and what is unknown is refused, in every body', async () => {
  const faults: string[] = [];
  expect(operationsWithBody().length).toBeGreaterThan(40);
  for (const operation of operationsWithBody()) {
    const example = document.exampleOf(operation.body!) as Record<string, unknown>;
    for (const field of document.resolved(operation.body!).required ?? []) {
      faults.push(...(await faultOf(field, operation, { ...example, [field]: undefined })));
    }
    faults.push(...(await faultOf('unknown', operation, { ...example, unknown: 1 })));
  }
  expect(faults).toEqual([]);
}, 300_000);
