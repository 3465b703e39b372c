import type supertest from 'supertest';
import { Watchman } from '../support/everything.js';
import { expectRefused, type Refusal } from '../support/refusals.js';
import { RoutingOffice } from '../support/routing-office.js';
import { loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const ISSUES = '/api/v1/issues';
const PREPARATION_MS = 120_000;

let t: TestApp;
let watchman: Watchman;

beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  const office = await RoutingOffice.open(t);
  const enterpriseId = await office.enterprise();
  await office.submit(enterpriseId);
  await office.submit(enterpriseId);
  watchman = new Watchman(t);
  await watchman.look();
}, PREPARATION_MS);
afterEach(() => watchman.expectNothingChanged());
afterAll(() => t.close());

const get = (address: string): supertest.Test => t.as.coordinator().get(address);
const invalid = (...fields: string[]): Refusal => ({ status: 400, code: 'request.invalid', fields });

describe('a query of a list', () => {
  it.each<[string, ...string[]]>([
    ['limit', '0', '201', 'NaN', '', '-1', '1.5', '1e2', '0x10', '%2010', '１０', 'Infinity', '99999999999999999999'],
    ['sort', 'title', '', '-title', 'toString', 'submittedAt;DROP%20TABLE%20issue'],
    ['status', 'resolved', '', 'assigned,resolved', 'assigned,assigned', 'Assigned'],
    ['warning', 'purple'],
    ['level', 'world'],
    ['channel', 'fax'],
    ['enterpriseSize', 'giant'],
    ['overdue', '1', 'TRUE', ''],
    ['unrouted', 'yes'],
    ['count', 'yes', ''],
    ['regionCode', "411600'--", '%00', '', '411600%20OR%201=1'],
    ['categoryCode', '../labour', '%E5%8A%B3%E5%8A%A8'],
    ['assigneeId', '%F0%A0%AE%B7', 'x'.repeat(65)],
    ['q', 'a%00b', '%20', 'x'.repeat(101), '%E2%80%8B'],
    ['submittedFrom', '2023-02-29', 'yesterday', '2024-01-01T00:00:00'],
    ['periodFrom', '2023-02-29', '2024-1-1', '20240101', '0000-01-01', '2024-01-01T00:00:00Z'],
    ['asOf', '2024', '2023-02-29T00:00:00Z'],
    ['metric', 'happiness'],
    ['groupBy', 'planet'],
    ['handledOver', '10001', '2147483648', '-1'],
    ['handledUpTo', '10001', '2147483648', '-1'],
    ['cursor', '', '%00', 'x'.repeat(2_001)],
    ['colour', 'red'],
    ['limit[]', '1'],
    ['limit[a]', '1'],
    ['__proto__', 'x'],
    ['__proto__[limit]', '1'],
    ['constructor', 'x'],
    ['toString', 'x'],
    ['', 'x'],
  ])('with %s=%s', async (name, ...values) => {
    for (const value of values) await expectRefused(() => get(`${ISSUES}?${name}=${value}`), invalid(name));
  });

  it.each([
    'limit=1&limit=2',
    'q=a&q=b',
    'sort=dueAt&sort=dueAt',
    'overdue=true&overdue=false',
    'regionCode=1&regionCode=2',
  ])('that says one thing twice: %s', async (query) => {
    await expectRefused(() => get(`${ISSUES}?${query}`), invalid(query.split('=')[0]!));
  });
});

describe('a cursor', () => {
  const refusal = { status: 400, code: 'list.cursor' };

  async function cursorOf(list: string): Promise<string> {
    const { body } = await get(`${list}?limit=1`).expect(200);
    return (body as { nextCursor: string }).nextCursor;
  }

  it.each<[string, (content: string, signature: string) => string]>([
    ['garbage', () => 'garbage'],
    ['nothing but a dot', () => '.'],
    ['without its signature', (content) => content],
    ['with an empty signature', (content) => `${content}.`],
    ['with a signature made up', (content) => `${content}.${'A'.repeat(16)}`],
    ['without its content', (_, signature) => `.${signature}`],
    ['with something behind it', (content, signature) => `${content}.${signature}x`],
    ['with a third part', (content, signature) => `${content}.${signature}.x`],
    ['for another page', (content, signature) => `${base64url(plain(content).replace(/\d/, '9'))}.${signature}`],
    ['with SQL in it', (_, signature) => `${base64url('["-submittedAt","0) OR 1=1 --","x"]')}.${signature}`],
    ['no JSON', (_, signature) => `${base64url('{')}.${signature}`],
    ['Chinese', () => encodeURIComponent('下一页')],
    ['long', () => 'x'.repeat(2_000)],
  ])('%s', async (_, made) => {
    const [content = '', signature = ''] = (await cursorOf(ISSUES)).split('.');
    await expectRefused(() => get(`${ISSUES}?limit=1&cursor=${made(content, signature)}`), refusal);
  });

  it('of another order or another list', async () => {
    const [ofIssues, ofRegions] = [await cursorOf(ISSUES), await cursorOf('/api/v1/regions')];
    await get(`${ISSUES}?cursor=${ofIssues}`).expect(200);
    await expectRefused(() => get(`${ISSUES}?sort=dueAt&cursor=${ofIssues}`), refusal);
    for (const list of ['enterprises', 'cadres', 'regions', 'chains']) {
      await expectRefused(() => get(`/api/v1/${list}?cursor=${ofIssues}`), refusal);
    }
    for (const list of ['issues', 'enterprises', 'departments']) {
      await expectRefused(() => get(`/api/v1/${list}?cursor=${ofRegions}`), refusal);
    }
  });

  const base64url = (text: string): string => Buffer.from(text).toString('base64url');
  const plain = (text: string): string => Buffer.from(text, 'base64url').toString();
});

