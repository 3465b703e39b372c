import type supertest from 'supertest';
import { iso } from '../../src/kernel/clock.js';
import { Watchman } from '../support/everything.js';
import { expectRefused, type Refusal } from '../support/refusals.js';
import { issueBody, type RoutedIssue, RoutingOffice } from '../support/routing-office.js';
import { create, enterpriseBody, loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const ISSUES = '/api/v1/issues';
const PREPARATION_MS = 120_000;
// Outside the Basic Multilingual Plane: two UTF-16 units, four bytes, and one character.
const YOSHI = '𠮷';

let t: TestApp;
let office: RoutingOffice;
let watchman: Watchman;
let enterpriseId: string;
let leadId: string;
let assigned: RoutedIssue;

beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  office = await RoutingOffice.open(t);
  leadId = (await office.cadre('王强')).id;
  enterpriseId = await office.enterprise({ [leadId]: 'chief' });
  assigned = await office.submit(enterpriseId);
  for (const person of [t.as.admin(), t.as.enterprise(enterpriseId), t.as.cadre(leadId)])
    await person.get('/api/v1/me').expect(200);
  watchman = new Watchman(t);
  await watchman.look();
}, PREPARATION_MS);
afterEach(() => watchman.expectNothingChanged());
afterAll(() => t.close());

const invalid = (...fields: string[]): Refusal => ({ status: 400, code: 'request.invalid', fields });
const malformed: Refusal = { status: 400, code: 'request.malformed' };
const valid = (more: object = {}) => ({ ...issueBody(enterpriseId), ...more });
const submission = (): supertest.Test => t.as.enterprise(enterpriseId).post(ISSUES);
const asItIs = (body: unknown): string => body as string;
const sent = (body: string | Buffer, contentType = 'application/json'): supertest.Test =>
  submission().set('Content-Type', contentType).serialize(asItIs).send(asItIs(body));
const submitted = (more: object): supertest.Test => sent(JSON.stringify(valid(more)));
/** The valid body with a field more, as text: for what JSON.stringify could not write. */
const withField = (name: string, text: string): string => `${JSON.stringify(valid()).slice(0, -1)},"${name}":${text}}`;
const nested = (open: string, close: string, levels: number): string =>
  open.repeat(levels) + '1' + close.repeat(levels);

describe('a body that is no JSON', () => {
  it.each<[string, string]>([
    ['cut off', '{"title":'],
    ['in another notation', "{'title': '缺工'}"],
    ['empty', ''],
    ['two at once', '{}{}'],
    ['with a trailing comma', '{"title":"缺工",}'],
    ['with a number that JSON does not have', '{"title":NaN}'],
    ['that would change the prototype of objects', '{"__proto__":{"role":"admin"}}'],
    ['that would change it further down', '{"contact":{"__proto__":{"role":"admin"}}}'],
    ['that would change it through the constructor', '{"constructor":{"prototype":{"role":"admin"}}}'],
  ])('%s', async (_, text) => {
    await expectRefused(() => sent(text), malformed);
  });

  it('in GBK, which would be stored as rubbish', async () => {
    const [before, after] = JSON.stringify(valid({ title: '%' })).split('%');
    const body = Buffer.concat([Buffer.from(before!), Buffer.from([0xc8, 0xb1, 0xb9, 0xa4]), Buffer.from(after!)]);
    await expectRefused(() => sent(body), malformed);
  });

  it.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    'application/merge-patch+json',
    'application/json; charset=gbk',
    'nonsense',
  ])('said to be %s', async (contentType) => {
    const refusal = { status: 415, code: 'request.content-type' };
    await expectRefused(() => sent(JSON.stringify(valid()), contentType), refusal);
  });

  it('of more than 1 MiB', async () => {
    const body = JSON.stringify(valid({ description: 'x'.repeat(1_048_576) }));
    await expectRefused(() => sent(body), { status: 413, code: 'request.too-large' });
  });
});

describe('JSON of the wrong shape', () => {
  it.each(['null', '[]', '"缺工"', '1', 'true', '[{"title":"缺工"}]', nested('[', ']', 500_000)])(
    '%.30s',
    async (text) => {
      const refusal = { status: 400, code: 'request.not-an-object' };
      await expectRefused(() => sent(text), refusal);
      const sign = () => t.as.cadre(leadId).post(`${ISSUES}/${assigned.id}/actions/sign`);
      await expectRefused(() => sign().set('Content-Type', 'application/json').send(text), refusal);
    },
  );

  it('nothing at all', async () => {
    await expectRefused(submission, invalid('categoryCode', 'description', 'title'));
  });

  it.each(['title', 'contact', 'confidential', 'submittedAt', 'urgency', 'enterpriseId', 'unknown'])(
    '10,000 levels deep in %s',
    async (field) => {
      const refusal = { status: 400, code: 'request.too-deep' };
      await expectRefused(() => sent(withField(field, nested('[', ']', 10_000))), refusal);
      await expectRefused(() => sent(withField(field, nested('{"a":', '}', 10_000))), refusal);
    },
  );

  it.each(['id', 'status', 'colour', '标题', 'contact.name', 'toString', 'constructor', 'prototype', 'then', ''])(
    'the unknown field “%s”',
    async (field) => {
      await expectRefused(() => submitted({ [field]: 'x' }), invalid(field));
    },
  );

  it('an unknown field inside of an object, or with a name without end', async () => {
    const contact = { name: '李', phone: '13800000000' };
    await expectRefused(() => submitted({ contact: { ...contact, fax: '1' } }), invalid('contact.fax'));
    await expectRefused(() => submitted({ contact: { ...contact, valueOf: '1' } }), invalid('contact.valueOf'));
    await expectRefused(() => submitted({ ['x'.repeat(5_000)]: 1 }), invalid('x'.repeat(200)));
  });
});

