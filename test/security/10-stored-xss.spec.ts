import type supertest from 'supertest';
import { issueBody, RoutingOffice } from '../support/routing-office.js';
import { create, loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const V1 = '/api/v1';
const MARKUP = '<script>alert(1)</script>';
const ATTACKS = [
  MARKUP,
  '"><img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  "javascript:alert('x')",
  '</title><iframe srcdoc="<script>alert(1)</script>">',
  '[x](javascript:alert(1)) ![](http://evil.example/x.png)',
  '{{constructor.constructor("alert(1)")()}}',
  'x\u2028<script>alert(1)</script>\u2029x',
];

let t: TestApp;
let office: RoutingOffice;
let enterpriseId: string;
beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  office = await RoutingOffice.open(t);
  enterpriseId = await office.enterprise({ [(await office.cadre(MARKUP)).id]: 'chief' });
});
afterAll(() => t.close());

/** A browser that opens the address shows text, whatever is in it. */
function expectData(answer: supertest.Response): void {
  expect(answer.headers['content-type']).toMatch(/^application\/(problem\+)?json; charset=utf-8$/);
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'/);
}

it.each(ATTACKS)('%j comes back as the text that it is, and as data', async (attack) => {
  const by = office.coordinator;
  const texts = { title: attack, description: `${attack}\n${attack}` };
  const made = await create(by, `${V1}/issues`, { ...issueBody(enterpriseId), ...texts });
  for (const path of [`issues/${made.id}`, `issues/${made.id}/events`, `issues?q=${encodeURIComponent(attack)}`]) {
    const answer = await by.get(`${V1}/${path}`).set('Accept', 'text/html').expect(200);
    expectData(answer);
    if (path.startsWith('issues/') && !path.endsWith('events')) expect(answer.body).toMatchObject(texts);
  }
  expectData(await by.patch(`${V1}/enterprises/${enterpriseId}`, { name: attack }).expect(200));
  const { body } = await by.get(`${V1}/enterprises/${enterpriseId}`).expect(200);
  expect((body as { name: string }).name).toBe(attack);
});

it('what a refusal repeats is data, too', async () => {
  const by = office.coordinator;
  for (const answer of [
    await by.post(`${V1}/issues`, { [MARKUP]: MARKUP }).expect(400),
    await by.get(`${V1}/issues?${encodeURIComponent(MARKUP)}=${encodeURIComponent(MARKUP)}`).expect(400),
    await by.get(`${V1}/issues/${encodeURIComponent(MARKUP)}`).expect(404),
    await by.get(`/${encodeURIComponent(MARKUP)}`).expect(404),
    await t.http.get(`/api/v1/issues`).set('X-Request-Id', MARKUP).expect(401),
  ]) {
    expectData(answer);
    expect(JSON.stringify(answer.headers)).not.toContain('<script>');
  }
});

it('the page of the documentation holds nothing that anybody has entered or asked', async () => {
  for (const path of [
    '/api/docs',
    '/api/docs/',
    '/api/docs?url=<script>alert(1)</script>',
    '/api/docs/swagger-ui-init.js',
  ]) {
    const { text, status } = await t.http.get(path);
    expect([path, status, text.includes('alert(1)')]).toEqual([path, 200, false]);
  }
});
