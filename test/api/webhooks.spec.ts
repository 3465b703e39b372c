import { createHmac } from 'node:crypto';
import sql from 'sql-template-tag';
import { DAY, HOUR, MINUTE } from '../../src/kernel/clock.js';
import { type Cast, Stories } from '../support/issue-stories.js';
import { delivered } from '../support/mailbox.js';
import type { SignedIn } from '../support/people.js';
import { endless, never, Receiver, robot, status } from '../support/receiver.js';
import { startApp, type TestApp } from '../support/test-app.js';
import {
  type Delivery,
  type Hook,
  HOOKS,
  WEBHOOK_SETTINGS,
  WEBHOOK_TIMEOUT_MS,
  WebhookOffice,
} from '../support/webhook-office.js';

let t: TestApp;
let receiver: Receiver;
let cast: Cast;
let stories: Stories;
let admin: SignedIn;
let office: WebhookOffice;
beforeAll(async () => {
  receiver = await Receiver.open();
  t = await startApp({ settings: WEBHOOK_SETTINGS });
  stories = await Stories.of(t);
  ({ cast } = stories);
  admin = cast.admin.as;
  office = new WebhookOffice(t, receiver, admin);
});
afterAll(async () => {
  await t.close();
  await receiver.close();
});
afterEach(() => office.removeAll());

const hook = (path: string, more: object = {}): Promise<Hook> => office.adds(path, more);
const deliver = (): Promise<void> => delivered(t);
const deliveries = (made: Hook): Promise<Delivery[]> => office.deliveries(made);
const test = (made: Hook): Promise<string> => office.tests(made);
const trail = () => office.trail();
/** As a receiver would do it, with nothing of ours. */
const signature = (secret: string, timestamp: unknown, body: string): string =>
  `v1=${createHmac('sha256', secret)
    .update(`${String(timestamp)}.${body}`)
    .digest('hex')}`;