describe('another query', () => {
  const DEADLINE = 'calendar/deadline?from=2024-02-04T00:00:00Z';

  it.each<[string, ...string[]]>([
    ['reports/completion?from=2023-02-29', 'from'],
    ['reports/completion?to=2024-13-01', 'to'],
    ['reports/completion?groupBy=planet', 'groupBy'],
    ['reports/completion?format=pdf', 'format'],
    ['reports/completion?asOf=now', 'asOf'],
    ['reports/completion?limit=1', 'limit'],
    ['calendar?year=0', 'year'],
    ['calendar?year=2024.5', 'year'],
    ['calendar?year=99999', 'year'],
    ['calendar/deadline', 'count', 'from', 'unit'],
    ['calendar/deadline?from=2024-02-30T00:00:00Z&count=1&unit=hour', 'from'],
    [`${DEADLINE}&count=-1&unit=working_day`, 'count'],
    [`${DEADLINE}&count=1000000000&unit=hour`, 'count'],
    [`${DEADLINE}&count=5&unit=fortnight`, 'unit'],
    ['cadres?onDuty=maybe', 'onDuty'],
    ['enterprises?size=giant', 'size'],
    ['enterprises?status=asleep', 'status'],
    ['regions?includeAbolished=perhaps', 'includeAbolished'],
    ['sla/policies?all=1', 'all'],
    ['routing/rules?includeInactive=1', 'includeInactive'],
  ])('%s', async (address, ...fields) => {
    await expectRefused(() => get(`/api/v1/${address}`), invalid(...fields));
  });

  it('for a report that ends before it begins', async () => {
    const address = '/api/v1/reports/completion?from=2024-03-01&to=2024-02-01';
    await expectRefused(() => get(address), { status: 422, code: 'report.period', fields: ['to'] });
  });

  it.each(['%00', '%27%20OR%201=1--', 'x'.repeat(150), '%20', '9'.repeat(18)])(
    'for a credit code like %s',
    async (code) => {
      const refusal = { status: 422, code: 'enterprise.credit-code', fields: ['creditCode'] };
      await expectRefused(() => get(`/api/v1/enterprises/by-credit-code/${code}`), refusal);
    },
  );
});

describe('an id in a path', () => {
  const send: Readonly<Record<string, (id: string) => supertest.Test>> = {
    'GET an issue': (id) => get(`${ISSUES}/${id}`),
    'GET its events': (id) => get(`${ISSUES}/${id}/events`),
    'PATCH it': (id) => t.as.coordinator().patch(`${ISSUES}/${id}`, { title: '改题' }),
    'POST an action': (id) => t.as.coordinator().post(`${ISSUES}/${id}/actions/verify`, {}),
    'GET an enterprise': (id) => get(`/api/v1/enterprises/${id}`),
    'DELETE a pairing': (id) => t.as.coordinator().delete(`/api/v1/enterprises/x/pairings/${id}`),
    'POST a hand-over': (id) => t.as.coordinator().post(`/api/v1/cadres/${id}/handover`, { toCadreId: 'x' }),
    'GET a region': (id) => get(`/api/v1/regions/${id}`),
    'GET a policy': (id) => get(`/api/v1/sla/policies/${id}`),
    'DELETE a rule': (id) => t.as.admin().delete(`/api/v1/routing/rules/${id}`),
    'DELETE a correction': (id) => t.as.admin().delete(`/api/v1/calendar/corrections/${id}`),
    'DELETE a token': (id) => t.as.coordinator().delete(`/api/v1/auth/tokens/${id}`),
  };
  const wrong = [
    ...['%00', '%20', '%22', '%27', '%27%20OR%20%271%27=%271', '%3Cscript%3E', '%5c..%5c', '..%2f..%2fetc%2fpasswd'],
    ...[
      '~',
      '*',
      '1;2',
      '中',
      '%F0%A0%AE%B7',
      'a%0d%0aSet-Cookie:x=1',
      'x'.repeat(65),
      'x'.repeat(201),
      'x'.repeat(5_000),
    ],
  ];
  // Not UTF-8, or no percent code at all: the address itself cannot be read.
  const unreadable = ['%', '%E0%A4%A', '%FF', '%ED%A0%80', '%zz'];

  beforeAll(async () => {
    await t.as.admin().get('/api/v1/me').expect(200);
    await watchman.look();
  });

  it.each(Object.keys(send))('that cannot be one is not found: %s', async (name) => {
    for (const id of [...wrong, ...unreadable]) {
      const readable = wrong.includes(id) && id.length < 200;
      const code = readable ? 'resource.not-found' : 'route.not-found';
      await expectRefused(() => send[name]!(id), { status: 404, code });
    }
  });

  it.each(['constructor', '__proto__', 'null', 'undefined', '-1', '0', 'x'.repeat(64)])(
    'that could be one is not found either: %s',
    async (id) => {
      await expectRefused(() => get(`${ISSUES}/${id}`), { status: 404, code: 'issue.not-found' });
      await expectRefused(() => get(`/api/v1/categories/${id}`), { status: 404, code: 'category.not-found' });
    },
  );

  it('of a file beside the documentation is refused', async () => {
    for (const path of ['..%2f..%2fpackage.json', '%2e%2e/%2e%2e/package.json', '..%5c..%5cpackage.json', '%00']) {
      const answer = await t.http.get(`/api/docs/${path}`);
      expect([400, 404]).toContain(answer.status);
      expect(answer.text).not.toContain('"dependencies"');
    }
  });
});
