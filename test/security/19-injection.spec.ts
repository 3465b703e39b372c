import sql from 'sql-template-tag';
import { Watchman } from '../support/everything.js';
import { ApiDocument } from '../support/api-document.js';
import { expectRefused } from '../support/refusals.js';
import { issueBody, RoutingOffice } from '../support/routing-office.js';
import { create, loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const ISSUES = '/api/v1/issues';
const INJECTIONS = [
  "'",
  "' OR '1'='1",
  '1; DROP TABLE issue; --',
  "x') UNION SELECT password_hash FROM user_account --",
  '(SELECT 1)',
  '1/**/OR/**/1=1',
  'CASE WHEN 1=1 THEN 1 ELSE 2 END',
  'pg_sleep(10)',
  'randomblob(100000000)',
  'submittedAt,(SELECT 1)',
  '"submittedAt"',
  '%27%20OR%201=1',
  'submitted_at',
  'i.title',
];

let t: TestApp;
let enterpriseId: string;
let otherId: string;
let watchman: Watchman;
beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  const office = await RoutingOffice.open(t);
  enterpriseId = await office.enterprise();
  otherId = await office.enterprise();
  for (const title of ['100% 缺工', '100 缺工', 'a_b', 'axb', "O'Brien", '\\']) {
    await create(office.coordinator, ISSUES, { ...issueBody(enterpriseId), title });
    await create(office.coordinator, ISSUES, { ...issueBody(otherId), title });
  }
  for (const person of [t.as.admin(), t.as.auditor(), t.as.security(), t.as.enterprise(enterpriseId)])
    await person.get('/api/v1/me').expect(200);
});
beforeEach(async () => {
  watchman = new Watchman(t);
  await watchman.look();
});
afterAll(() => t.close());

it('no list takes SQL for an order, a grouping or a place', async () => {
  const operations = new ApiDocument(t.app).operations.filter(
    ({ method, path }) => method === 'get' && !path.includes('{'),
  );
  let tried = 0;
  for (const { path, query } of operations) {
    for (const name of ['sort', 'groupBy', 'cursor', 'limit', 'format'].filter((each) => each in query)) {
      for (const injection of INJECTIONS) {
        const address = `${path}?${name}=${encodeURIComponent(injection)}`;
        const people = [t.as.coordinator(), t.as.admin(), t.as.auditor(), t.as.security()];
        const statuses = await Promise.all(people.map(async (person) => (await person.get(address)).status));
        expect([address, statuses.filter((status) => ![400, 403].includes(status))]).toEqual([address, []]);
        if (statuses.includes(400)) tried++;
      }
    }
  }
  expect(tried).toBeGreaterThan(100);
});

it('words to look for are words: neither wildcards nor quotes mean anything', async () => {
  const found = async (q: string): Promise<string[]> => {
    const { body } = await t.as
      .enterprise(enterpriseId)
      .get(`${ISSUES}?q=${encodeURIComponent(q)}`)
      .expect(200);
    return (body as { items: { title: string }[] }).items.map(({ title }) => title).sort();
  };
  expect(await found('100%')).toEqual(['100% 缺工']);
  expect(await found('%')).toEqual(['100% 缺工']);
  expect(await found('a_b')).toEqual(['a_b']);
  expect(await found('_')).toEqual(['a_b']);
  expect(await found("O'Brien")).toEqual(["O'Brien"]);
  expect(await found('\\')).toEqual(['\\']);
  for (const injection of INJECTIONS.slice(1)) expect(await found(injection)).toEqual([]);
  await watchman.expectNothingChanged();
});

describe('a cursor', () => {
  const cursorOf = async (address: string, person = t.as.coordinator()): Promise<string> => {
    const { body } = await person.get(address).expect(200);
    return (body as { nextCursor: string }).nextCursor;
  };

  it('of somebody who sees more opens nothing to somebody who sees less', async () => {
    const cursor = await cursorOf(`${ISSUES}?limit=1`);
    const { body } = await t.as
      .enterprise(enterpriseId)
      .get(`${ISSUES}?limit=200&count=true&cursor=${cursor}`)
      .expect(200);
    const { items, total } = body as { items: { enterprise: { id: string } }[]; total: number };
    expect(new Set(items.map(({ enterprise }) => enterprise.id))).toEqual(new Set([enterpriseId]));
    expect(total).toBe(6);
  });

  it('is good for its own list and order, and cannot be written by hand', async () => {
    const cursor = await cursorOf(`${ISSUES}?limit=1&sort=dueAt`);
    const [content = '', signature = ''] = cursor.split('.');
    const forged = Buffer.from(Buffer.from(content, 'base64url').toString().replace('dueAt', 'title')).toString(
      'base64url',
    );
    const refusal = { status: 400, code: 'list.cursor' };
    for (const address of [
      `${ISSUES}?cursor=${cursor}`,
      `/api/v1/enterprises?cursor=${cursor}`,
      `${ISSUES}?sort=dueAt&cursor=${forged}.${signature}`,
      `${ISSUES}?sort=dueAt&cursor=${content}`,
    ])
      await expectRefused(() => t.as.coordinator().get(address), refusal);
    await t.as.coordinator().get(`${ISSUES}?sort=dueAt&cursor=${cursor}`).expect(200);
  });
});

it('an id is a value: there is no row that a condition could find', async () => {
  const [row] = await t.reader.all<{ count: number }>(sql`SELECT COUNT(*) AS count FROM issue`);
  for (const injection of INJECTIONS) {
    const id = encodeURIComponent(injection);
    for (const path of [`${ISSUES}/${id}`, `/api/v1/enterprises/${id}`, `/api/v1/regions/${id}`])
      expect([path, (await t.as.coordinator().get(path)).status]).toEqual([path, 404]);
    const { status } = await t.as.coordinator().get(`${ISSUES}?regionCode=${id}&assigneeId=${id}`);
    expect([injection, [200, 400].includes(status)]).toEqual([injection, true]);
  }
  expect(await t.reader.all(sql`SELECT COUNT(*) AS count FROM issue`)).toEqual([row]);
});