describe('a webhook', () => {
  it('is told what happens to an issue, signed, and of no person', async () => {
    const made = await hook('/signed', { events: ['submit', 'sign'] });
    expect(made.secret).toMatch(/^whsec_[\w-]{43}$/);
    const issue = await cast.mill.submits({
      title: '请回电 13812345678',
      contact: { name: '李明', phone: '13712349876' },
    });
    await stories.leadOf(issue).does('sign', issue);
    await stories.leadOf(issue).does('start', issue);
    await deliver();
    const [submitted, signed, ...more] = receiver.at('/signed');
    expect(more).toEqual([]);
    for (const { headers, body } of [submitted!, signed!]) {
      const timestamp = headers['x-zhuqi-timestamp'];
      expect(headers['x-zhuqi-signature']).toBe(signature(made.secret!, timestamp, body));
      expect(timestamp).toBe(String(t.clock.now() / 1000));
      expect(headers['content-type']).toMatch('application/json');
      expect(body).not.toMatch(/13812345678|13712349876|李明|王|wang|川汇棉纺/);
    }
    const told = JSON.parse(submitted!.body) as { id: string; issue: object };
    expect(told).toMatchObject({ id: submitted!.headers['x-zhuqi-delivery'], type: 'submit', at: issue.submittedAt });
    expect(told.issue).toMatchObject({ id: issue.id, number: issue.number, enterpriseId: cast.mill.id });
    expect(JSON.parse(signed!.body)).toMatchObject({ type: 'sign', issue: { status: 'in_progress' } });
    expect(
      (await deliveries(made)).map(({ type, state, issueNumber, lastStatus }) => [
        type,
        state,
        issueNumber,
        lastStatus,
      ]),
    ).toEqual([
      ['sign', 'delivered', issue.number, 204],
      ['submit', 'delivered', issue.number, 204],
    ]);
  });

  it('is told of its region and what lies below, and not of what was sent past it', async () => {
    await hook('/county', { regionCode: '411602' });
    await hook('/neighbour', { regionCode: '411603' });
    await hook('/city', { regionCode: '411600' });
    const issue = await cast.mill.submits();
    const direct = await cast.mill.submits({ direct: true });
    await deliver();
    const told = (path: string) =>
      receiver.at(path).map(({ body }) => (JSON.parse(body) as { issue: { id: string } }).issue.id);
    expect(told('/county')).toEqual([issue.id]);
    expect(told('/neighbour')).toEqual([]);
    expect(told('/city')).toEqual([issue.id, direct.id]);
  });

  it('learns nothing of whose a confidential issue is, also after the release', async () => {
    await hook('/confidential', { events: ['submit', 'sign', 'release', 'progress', 'reassign'] });
    await hook('/confidential-robot', { events: ['submit', 'release'], format: 'wecom' });
    receiver.behaves('/confidential-robot', robot(0));
    const issue = await cast.mill.submits({ confidential: true, title: '川汇棉纺被拖欠' });
    const lead = stories.leadOf(await cast.county.sees(issue));
    await lead.does('sign', issue);
    await cast.county.does('release', issue);
    await deliver();
    const told = [...receiver.at('/confidential'), ...receiver.at('/confidential-robot')];
    expect(receiver.at('/confidential')).toHaveLength(3);
    expect(receiver.at('/confidential-robot')).toHaveLength(2);
    for (const { body } of told) {
      expect(body).toContain(issue.number);
      expect(body).not.toMatch(/川汇棉纺|拖欠/);
      expect(body).not.toContain(cast.mill.id);
    }
  });

  it('that is switched off is told nothing, and what waits for it dies', async () => {
    const made = await hook('/off');
    await test(made);
    await admin.patch(`${HOOKS}/${made.id}`, { active: false }).expect(200);
    await cast.mill.submits();
    await deliver();
    expect(receiver.at('/off')).toEqual([]);
    expect(await deliveries(made)).toMatchObject([{ type: 'test', state: 'dead' }]);
    const { body } = await admin.get(HOOKS).expect(200);
    expect((body as { items: Hook[] }).items.map(({ id }) => id)).not.toContain(made.id);
  });

  it('that another process has just switched on is told, whatever is kept in memory', async () => {
    const made = await hook('/on-again');
    await test(made);
    await admin.patch(`${HOOKS}/${made.id}`, { active: false }).expect(200);
    expect(await office.sees(made)).toMatchObject({ active: false });
    // As another process would: this one has not yet noticed.
    await t.uow.run((tx) => tx.run(sql`UPDATE webhook SET active = ${true} WHERE id = ${made.id}`));
    expect(await office.sees(made)).toMatchObject({ active: false });
    await deliver();
    expect(receiver.at('/on-again')).toHaveLength(1);
    expect(await deliveries(made)).toMatchObject([{ type: 'test', state: 'delivered' }]);
  });

  it('of a unit that is undone hears nothing', async () => {
    await hook('/undone');
    expect((await cast.mill.as.post('/api/v1/issues', { categoryCode: 'labour' })).status).toBe(400);
    await deliver();
    expect(receiver.at('/undone')).toEqual([]);
  });
});

