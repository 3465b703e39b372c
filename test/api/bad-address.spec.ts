import type supertest from 'supertest';
import { everythingStored } from '../support/everything.js';
import { expectRefused } from '../support/refusals.js';
import { RoutingOffice } from '../support/routing-office.js';
import { loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const ISSUES = '/api/v1/issues';

let t: TestApp;
let office: RoutingOffice;
let before: Awaited<ReturnType<typeof everythingStored>>;
let issueId: string;

beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  office = await RoutingOffice.open(t);
  const enterpriseId = await office.enterprise();
  for (let count = 0; count < 3; count++) issueId = (await office.submit(enterpriseId)).id;
  await t.as.auditor().get('/api/v1/me').expect(200);
  before = await everythingStored(t);
}, 30_000);
afterEach(async () => {
  const [was, is] = [before, await everythingStored(t)];
  before = is;
  expect(is).toEqual(was);
});
afterAll(() => t.close());

const get = (address: string): supertest.Test => t.as.coordinator().get(address);

async function cursorOf(address: string): Promise<string> {
  const { body } = await get(address).expect(200);
  return (body as { nextCursor: string }).nextCursor;
}

describe('a query', () => {
  it.each<[string, string]>([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=NaN', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=', 'limit'],
    ['limit=1e99', 'limit'],
    ['limit=Infinity', 'limit'],
    ['limit=99999999999999999999', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['limit=0x10', 'limit'],
    ['limit=%2010', 'limit'],
    ['limit=１０', 'limit'],
    ['limit[]=1', 'limit[]'],
    ['limit[a]=1', 'limit[a]'],
    ['sort=title', 'sort'],
    ['sort=', 'sort'],
    ['sort=toString', 'sort'],
    ['sort=submittedAt&sort=dueAt', 'sort'],
    ['sort=submittedAt;DROP TABLE issue', 'sort'],
    ['status=resolved', 'status'],
    ['status=assigned,resolved', 'status'],
    ['status=', 'status'],
    ['status=assigned,assigned', 'status'],
    ['status=assigned&status=assigned', 'status'],
    ['warning=purple', 'warning'],
    ['level=world', 'level'],
    ['channel=fax', 'channel'],
    ['enterpriseSize=giant', 'enterpriseSize'],
    ['overdue=1', 'overdue'],
    ['overdue=TRUE', 'overdue'],
    ['count=yes', 'count'],
    ['count=', 'count'],
    ['unrouted=true&unrouted=false', 'unrouted'],
    ["regionCode=411600'--", 'regionCode'],
    ['regionCode=%00', 'regionCode'],
    ['regionCode=411602&regionCode=411603', 'regionCode'],
    ['categoryCode=../labour', 'categoryCode'],
    ['assigneeId=%F0%A0%AE%B7', 'assigneeId'],
    ['q=' + 'x'.repeat(101), 'q'],
    ['q=a%00b', 'q'],
    ['q=a&q=b', 'q'],
    ['q=%20', 'q'],
    ['q=%ED%A0%80', 'q'],
    ['q=%E0%A4%A', 'q'],
    ['q=%', 'q'],
    ['q=%FF', 'q'],
    ['submittedFrom=2023-02-29', 'submittedFrom'],
    ['submittedTo=yesterday', 'submittedTo'],
    ['submittedTo=2024-01-01T00:00:00', 'submittedTo'],
    ['metric=happiness&periodFrom=2024-01-01&periodTo=2025-01-01', 'metric'],
    ['metric=received', 'periodFrom'],
    ['metric=received&periodFrom=2023-02-29&periodTo=2025-01-01', 'periodFrom'],
    ['asOf=2024', 'asOf'],
    ['groupBy=planet&groupKey=x', 'groupBy'],
    ['colour=red', 'colour'],
    ['__proto__=x', '__proto__'],
    ['__proto__[limit]=1', '__proto__[limit]'],
    ['constructor=x', 'constructor'],
    ['toString=x', 'toString'],
    ['=x', ''],
    ['cursor=', 'cursor'],
    ['cursor=' + 'x'.repeat(2001), 'cursor'],
  ])('%s', async (query, field) => {
    await expectRefused(() => get(`${ISSUES}?${query}`), { status: 400, code: 'request.invalid', fields: [field] });
  });

  it('cursors', async () => {
    const real = await cursorOf(`${ISSUES}?limit=1`);
    const [content, signature] = real.split('.');
    const bent = Buffer.from(content!, 'base64url').toString().replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
    const tampered = `${Buffer.from(bent).toString('base64url')}.${signature}`;
    for (const made of ['garbage', '.', 'a.b.c', content!, `${content}.`, `.${signature}`, `${content}.${'A'.repeat(16)}`, tampered, `${real}x`, 'null', '%00', '中文', 'x'.repeat(2000), Buffer.from('["-submittedAt",0,"x"]').toString('base64url')]) {
      console.log(made.slice(0, 50));
      await expectRefused(() => get(`${ISSUES}?cursor=${made === '%00' ? made : encodeURIComponent(made)}`), { status: 400, code: made === '%00' ? 'request.invalid' : 'list.cursor', ...(made === '%00' ? {fields: ['cursor']}:{}) });
    }
    await expectRefused(() => get(`${ISSUES}?sort=dueAt&cursor=${real}`), { status: 400, code: 'list.cursor' });
    await expectRefused(() => get(`/api/v1/enterprises?cursor=${real}`), { status: 400, code: 'list.cursor' });
    const region = await cursorOf('/api/v1/regions?limit=1');
    await expectRefused(() => get(`${ISSUES}?cursor=${region}`), { status: 400, code: 'list.cursor' });
    await expectRefused(() => get(`/api/v1/chains?cursor=${region}`), { status: 400, code: 'list.cursor' });
  });

  it.each<[string, number, string, string[]]>([
    ['/api/v1/reports/completion?from=2023-02-29', 400, 'request.invalid', ['from']],
    ['/api/v1/reports/completion?from=2024-13-01', 400, 'request.invalid', ['from']],
    ['/api/v1/reports/completion?from=20240101', 400, 'request.invalid', ['from']],
    ['/api/v1/reports/completion?groupBy=planet', 400, 'request.invalid', ['groupBy']],
    ['/api/v1/reports/completion?format=pdf', 400, 'request.invalid', ['format']],
    ['/api/v1/reports/completion?from=2024-03-01&to=2024-02-01', 422, 'report.period', ['to']],
    ['/api/v1/reports/completion?from=0000-01-01', 400, 'request.invalid', ['from']],
    ['/api/v1/calendar?year=0', 400, 'request.invalid', ['year']],
    ['/api/v1/calendar?year=2024.5', 400, 'request.invalid', ['year']],
    ['/api/v1/calendar?year=99999', 400, 'request.invalid', ['year']],
    ['/api/v1/calendar/deadline?from=2024-02-30T00:00:00Z&count=1&unit=working_day', 400, 'request.invalid', ['from']],
    ['/api/v1/calendar/deadline?from=2024-02-04T00:00:00Z&count=-1&unit=working_day', 400, 'request.invalid', ['count']],
    ['/api/v1/calendar/deadline?from=2024-02-04T00:00:00Z&count=1e9&unit=hour', 400, 'request.invalid', ['count']],
    ['/api/v1/calendar/deadline?from=2024-02-04T00:00:00Z&count=5&unit=fortnight', 400, 'request.invalid', ['unit']],
    ['/api/v1/calendar/deadline', 400, 'request.invalid', ['count', 'from', 'unit']],
    ['/api/v1/cadres?onDuty=maybe', 400, 'request.invalid', ['onDuty']],
    ['/api/v1/enterprises?size=giant', 400, 'request.invalid', ['size']],
    ['/api/v1/enterprises?status=asleep', 400, 'request.invalid', ['status']],
    ['/api/v1/regions?includeAbolished=perhaps', 400, 'request.invalid', ['includeAbolished']],
    ['/api/v1/enterprises/by-credit-code/%00', 422, 'enterprise.credit-code', ['creditCode']],
    ['/api/v1/enterprises/by-credit-code/%27%20OR%201=1--', 422, 'enterprise.credit-code', ['creditCode']],
    ['/api/v1/enterprises/by-credit-code/' + 'x'.repeat(150), 422, 'enterprise.credit-code', ['creditCode']],
    ['/api/v1/me?x=1', 400, 'request.invalid', ['x']],
    ['/api/v1/issues/ISSUE?x=1', 400, 'request.invalid', ['x']],
  ])('%s', async (address, status, code, fields) => {
    await expectRefused(() => get(address.replace('ISSUE', issueId)), { status, code, fields });
  });
});