describe('a text', () => {
  it.each<[string, string]>([
    ['empty', ''],
    ['blank', ' \u3000\t'],
    ['of invisible characters', '\u200b\u2060\ufeff\u00ad'],
    ['of signs that look like spaces', '\u2800\u3164\u115f'],
    ['of variation selectors', '\ufe0f\ufe0f'],
    ['with NUL', '缺\u0000工'],
    ['with a control sequence of a terminal', '缺工\u001b[31m'],
    ['with a C1 control', '缺工\u0085'],
    ['with DEL', '缺工\u007f'],
    ['with half a character', '缺\ud842工'],
    ['with the other half', '\udfb7缺工'],
  ])('%s', async (_, text) => {
    await expectRefused(() => submitted({ title: text, description: text }), invalid('description', 'title'));
    const contact = { name: text, phone: '13800000000' };
    await expectRefused(() => submitted({ contact }), invalid('contact.name'));
  });

  it.each<[string, number]>([
    ['title', 200],
    ['description', 10_000],
  ])('%s may have %i characters and not one more', async (field, most) => {
    for (const character of ['x', '企', YOSHI]) {
      await expectRefused(() => submitted({ [field]: character.repeat(most + 1) }), invalid(field));
      const answer = await submitted({ [field]: character.repeat(most) }).expect(201);
      expect((answer.body as Record<string, string>)[field]).toBe(character.repeat(most));
    }
    // With a variation selector each: as many characters as a column counts, whatever one sees.
    await expectRefused(() => submitted({ [field]: '企\ufe0f'.repeat(most / 2 + 1) }), invalid(field));
    await submitted({ [field]: '企\ufe0f'.repeat(most / 2) }).expect(201);
    await watchman.look();
  });
});

describe('a value', () => {
  it.each<[string, ...unknown[]]>([
    ['urgency', 'huge', '', 'Normal', 'toString'],
    ['channel', 'fax', ['visit']],
    ['categoryCode', 'no such', '../labour', "labour'--", 'x'.repeat(65), '劳动'],
    ['submittedAt', '2023-02-29T00:00:00Z', '2024-03-01', '2024-03-01T09:00', 'yesterday', '2024-03-01T25:00:00Z'],
    ['submittedAt', '2024-03-01T09:00:00+99:99', '9999-12-31T23:59:59Z', '+275760-09-13T00:00:00Z', 1_709_514_000_000],
    ['contact.phone', { name: '李', phone: '12345' }, { name: '李', phone: 13_800_000_000 }],
  ])('of %s that cannot be: %j', async (field, ...values) => {
    for (const value of values) {
      await expectRefused(() => submitted({ [field.split('.')[0]!]: value }), invalid(field));
    }
  });

  it.each(['1e400', '-1e400', '1e21', '9007199254740993', '1.5', '0', '-1', '"10"'])(
    '%s where a small whole number is wanted',
    async (number) => {
      const body = `{"name":"王强","phone":"13800000000","regionCode":"411602","departmentId":"411602-industry",
        "specialties":[],"capacity":${number}}`;
      const post = () => office.coordinator.post('/api/v1/cadres').set('Content-Type', 'application/json').send(body);
      await expectRefused(post, invalid('capacity'));
    },
  );

  it.each<[object, string, string[] | undefined]>([
    [{ categoryCode: 'no-such' }, 'issue.category-unknown', ['categoryCode']],
    [{ campaignCode: 'no-such' }, 'issue.campaign-unknown', undefined],
    [{ submittedAt: '2024-03-01T00:00:00Z' }, 'issue.backdating-not-allowed', undefined],
    [{ enterpriseId: 'no-such' }, 'issue.enterprise-not-found', undefined],
  ])('that is not known or not theirs: %j', async (more, code, fields) => {
    await expectRefused(() => submitted(more), { status: 422, code, fields });
  });

  it('in the future', async () => {
    const post = () => office.coordinator.post(ISSUES, valid({ submittedAt: iso(t.clock.now() + 1) }));
    await expectRefused(post, { status: 422, code: 'issue.submitted-in-future' });
  });

  it.each<[string, object, Refusal]>([
    ['regionCode', {}, { status: 422, code: 'region.unknown', fields: ['regionCode'] }],
    ['chainCode', {}, { status: 422, code: 'enterprise.chain-unknown', fields: ['chainCode'] }],
    [
      'creditCode',
      { creditCode: '91000000MA00000158' },
      { status: 422, code: 'enterprise.credit-code', fields: ['creditCode'] },
    ],
  ])('of an enterprise that is not known: %s', async (field, more, refusal) => {
    const body = enterpriseBody({ [field]: '999999', ...more });
    await expectRefused(() => office.coordinator.post('/api/v1/enterprises', body), refusal);
  });
});