describe('a target that fails', () => {
  it('is told again under the same id, with a new timestamp, until it takes it', async () => {
    const made = await hook('/flaky');
    receiver.behaves('/flaky', status(500), status(204));
    await test(made);
    await deliver();
    expect(await deliveries(made)).toMatchObject([
      { state: 'waiting', attempts: 1, lastStatus: 500, lastError: 'answered 500' },
    ]);
    t.clock.advance(MINUTE);
    await deliver();
    const [first, second] = receiver.at('/flaky');
    expect(second!.headers['x-zhuqi-delivery']).toBe(first!.headers['x-zhuqi-delivery']);
    expect(second!.body).toBe(first!.body);
    expect(second!.headers['x-zhuqi-timestamp']).not.toBe(first!.headers['x-zhuqi-timestamp']);
    expect(await deliveries(made)).toMatchObject([{ state: 'delivered', attempts: 2, lastError: null }]);
  });

  it.each([400, 401, 404, 408, 425, 429, 503])('answers %i: is told again', async (code) => {
    const made = await hook(`/code-${code}`);
    receiver.behaves(`/code-${code}`, status(code));
    await test(made);
    await deliver();
    expect(await deliveries(made)).toMatchObject([{ state: 'waiting', lastStatus: code }]);
  });

  it('is left alone as long as it asks for, but not for ever', async () => {
    const now = t.clock.now();
    const rests = { '3600': HOUR, [new Date(now + 2 * HOUR).toUTCString()]: 2 * HOUR, '99999999': 6 * HOUR };
    for (const [asked, rest] of Object.entries(rests)) {
      const made = await hook('/rest');
      receiver.behaves('/rest', status(503, { 'Retry-After': asked }));
      await test(made);
      await deliver();
      const [{ nextAttemptAt }] = (await deliveries(made)) as [Delivery];
      expect([asked, Date.parse(nextAttemptAt!) - now]).toEqual([asked, rest]);
    }
  });

  it('holds up no other: dead, slow and lying ones beside a good one', async () => {
    const dead = await hook('/x', { url: 'http://127.0.0.1:1/' });
    const slow = await hook('/slow');
    const lying = await hook('/lying');
    const redirecting = await hook('/redirecting');
    const good = await hook('/good');
    receiver.behaves('/slow', never);
    receiver.behaves('/lying', endless);
    receiver.behaves('/redirecting', status(302, { Location: receiver.url('/secret') }));
    for (let nth = 0; nth < 3; nth++) await cast.mill.submits();
    await deliver();
    expect(receiver.at('/good')).toHaveLength(3);
    expect(receiver.at('/secret')).toEqual([]);
    expect(await deliveries(dead)).toMatchObject(
      Array(3).fill({ state: 'waiting', lastStatus: null, lastError: 'ECONNREFUSED' }),
    );
    const late = `no complete answer within ${WEBHOOK_TIMEOUT_MS} ms`;
    expect(await deliveries(slow)).toMatchObject(
      Array(3).fill({ state: 'waiting', lastStatus: null, lastError: late }),
    );
    expect(await deliveries(redirecting)).toMatchObject(Array(3).fill({ state: 'waiting', lastStatus: 302 }));
    // What it says is enough; the rest is not read.
    expect(await deliveries(lying)).toMatchObject(Array(3).fill({ state: 'delivered', lastStatus: 200 }));
    expect(await deliveries(good)).toMatchObject(Array(3).fill({ state: 'delivered' }));
  });

  it('gives up a message after a day, and what is dead can be sent again', async () => {
    const made = await hook('/given-up');
    const refused = new Set<unknown>();
    receiver.behaves('/given-up', (answer, { headers }) => {
      answer.writeHead(refused.has(headers['x-zhuqi-delivery']) ? 500 : 204).end();
    });
    const id = await test(made);
    refused.add(id);
    const replay = (): string => `${HOOKS}/${made.id}/deliveries/${id}/replay`;
    await deliver();
    expect((await admin.post(replay())).body).toMatchObject({ status: 409, code: 'webhook.delivery-not-dead' });
    for (let nth = 0; nth < 15; nth++) {
      t.clock.advance(8 * HOUR);
      await test(made);
      await deliver();
    }
    const dead = (await deliveries(made)).filter(({ state }) => state !== 'delivered');
    expect(dead).toMatchObject([{ id, state: 'dead', attempts: 15, lastStatus: 500 }]);
    t.clock.advance(8 * DAY);
    refused.clear();
    expect((await admin.post(replay()).expect(200)).body).toMatchObject({ id, state: 'waiting', attempts: 0 });
    await deliver();
    expect(await deliveries(made)).toContainEqual(expect.objectContaining({ id, state: 'delivered', attempts: 1 }));
    const unknown = await admin.post(`${HOOKS}/${made.id}/deliveries/nothing/replay`);
    expect(unknown.body).toMatchObject({ status: 404, code: 'webhook.delivery-not-found' });
  });

  it('that is gone for good is switched off, and that is on record', async () => {
    const made = await hook('/gone');
    receiver.behaves('/gone', status(410));
    await test(made);
    await deliver();
    expect(await deliveries(made)).toMatchObject([{ state: 'dead', lastStatus: 410 }]);
    expect((await admin.get(`${HOOKS}/${made.id}`).expect(200)).body).toMatchObject({
      active: false,
      offReason: 'gone',
    });
    expect(await trail()).toContainEqual(expect.objectContaining({ action: 'webhook.switched-off' }));
  });
});