describe('an id in the path', () => {
  const IDS = ['%00', "'", '%27%20OR%20%271%27=%271', '%22', '%3Cscript%3E', '..', '%2e%2e', '..%2f..%2fetc%2fpasswd', '%5c..%5c', '~', '%20', '%F0%A0%AE%B7', '中', 'x'.repeat(65), 'x'.repeat(199), 'x'.repeat(5000), '%E0%A4%A', '%', '%FF', '%ED%A0%80', 'null', 'undefined', '[object Object]', '__proto__', 'constructor', '*', '-1', '1;2', 'a%0d%0aSet-Cookie:x'];
  it.each(IDS)('%s', async (id) => {
    const out: unknown[] = [];
    for (const path of [`/api/v1/issues/${id}`, `/api/v1/issues/${id}/events`, `/api/v1/issues/${id}/actions`, `/api/v1/enterprises/${id}`,`/api/v1/enterprises/${id}/pairings`, `/api/v1/cadres/${id}`, `/api/v1/regions/${id}`, `/api/v1/categories/${id}`, `/api/v1/departments/${id}`, `/api/v1/chains/${id}`, `/api/v1/campaigns/${id}`, `/api/v1/sla/policies/${id}`]) {
      const a = await t.as.coordinator().get(path);
      out.push([path.slice(8).replace(id, '·'), a.status, (a.body as {code: string}).code]);
    }
    for (const path of [`/api/v1/issues/${id}/actions/sign`]) {
      const a = await t.as.coordinator().post(path, {});
      out.push([path.slice(8).replace(id, '·'), a.status, (a.body as {code: string}).code]);
    }
    const a = await t.as.coordinator().patch(`/api/v1/issues/${id}`, {});
    out.push(['patch', a.status, (a.body as {code: string}).code]);
    const d = await t.as.admin().delete(`/api/v1/routing/rules/${id}`);
    out.push(['del', d.status, (d.body as {code: string}).code]);
    const d2 = await t.as.admin().delete(`/api/v1/calendar/corrections/${id}`);
    out.push(['del2', d2.status, (d2.body as {code: string}).code]);
    console.log(id.slice(0,30), JSON.stringify(out));
  });
});
