import type supertest from 'supertest';
import { everythingStored } from '../support/everything.js';
import { expectRefused } from '../support/refusals.js';
import { RoutingOffice, issueBody } from '../support/routing-office.js';
import { loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const ISSUES = '/api/v1/issues';
const FOUR_BYTES = '𠮷';

let t: TestApp;
let office: RoutingOffice;
let enterpriseId: string;
let before: Awaited<ReturnType<typeof everythingStored>>;

beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  office = await RoutingOffice.open(t);
  enterpriseId = await office.enterprise();
  await t.as.enterprise(enterpriseId).get('/api/v1/me').expect(200);
  before = await everythingStored(t);
}, 30_000);
afterEach(async () => {
  const [was, is] = [before, await everythingStored(t)];
  before = is;
  expect(is).toEqual(was);
});
afterAll(() => t.close());

const post = (): supertest.Test => t.as.enterprise(enterpriseId).post(ISSUES);
const postText = (text: string | Buffer, contentType = 'application/json') => post().set('Content-Type', contentType).send(text);
const issue = (more: object = {}) => ({ ...issueBody(enterpriseId), ...more });

describe('a body that is none', () => {
  it.each<[string, string]>([
    ['cut off', '{"title":'],
    ['not JSON', "{'title': '缺工'}"],
    ['empty', ''],
    ['two of them', '{}{}'],
    ['a trailing comma', '{"title":"缺工",}'],
    ['a number that JSON has not', '{"title":NaN}'],
    ['prototype', '{"__proto__":{"role":"admin"}}'],
    ['prototype deep', '{"contact":{"__proto__":{"role":"admin"}}}'],
    ['constructor', '{"constructor":{"prototype":{"role":"admin"}}}'],
  ])('%s', async (_, text) => {
    await expectRefused(() => postText(text), { status: 400, code: 'request.malformed' });
  });

  it.each([['null'], ['[]'], ['"缺工"'], ['1'], ['true'], ['[{}]']])('%s', async (text) => {
    await expectRefused(() => postText(text), { status: 400, code: 'request.malformed' });
  });
  it('missing', async () => {
    await expectRefused(() => post(), { status: 400, code: 'request.malformed' });
  });

  it.each([['text/plain'], ['application/xml'], ['application/x-www-form-urlencoded'], ['multipart/form-data; boundary=x'], ['application/octet-stream'], ['application/merge-patch+json'], ['nonsense'], ['application/json; charset=gbk']])(
    'as %s', async (type) => {
      await expectRefused(() => postText(JSON.stringify(issue()), type), { status: 415, code: 'request.content-type' });
    });

  it('gbk', async () => {
    await expectRefused(() => postText(Buffer.concat([Buffer.from('{"categoryCode":"labour","description":"x","title":"'), Buffer.from([0xc8, 0xb1, 0xb9, 0xa4]), Buffer.from('"}')])), { status: 400, code: 'request.malformed' });
  });
  it('too large', async () => {
    await expectRefused(() => postText(JSON.stringify(issue({ description: 'x'.repeat(1_048_576) }))), { status: 413, code: 'request.too-large' });
  });
  it.each([10_000, 100_000, 500_000])('deep %i', async (n) => {
    await expectRefused(() => postText('['.repeat(n)+ ']'.repeat(n)), { status: 400, code: 'request.malformed' });
  });
  it.each([10_000, 100_000, 150_000])('deep obj %i', async (n) => {
    await expectRefused(() => postText('{"a":'.repeat(n)+ '1'+'}'.repeat(n)), { status: 400, code: 'request.invalid', fields: ['a'] });
  });
  it.each(['title', 'contact', 'confidential', 'submittedAt', 'urgency', 'enterpriseId', 'other'])('deep field %s', async (f) => {
    await expectRefused(() => postText(JSON.stringify(issue()).slice(0, -1)+`,"${f}":`+'['.repeat(10_000)+ ']'.repeat(10_000)+'}'), { status: 400, code: 'request.invalid', fields: [f] });
  });
  it.each(['title', 'contact', 'confidential', 'submittedAt', 'urgency', 'enterpriseId', 'other'])('deep field obj %s', async (f) => {
    await expectRefused(() => postText(JSON.stringify(issue()).slice(0, -1)+`,"${f}":`+'{"a":'.repeat(10_000)+'1'+ '}'.repeat(10_000)+'}'), { status: 400, code: 'request.invalid', fields: [f] });
  });
});

describe('a field', () => {
  it.each<[string, unknown, string?]>([
    ['title', 12], ['title', ['a']], ['title', { a: 1 }], ['title', null], ['title', true], ['title', undefined], ['title', ''], ['title', '   '], ['title', '\u3000'],
    ['title', '\u200b\u2060\ufeff'], ['title', '\u00ad'], ['title', '\u2800'], ['title', '\u3164'], ['title', 'x'.repeat(201)], ['title', FOUR_BYTES.repeat(201)], ['title', 'a\u0000b'], ['title', 'a\u0007'], ['title', 'a\u001b[31m'], ['title', 'a\u007f'],
    ['title', 'a\u0085'], ['title', '\ufe0f\ufe0f'], ['title', `a${'\ufe0f'.repeat(300)}`], ['title', '\ud800'], ['title', 'a\udc00b'], ['title', 'a\ufffdb'], ['title', 'a\nb'],
    ['description', 'x'.repeat(10_001)], ['description', FOUR_BYTES.repeat(10_001)], ['description', 12], ['description', undefined], ['description', '\u200b'],['description', `a${'\ufe0f'.repeat(20_000)}`],
    ['categoryCode', 12], ['categoryCode', ''], ['categoryCode', 'a b'], ['categoryCode', 'x'.repeat(65)], ['categoryCode', ['labour']], ['categoryCode', '../x'], ['categoryCode', "'--"],
    ['urgency', 'huge'], ['urgency', ''], ['urgency', 1], ['urgency', null], ['urgency', ['normal']], ['urgency', 'toString'],
    ['channel', 'fax'], ['confidential', 'true'], ['confidential', 1], ['confidential', null],
    ['contact', []], ['contact', 'x'], ['contact', null], ['contact', {}], ['contact', [{ name: 'a', phone: '13800000000' }]], ['contact', { name: '李' }], ['contact', { name: '李', phone: 'abc' }, 'contact.phone'], ['contact', { name: '李', phone: '13800000000', fax: '1' }, 'contact.fax'], ['contact', { name: '李', phone: 13800000000 }, 'contact.phone'],
    ['campaignCode', {}], ['submittedAt', '2023-02-29T00:00:00Z'], ['submittedAt', '2024-01-01'], ['submittedAt', 'yesterday'], ['submittedAt', 1704067200000], ['submittedAt', '2024-03-04T25:00:00Z'], ['submittedAt', '2024-03-04T01:00:00+99:99'], ['submittedAt', '9999-12-31T23:59:59Z'], ['submittedAt', null],
    ['enterpriseId', 12], ['enterpriseId', null], ['enterpriseId', ''],
    ['id', 'x'], ['status', 'closed'], ['toString', 'x'], ['hasOwnProperty', 'x'], ['constructor', 'x'], ['then', 'x'], ['', 'x'], ['标题', 'x'], ['a'.repeat(300), 'x', 'a'.repeat(200)], ['a.b', 1], ['valueOf', 1], ['prototype', 1], ['length', 1]
  ])('%s %j', async (field, value, named = field) => {
    await expectRefused(() => postText(JSON.stringify(issue({ [field]: value }))), { status: 400, code: 'request.invalid', fields: [named] });
  });
});