describe('what is there already', () => {
  it('an enterprise with this credit code', async () => {
    const body = enterpriseBody({ name: 'Zhoukou Model Foods' });
    await create(office.coordinator, '/api/v1/enterprises', body);
    await watchman.look();
    const refusal = { status: 409, code: 'enterprise.duplicate', fields: ['creditCode'] };
    await expectRefused(() => office.coordinator.post('/api/v1/enterprises', body), refusal);
  });

  it.each<[string, object, string]>([
    ['categories', { code: 'labour', name: '用工', position: 1 }, 'category.duplicate'],
    [
      'regions',
      { code: '411602', name: '川汇区', level: 'county', kind: 'gb', parentCode: '411600' },
      'region.duplicate',
    ],
    ['chains', { code: 'nylon', name: '尼龙', clusterCode: 'modern-food' }, 'chain.duplicate'],
    ['departments', { name: '工信局', functionCode: 'industry', regionCode: '411602' }, 'department.duplicate'],
    ['campaigns', { code: 'wanren-zhuwanqi', name: '万人助万企', from: '2024-01-01' }, 'campaign.duplicate'],
  ])('one of the %s', async (path, body, code) => {
    await expectRefused(() => t.as.admin().post(`/api/v1/${path}`, body), { status: 409, code });
  });
});

describe('an action', () => {
  const act = (action: string, body: object = {}) =>
    t.as.cadre(leadId).post(`${ISSUES}/${assigned.id}/actions/${action}`, body);
  const start = { means: 'phone', person: '李经理' };

  it.each<[string, object, string]>([
    ['start', start, 'issue.transition-not-allowed'],
    ['progress', { note: '已联系', visibleToEnterprise: true }, 'issue.transition-not-allowed'],
    ['claim-done', { resolution: 'solved', measures: '举办招聘会' }, 'issue.transition-not-allowed'],
  ])('%s that is not possible now', async (action, body, code) => {
    await expectRefused(() => act(action, body), { status: 409, code });
  });

  it.each<[string, object, ...string[]]>([
    ['start', { ...start, means: 'fax' }, 'means'],
    ['start', { ...start, contactedAt: '2023-02-29T00:00:00Z' }, 'contactedAt'],
    ['rate', { stars: 0, solved: 'yes' }, 'solved', 'stars'],
    ['rate', { stars: 6, solved: true }, 'stars'],
    ['rate', { stars: 4.5, solved: true }, 'stars'],
    ['assign', { cadreId: 'x', coHandlerIds: ['a', 'a'] }, 'coHandlerIds'],
    ['assign', { cadreId: 'x', coHandlerIds: [null] }, 'coHandlerIds'],
    ['assign', { cadreId: 'x', coHandlerIds: Array.from({ length: 21 }, String) }, 'coHandlerIds'],
    ['extend', { dueAt: '2024-03-31T00:00:00Z', reason: '缺件', enterpriseInformed: [] }, 'enterpriseInformed'],
    [
      'extend',
      { dueAt: '2024-03-31', reason: '缺件', enterpriseInformed: { means: 'fax' } },
      'dueAt',
      'enterpriseInformed.at',
      'enterpriseInformed.means',
    ],
    ['sign', { hurry: true }, 'hurry'],
  ])('%s with %j', async (action, body, ...fields) => {
    await expectRefused(() => act(action, body), invalid(...fields));
  });

  it('that there is none of', async () => {
    await expectRefused(() => act('explode'), { status: 404, code: 'route.not-found' });
    await expectRefused(() => act('submit', valid()), { status: 404, code: 'route.not-found' });
    await expectRefused(() => act('lapse'), { status: 404, code: 'route.not-found' });
  });

  it.each<[string, number, string]>([
    ['"0"', 412, 'issue.stale'],
    ['"999999999999999"', 412, 'issue.stale'],
    ['1', 400, 'request.if-match'],
    ['"x"', 400, 'request.if-match'],
    ['"1", "2"', 400, 'request.if-match'],
    ['"9999999999999999"', 400, 'request.if-match'],
  ])('on If-Match %s', async (ifMatch, status, code) => {
    await expectRefused(() => act('sign').set('If-Match', ifMatch), { status, code });
    const patch = () => office.coordinator.patch(`${ISSUES}/${assigned.id}`, { title: '改题' });
    await expectRefused(() => patch().set('If-Match', ifMatch), { status, code });
  });
});
