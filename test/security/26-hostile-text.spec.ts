import type supertest from 'supertest';
import { HOSTILE_TEXTS, NAUGHTY } from '../support/hostile-values.js';
import { expectRefused, INSIDES } from '../support/refusals.js';
import { issueBody, RoutingOffice } from '../support/routing-office.js';
import { create, enterpriseBody, loadReferenceData, newCreditCode } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const V1 = '/api/v1';
const TEXTS = [...new Set([...HOSTILE_TEXTS, ...NAUGHTY])];

let t: TestApp;
let office: RoutingOffice;
let enterpriseId: string;
/** Everything that has a text and can be changed: its address, and who may change it. */
let places: Readonly<
  Record<string, { readonly path: string; readonly field: string; readonly person: 'admin' | 'coordinator' }>
>;
beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  office = await RoutingOffice.open(t);
  enterpriseId = await office.enterprise();
  const issue = await office.submit(enterpriseId);
  const cadre = await office.cadre('王强');
  const region = `${V1}/regions/${office.regionCode}`;
  places = {
    'the title of an issue': { path: `${V1}/issues/${issue.id}`, field: 'title', person: 'coordinator' },
    'its description': { path: `${V1}/issues/${issue.id}`, field: 'description', person: 'coordinator' },
    'the name of an enterprise': { path: `${V1}/enterprises/${enterpriseId}`, field: 'name', person: 'coordinator' },
    'its industry': { path: `${V1}/enterprises/${enterpriseId}`, field: 'industry', person: 'coordinator' },
    'the name of a cadre': { path: `${V1}/cadres/${cadre.id}`, field: 'name', person: 'coordinator' },
    'the name of a region': { path: region, field: 'name', person: 'admin' },
    'its English name': { path: region, field: 'nameEn', person: 'admin' },
    'the name of a chain': { path: `${V1}/chains/prepared-dishes`, field: 'name', person: 'admin' },
  };
});
afterAll(() => t.close());

const NAMES = [
  ...['the title of an issue', 'its description', 'the name of an enterprise', 'its industry', 'the name of a cadre'],
  ...['the name of a region', 'its English name', 'the name of a chain'],
];

it.each(NAMES)('%s is stored as it is, or refused; nothing is made of it in between', async (name) => {
  const { path, field, person } = places[name]!;
  const by = t.as[person]();
  const outcomes = { stored: 0, refused: 0 };
  // Reference data is read anew after every change, so that each third text has to do there.
  const texts = person === 'admin' ? TEXTS.filter((_text, index) => index % 3 === 0) : TEXTS;
  for (const text of texts) {
    const answer = await by.patch(path, { [field]: text });
    if (answer.status === 200) {
      outcomes.stored++;
      expect((answer.body as Record<string, unknown>)[field]).toBe(text.trim());
      expect(text.isWellFormed()).toBe(true);
    } else {
      outcomes.refused++;
      expect([JSON.stringify(text), answer.status]).toEqual([JSON.stringify(text), 400]);
      expect(answer.text).not.toMatch(INSIDES);
    }
  }
  expect(outcomes.stored).toBeGreaterThan(100);
  expect(outcomes.refused).toBeGreaterThan(1);
  const last = await by.get(path).expect(200);
  expect(typeof (last.body as Record<string, unknown>)[field]).toBe('string');
});

describe('a character that no database can keep is refused', () => {
  const raw = (title: string): supertest.Test =>
    office.coordinator
      .post(`${V1}/issues`)
      .set('Content-Type', 'application/json')
      .send(JSON.stringify(issueBody(enterpriseId)).replace(/"title":"[^"]*"/, () => `"title":"${title}"`));

  it.each([
    '\\ud800',
    '\\udfff',
    'a\\ud83d',
    '\\ude00\\ud83d',
    '\\u0000',
    'a\\u0000b',
    '\\u001b[31m',
    '\\u007f',
    '\\u0085',
  ])('by its name: %s', async (title) => {
    await expectRefused(() => raw(title), { status: 400, code: 'request.invalid', fields: ['title'] });
  });

  it.each(['\\u200b', '\\u202e', '\\ufeff\\u2060', '\\u3000', '\\u2800', '\\u115f', '\\ufe0f'])(
    'or one that nobody sees, when there is no other: %s',
    async (title) => {
      await expectRefused(() => raw(title), { status: 400, code: 'request.invalid', fields: ['title'] });
    },
  );

  it.each(['gbk', 'gb18030', 'gb2312', 'big5', 'utf-16', 'iso-8859-1'])(
    'in a body that says it is %s',
    async (charset) => {
      const send = () =>
        office.coordinator.post(`${V1}/issues`).set('Content-Type', `application/json; charset=${charset}`).send('{}');
      await expectRefused(send, { status: 415, code: 'request.content-type' });
    },
  );

  it('in a body of GB18030 that does not say so', async () => {
    const [before, after] = JSON.stringify({ ...issueBody(enterpriseId), title: '%' }).split('%');
    // 缺工, and 𠮷 in its four bytes.
    const title = Buffer.from([0xc8, 0xb1, 0xb9, 0xa4, 0x95, 0x34, 0xb1, 0x31]);
    const body = Buffer.concat([Buffer.from(before!), title, Buffer.from(after!)]);
    const send = () =>
      office.coordinator
        .post(`${V1}/issues`)
        .set('Content-Type', 'application/json')
        .serialize((given: unknown) => given as string)
        .send(body as unknown as string);
    await expectRefused(send, { status: 400, code: 'request.malformed' });
  });
});

describe('what looks the same is the same', () => {
  const fullWidth = (text: string): string =>
    text.replace(/[!-~]/g, (sign) => String.fromCodePoint(sign.codePointAt(0)! + 0xfee0));

  it('a credit code in full-width digits is the one in plain digits', async () => {
    const creditCode = newCreditCode();
    const body = enterpriseBody({ regionCode: office.regionCode, creditCode: fullWidth(creditCode) });
    const made = await create<{ id: string; creditCode: string }>(office.coordinator, `${V1}/enterprises`, body);
    expect(made.creditCode).toBe(creditCode);
    const again = await office.coordinator.post(`${V1}/enterprises`, { ...body, creditCode });
    expect(again.status).toBe(409);
  });

  it('a code in full-width digits is no code', async () => {
    const send = () => office.coordinator.get(`${V1}/issues?regionCode=${encodeURIComponent(fullWidth('411600'))}`);
    await expectRefused(send, { status: 400, code: 'request.invalid', fields: ['regionCode'] });
    const path = `${V1}/regions/${encodeURIComponent(fullWidth('411600'))}`;
    await expectRefused(() => office.coordinator.get(path), { status: 404, code: 'resource.not-found' });
  });

  it('a length counts characters, not the units that a program stores them in', async () => {
    const title = (length: number) => ({ ...issueBody(enterpriseId), title: '𠮷'.repeat(length) });
    expect((await office.coordinator.post(`${V1}/issues`, title(200))).status).toBe(201);
    const send = () => office.coordinator.post(`${V1}/issues`, title(201));
    await expectRefused(send, { status: 400, code: 'request.invalid', fields: ['title'] });
  });
});