describe('robots', () => {
  it('of WeCom get a sentence, and their errcode is what counts', async () => {
    const made = await hook('/wecom?key=abc', { format: 'wecom' });
    receiver.behaves('/wecom', robot(93000), robot(0));
    expect(made).toMatchObject({ secret: null, url: receiver.url('/wecom?…') });
    const issue = await cast.mill.submits({ title: '缺工\n# [点此](http://evil.example) @all' });
    await deliver();
    expect(await deliveries(made)).toMatchObject([
      { state: 'waiting', lastStatus: 200, lastError: 'answered 200 with errcode 93000' },
    ]);
    t.clock.advance(MINUTE);
    await deliver();
    expect(await deliveries(made)).toMatchObject([{ state: 'delivered' }]);
    const [, told] = receiver.at('/wecom?key=abc');
    const { msgtype, markdown } = JSON.parse(told!.body) as { msgtype: string; markdown: { content: string } };
    expect(msgtype).toBe('markdown');
    expect(markdown.content).toContain(`${issue.number}：提交，`);
    expect(markdown.content.split('\n')[1]).not.toMatch(/[[\]()#@]/);
  });

  it('of DingTalk get a signed address', async () => {
    const secret = 'SEC0123456789abcdef';
    const made = await hook('/dingtalk?access_token=abc', { format: 'dingtalk', secret, language: 'en' });
    receiver.behaves('/dingtalk', robot(0));
    expect(made.secret).toBeNull();
    await test(made);
    await deliver();
    const told = receiver.received.find(({ path }) => path.startsWith('/dingtalk'))!;
    const { searchParams } = new URL(told.path, 'http://x');
    const timestamp = searchParams.get('timestamp');
    expect(searchParams.get('access_token')).toBe('abc');
    expect(timestamp).toBe(String(t.clock.now()));
    expect(searchParams.get('sign')).toBe(
      createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'),
    );
    expect(JSON.parse(told.body)).toMatchObject({ markdown: { title: 'Zhuqi', text: '**Zhuqi** test message' } });
    expect(await deliveries(made)).toMatchObject([{ state: 'delivered' }]);
  });

  it('are told no more than they take, and the rest a minute later, in order', async () => {
    t.clock.moveTo(Math.ceil(t.clock.now() / MINUTE) * MINUTE);
    const made = await hook('/busy', { format: 'wecom' });
    receiver.behaves('/busy', robot(0));
    for (let nth = 0; nth < 12; nth++) await test(made);
    await deliver();
    expect(receiver.at('/busy')).toHaveLength(10);
    const waiting = (await deliveries(made)).filter(({ state }) => state === 'waiting');
    expect(waiting).toMatchObject(Array(2).fill({ attempts: 0, lastError: null }));
    t.clock.advance(MINUTE);
    await deliver();
    expect(receiver.at('/busy')).toHaveLength(12);
  });

  it('bring the secret that they need, and no other', async () => {
    const body = { name: 'x', url: receiver.url('/x'), events: ['submit'] };
    const codes: unknown[] = [];
    for (const more of [{ format: 'dingtalk' }, { format: 'wecom', secret: 'x' }, { secret: 'x' }])
      codes.push(((await admin.post(HOOKS, { ...body, ...more }).expect(422)).body as { code: string }).code);
    expect(codes).toEqual(['webhook.secret-needed', 'webhook.secret-not-taken', 'webhook.secret-not-taken']);
  });
});

describe('its configuration', () => {
  it('tells the secret once, keeps it and the key in an address sealed, and puts neither on record', async () => {
    const made = await hook('/kept?key=super-key');
    const first = made.secret!;
    const renewed = (await admin.post(`${HOOKS}/${made.id}/secret`, {}).expect(200)).body as Hook;
    expect(renewed.secret).not.toBe(first);
    await admin.patch(`${HOOKS}/${made.id}`, { name: '新名称', url: receiver.url('/moved?key=other-key') }).expect(200);
    await test(made);
    await deliver();
    const [told] = receiver.at('/moved?key=other-key');
    expect(told!.headers['x-zhuqi-signature']).toBe(
      signature(renewed.secret!, told!.headers['x-zhuqi-timestamp'], told!.body),
    );
    await admin.delete(`${HOOKS}/${made.id}`).expect(204);
    const rows = await t.reader.all(sql`SELECT * FROM webhook`);
    const shown = [(await admin.get(HOOKS)).text, JSON.stringify(rows), JSON.stringify(await trail())].join('\n');
    for (const secret of [first, renewed.secret!, 'super-key', 'other-key']) expect(shown).not.toContain(secret);
  });

  it('is on record, every change of it', async () => {
    const before = (await trail()).length;
    const made = await hook('/recorded');
    await admin.patch(`${HOOKS}/${made.id}`, { events: ['sign'] }).expect(200);
    await admin.post(`${HOOKS}/${made.id}/secret`, {}).expect(200);
    await test(made);
    await admin.delete(`${HOOKS}/${made.id}`).expect(204);
    const actions = (await trail()).slice(before).map(({ action }) => action);
    expect(actions).toEqual(
      ['added', 'changed', 'secret-renewed', 'tested', 'removed'].map((what) => `webhook.${what}`),
    );
    await admin.get(`${HOOKS}/${made.id}/deliveries`).expect(404);
  });

  it('refuses what it does not know, and what was changed meanwhile', async () => {
    const made = await hook('/stale');
    const stale = await admin.patch(`${HOOKS}/${made.id}`, { name: 'y' }).set('If-Match', '"7"');
    expect(stale.status).toBe(412);
    const codes: unknown[] = [];
    for (const more of [{ regionCode: '999999' }, { url: 'https://10.0.0.1/' }, { url: 'http://hooks.example.com/' }])
      codes.push(((await admin.patch(`${HOOKS}/${made.id}`, more).expect(422)).body as { code: string }).code);
    expect(codes).toEqual(['webhook.region', 'webhook.url-inside', 'webhook.url-plain']);
    for (const more of [{ events: ['nothing'] }, { events: [] }, { format: 'slack' }, { secretHash: 'x' }])
      await admin.post(HOOKS, { name: 'x', url: receiver.url('/x'), events: ['submit'], ...more }).expect(400);
  });

  it('answers a repeated request alike, and keeps the secret of that answer sealed', async () => {
    const body = { name: 'x', url: receiver.url('/x'), events: ['submit'] };
    const made = (await admin.post(HOOKS, body).set('Idempotency-Key', 'hook-1').expect(201)).body as Hook;
    office.made.push(made.id);
    const again = await admin.post(HOOKS, body).set('Idempotency-Key', 'hook-1').expect(201);
    expect(again.body).toEqual(made);
    const rows = await t.reader.all(sql`SELECT answer FROM idempotency_key`);
    expect(JSON.stringify(rows)).not.toContain(made.secret!);
  });
});
