import type supertest from 'supertest';
import sql from 'sql-template-tag';
import { DAY } from '../../src/kernel/clock.js';
import { Watchman } from '../support/everything.js';
import { expectRefused } from '../support/refusals.js';
import type { SignedIn } from '../support/people.js';
import { issueBody, RoutingOffice } from '../support/routing-office.js';
import { create, enterpriseBody, loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const ISSUES = '/api/v1/issues';
const PREPARATION_MS = 120_000;

let t: TestApp;
let office: RoutingOffice;
let enterpriseId: string;
let keys = 0;

beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  office = await RoutingOffice.open(t);
  enterpriseId = await office.enterprise({ [(await office.cadre('王强')).id]: 'chief' });
}, PREPARATION_MS);
afterAll(() => t.close());

interface Issue {
  readonly id: string;
  readonly version: number;
}

const newKey = (): string => `key-${++keys}`;
const enterprise = (): SignedIn => t.as.enterprise(enterpriseId);
const submit = (key: string, body: object = issueBody(enterpriseId), by = enterprise()): supertest.Test =>
  by.post(ISSUES, body).set('Idempotency-Key', key);

async function countIssues(): Promise<number> {
  const [row] = await t.reader.all<{ count: number }>(sql`SELECT COUNT(*) AS count FROM issue`);
  return row!.count;
}

/** How many issues the work has made. */
async function madeBy(work: () => Promise<void>): Promise<number> {
  const before = await countIssues();
  await work();
  return (await countIssues()) - before;
}

describe('a request that comes again with its key', () => {
  it('gets the same answer, and there is one issue', async () => {
    const key = newKey();
    const made = await madeBy(async () => {
      const first = await submit(key).expect(201);
      t.clock.advance(60_000);
      const second = await submit(key).expect(201);
      expect(second.text).toBe(first.text);
      expect(second.headers.etag).toBe(first.headers.etag);
    });
    expect(made).toBe(1);
  });

  it('gets the first answer also when the issue has moved on meanwhile', async () => {
    const key = newKey();
    const first = await submit(key).expect(201);
    const { id } = first.body as Issue;
    await enterprise().post(`${ISSUES}/${id}/actions/withdraw`, { reason: '已解决' }).expect(200);
    expect((await submit(key).expect(201)).text).toBe(first.text);
  });

  it('takes an action once', async () => {
    const { id, version } = await create<Issue>(enterprise(), ISSUES, issueBody(enterpriseId));
    const withdraw = () =>
      enterprise()
        .post(`${ISSUES}/${id}/actions/withdraw`, { reason: '已解决' })
        .set({ 'Idempotency-Key': 'withdraw-once', 'If-Match': `"${version}"` });
    const first = await withdraw().expect(200);
    expect((await withdraw().expect(200)).text).toBe(first.text);
    const events = (await enterprise().get(`${ISSUES}/${id}/events`)).body as { items: { action: string }[] };
    expect(events.items.filter(({ action }) => action === 'withdraw')).toHaveLength(1);
  });

  it.each([
    ['another text', () => ({ ...issueBody(enterpriseId), title: '另一个问题' })],
    ['a field more', () => ({ ...issueBody(enterpriseId), confidential: false })],
  ])('is refused with %s', async (_, other) => {
    const key = newKey();
    await submit(key).expect(201);
    const watchman = new Watchman(t);
    await watchman.look();
    await expectRefused(() => submit(key, other()), { status: 409, code: 'request.idempotency-key-reused' });
    await watchman.expectNothingChanged();
  });

  it('is refused at another address', async () => {
    const key = newKey();
    const coordinator = office.coordinator;
    await submit(key, issueBody(enterpriseId), coordinator).expect(201);
    const elsewhere = () => coordinator.post('/api/v1/enterprises', enterpriseBody()).set('Idempotency-Key', key);
    await expectRefused(elsewhere, { status: 409, code: 'request.idempotency-key-reused' });
  });

  it('20 at the same time make one issue, and all read the same', async () => {
    const key = newKey();
    const made = await madeBy(async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => submit(key)));
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      expect(answers[0]!.status).toBe(201);
    });
    expect(made).toBe(1);
  });

  it('of 20 at the same time with different bodies, one wins and the others are told', async () => {
    const key = newKey();
    const made = await madeBy(async () => {
      const body = (nth: number) => ({ ...issueBody(enterpriseId), title: `第 ${nth} 个` });
      const answers = await Promise.all(Array.from({ length: 20 }, (_, nth) => submit(key, body(nth))));
      const codes = answers.map(({ status, body: { code } }) => `${status} ${String(code)}`).sort();
      expect(codes).toEqual(['201 undefined', ...Array<string>(19).fill('409 request.idempotency-key-reused')]);
    });
    expect(made).toBe(1);
  });
});

describe('a key', () => {
  it('is each user’s own', async () => {
    const key = newKey();
    const made = await madeBy(async () => {
      const other = await office.enterprise();
      const mine = await submit(key).expect(201);
      const theirs = await submit(key, issueBody(other), t.as.enterprise(other)).expect(201);
      const theOffice = await submit(key, issueBody(enterpriseId), office.coordinator).expect(201);
      const ids = [mine, theirs, theOffice].map(({ body }) => (body as Issue).id);
      expect(new Set(ids).size).toBe(3);
    });
    expect(made).toBe(3);
  });

  it('is free again after 24 hours, and not a moment before', async () => {
    const key = newKey();
    const first = await submit(key).expect(201);
    t.clock.advance(DAY);
    expect((await submit(key).expect(201)).text).toBe(first.text);
    t.clock.advance(1);
    const second = await submit(key, { ...issueBody(enterpriseId), title: '第二天的问题' }).expect(201);
    expect((second.body as Issue).id).not.toBe((first.body as Issue).id);
    expect((await submit(key, { ...issueBody(enterpriseId), title: '第二天的问题' })).text).toBe(second.text);
  });

  it('is not used up by an attempt that failed', async () => {
    const key = newKey();
    const body = issueBody(enterpriseId);
    await submit(key, { ...body, title: '' }).expect(400);
    await submit(key, { ...body, categoryCode: 'no-such' }).expect(422);
    const first = await submit(key, body).expect(201);
    await submit(key, { ...body, title: '' }).expect(400);
    expect((await submit(key, body).expect(201)).text).toBe(first.text);
  });

  it('does nothing for somebody who may not', async () => {
    const key = newKey();
    const asked = () => submit(key, issueBody(enterpriseId), t.as.manager());
    await expectRefused(asked, { status: 403, code: 'access.scope-missing' });
    await submit(key).expect(201);
    await expectRefused(asked, { status: 403, code: 'access.scope-missing' });
  });

  it.each([[''], [' '], ['a b'], ['x'.repeat(101)], ['k\u00e9y'], ['a\tb']])('like %j is refused', async (key) => {
    const watchman = new Watchman(t);
    await watchman.look();
    await expectRefused(() => submit(key), { status: 400, code: 'request.idempotency-key' });
    await watchman.expectNothingChanged();
  });

  it.each([
    ['!'],
    ['x'.repeat(100)],
    ['018e06f9-8680-7000-8000-32e95795129b'],
    ["'; DROP TABLE issue --".replaceAll(' ', '')],
  ])('like %s is taken', async (key) => {
    const first = await submit(key).expect(201);
    expect((await submit(key).expect(201)).text).toBe(first.text);
  });
});

describe('If-Match', () => {
  const patch = (id: string, version: number, title: string) =>
    enterprise().patch(`${ISSUES}/${id}`, { title }).set('If-Match', `"${version}"`);

  it('of a version that is no longer the latest is refused, and nothing is changed', async () => {
    const { id, version } = await create<Issue>(enterprise(), ISSUES, issueBody(enterpriseId));
    await patch(id, version, '第一次修改').expect(200);
    const watchman = new Watchman(t);
    await watchman.look();
    await expectRefused(() => patch(id, version, '第二次修改'), { status: 412, code: 'issue.stale' });
    const withdraw = () =>
      enterprise().post(`${ISSUES}/${id}/actions/withdraw`, { reason: '已解决' }).set('If-Match', `"${version}"`);
    await expectRefused(withdraw, { status: 412, code: 'issue.stale' });
    await watchman.expectNothingChanged();
  });

  it('lets exactly one of ten through that change it at the same time', async () => {
    const { id, version } = await create<Issue>(enterprise(), ISSUES, issueBody(enterpriseId));
    const titles = Array.from({ length: 10 }, (_, nth) => `第 ${nth} 种说法`);
    const answers = await Promise.all(titles.map((title) => patch(id, version, title)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(412)]);
    const winner = answers.findIndex(({ status }) => status === 200);
    const { body } = await enterprise().get(`${ISSUES}/${id}`).expect(200);
    expect(body).toMatchObject({ title: titles[winner], version: version + 1 });
  });

  it('lets exactly one of ten through that take the same action at the same time', async () => {
    const { id, version } = await create<Issue>(enterprise(), ISSUES, issueBody(enterpriseId));
    const withdraw = (reason: string) =>
      enterprise().post(`${ISSUES}/${id}/actions/withdraw`, { reason }).set('If-Match', `"${version}"`);
    const answers = await Promise.all(Array.from({ length: 10 }, (_, nth) => withdraw(`理由 ${nth}`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(412)]);
  });
});
