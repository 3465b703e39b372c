import { DAY, iso } from '../../src/kernel/clock.js';
import { localDateOf } from '../../src/kernel/local-date.js';
import { NoticeDelivery } from '../../src/modules/notifications/notice-delivery.service.js';
import { type Cast, type Somebody, Stories, type Told } from '../support/issue-stories.js';
import { delivered, heardOf, type Inbox, inboxOf } from '../support/mailbox.js';
import { allPages } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const V1 = '/api/v1';

let t: TestApp;
let stories: Stories;
let cast: Cast;
beforeAll(async () => {
  t = await startApp();
  stories = await Stories.of(t);
  cast = stories.cast;
  // Somebody has an account once they have signed in.
  for (const { as } of Object.values(cast)) await as.get(`${V1}/me`).expect(200);
});
afterAll(() => t.close());

/** Who has heard of the issue what, newest first; nobody who has heard nothing. */
async function heard(issue: { id: string }): Promise<Record<string, string[]>> {
  await delivered(t);
  const told = await Promise.all(
    Object.entries(cast).map(async ([name, { as }]) => [name, await heardOf(as, issue)] as const),
  );
  return Object.fromEntries(told.filter(([, kinds]) => kinds.length > 0));
}

/** What they have heard since. */
async function heardFrom(issue: Told, step: () => Promise<unknown>): Promise<Record<string, string[]>> {
  const before = await heard(issue);
  await step();
  const after = await heard(issue);
  const news = Object.entries(after).map(([name, kinds]) => [
    name,
    kinds.slice(0, kinds.length - (before[name]?.length ?? 0)),
  ]);
  return Object.fromEntries(news.filter(([, kinds]) => kinds!.length > 0)) as Record<string, string[]>;
}

describe('who hears of what', () => {
  it('an issue that finds its lead: the lead and the enterprise, and no coordinator', async () => {
    const issue = await cast.mill.submits();
    expect(await heard(issue)).toEqual({ wang: ['assigned-to-you'], mill: ['lead-named'] });
  });

  it('one that finds nobody: the coordinators of the county, who answer for it', async () => {
    const issue = await stories.unrouted();
    expect(await heard(issue)).toEqual({
      county: ['to-accept'],
      deputy: ['to-accept'],
      wangInOffice: ['to-accept'],
    });
  });

  it('nobody hears of what they did themselves, under whatever account', async () => {
    const issue = await stories.inProgress();
    expect(await heardFrom(issue, () => cast.wang.does('claim-done', issue))).toEqual({
      county: ['to-verify'],
      deputy: ['to-verify'],
    });
  });

  it('a request: whoever decides it; the decision: whoever asked, and the enterprise what it means', async () => {
    const issue = await stories.inProgress();
    expect(await heardFrom(issue, () => cast.wang.does('extend', issue))).toEqual({
      county: ['request-asked'],
      deputy: ['request-asked'],
    });
    expect(await heardFrom(issue, () => cast.county.decides(issue, true))).toEqual({
      wang: ['request-approved'],
      mill: ['due-moved'],
    });
  });

  it('an escalation is decided one level up, and told there', async () => {
    const issue = await stories.inProgress();
    expect(await heardFrom(issue, () => cast.wang.does('escalate', issue))).toEqual({ city: ['request-asked'] });
    const { items } = await inboxOf(cast.city.as);
    expect(items[0]).toMatchObject({ title: '有申请待您审批：提级申请', body: '请在 2024-03-05 18:00 前作出决定。' });
  });

  it('an unhappy rating: the handlers, the coordinators, and the managers here and one level up', async () => {
    const issue = await stories.verified();
    const unhappy = { stars: 1, solved: false };
    expect(await heardFrom(issue, () => cast.mill.does('rate', issue, unhappy))).toEqual({
      wang: ['unhappy'],
      wangInOffice: ['unhappy'],
      county: ['unhappy'],
      deputy: ['unhappy'],
      manager: ['unhappy'],
      cityManager: ['unhappy'],
    });
  });

  it('a new lead, the former one, who supports, and the enterprise', async () => {
    const issue = await stories.inProgress();
    const body = { cadreId: cast.li.id, coHandlerIds: [cast.zhao.id], reason: '熟悉用工' };
    expect(await heardFrom(issue, () => cast.city.does('reassign', issue, body))).toEqual({
      li: ['assigned-to-you'],
      zhao: ['you-support'],
      mill: ['lead-named'],
      // Wang sees it still, since the mill is paired with him.
      wang: ['no-longer-yours'],
    });
  });

  it('who comes to support a lead who stays, who leaves, the lead, and nobody else', async () => {
    const issue = await stories.inProgress();
    const support = (who: Somebody[]) => ({
      ...{ cadreId: cast.wang.id, reason: '加强力量' },
      coHandlerIds: who.map(({ id }) => id),
    });
    expect(await heardFrom(issue, () => cast.county.does('reassign', issue, support([cast.zhao])))).toEqual({
      wang: ['support-changed'],
      zhao: ['you-support'],
    });
    expect(await heardFrom(issue, () => cast.county.does('reassign', issue, support([cast.zhao, cast.li])))).toEqual({
      wang: ['support-changed'],
      li: ['you-support'],
    });
    await cast.county.does('reassign', issue, support([cast.li]));
    await delivered(t);
    const [told] = (await inboxOf(cast.zhao.as)).items;
    expect(told).toMatchObject({ kind: 'no-longer-supporting', title: '您不再协办一个问题' });
  });

  it('an internal note is not for the enterprise', async () => {
    const issue = await stories.inProgress();
    const note = { note: '内部情况', visibleToEnterprise: false };
    expect(await heardFrom(issue, () => cast.wang.does('progress', issue, note))).toEqual({});
    expect(await heardFrom(issue, () => cast.wang.does('progress', issue))).toEqual({ mill: ['progress'] });
  });

  it('a supervision: the handlers and the coordinators; its answer: whoever opened it', async () => {
    const issue = await stories.inProgress();
    await heardFrom(issue, () => cast.manager.does('supervise', issue));
    const told = (await inboxOf(cast.wang.as)).items[0]!;
    expect([told.kind, told.title]).toEqual(['supervised', '督办']);
    expect(await heardFrom(issue, () => cast.wang.does('answer-supervision', issue))).toMatchObject({
      manager: ['supervision-answered'],
    });
  });

  it('a conflict of interest keeps somebody from hearing anything', async () => {
    const issue = await stories.inProgress();
    await cast.city.does('exclude-cadre', issue, { cadreId: cast.wang.id, reason: '亲属任职' });
    await delivered(t);
    const { items } = await inboxOf(cast.wang.as);
    expect(items.filter((notice) => notice.issue?.id === issue.id)).toEqual([]);
  });
});

describe('on leave', () => {
  it('the deputy at the end of the chain hears of it too, and for whom', async () => {
    const issue = await stories.inProgress();
    const today = localDateOf(t.clock.now());
    const leave = [{ from: today, to: today }];
    const { as } = cast.province;
    await as.patch(`${V1}/cadres/${cast.zhao.id}`, { leave, deputyId: cast.qian.id }).expect(200);
    await as.patch(`${V1}/cadres/${cast.wang.id}`, { leave, deputyId: cast.zhao.id }).expect(200);
    await delivered(t);
    const before = (await inboxOf(cast.qian.as)).items.length;
    await cast.manager.does('supervise', issue);
    await delivered(t);
    const { items } = await inboxOf(cast.qian.as);
    expect(items).toHaveLength(before + 1);
    expect(items[0]).toMatchObject({
      kind: 'supervised',
      issue: { id: issue.id },
      standsInFor: { id: cast.wang.id, name: 'wang' },
      body: '您代理的wang不在岗，请代为办理。请按要求办理并答复。',
    });
    expect(await heardOf(cast.wang.as, issue)).toContain('supervised');
    expect((await inboxOf(cast.zhao.as)).items.filter(({ standsInFor }) => standsInFor !== null)).toEqual([]);
    for (const { id } of [cast.wang, cast.zhao]) await as.patch(`${V1}/cadres/${id}`, { leave: [] }).expect(200);
  });
});

describe('what a notice tells', () => {
  it('nothing of an issue that its owner may not see any more', async () => {
    const issue = await cast.mill.submits();
    await cast.city.does('reassign', issue, { cadreId: cast.sun.id, reason: '分工' });
    await cast.county.does('reassign', issue, { cadreId: cast.zhao.id, reason: '分工' });
    await delivered(t);
    const answer = await cast.sun.as.get(`${V1}/notifications?limit=200`).expect(200);
    const secrets = [issue.id, issue.number, cast.mill.id, '川汇'];
    expect(secrets.filter((secret) => answer.text.includes(secret))).toEqual([]);
    expect((answer.body as Inbox).items[0]).toMatchObject({
      issue: null,
      title: '问题已转由他人办理',
      body: '该问题现已不在您的范围内。',
    });
  });

  it('never the enterprise; of a confidential issue not the title either, but to the enterprise itself', async () => {
    const issue = await cast.mill.submits({ confidential: true, title: '川汇棉纺缺工' });
    await cast.county.does('reassign', issue, { cadreId: cast.zhao.id, reason: '分工' });
    await delivered(t);
    for (const { name, as } of Object.values(cast)) {
      const { text } = await as.get(`${V1}/notifications?limit=200`).expect(200);
      expect([name, text.includes(cast.mill.id), text.includes('川汇')]).toEqual([name, false, name === 'mill']);
    }
    const { items } = await inboxOf(cast.zhao.as);
    expect(items[0]!.issue).toEqual({ id: issue.id, number: issue.number, title: null });
  });

  it('in the language of the reader', async () => {
    await cast.mill.submits();
    await delivered(t);
    const answer = await cast.wang.as.get(`${V1}/notifications?limit=1`).set('Accept-Language', 'en').expect(200);
    expect((answer.body as Inbox).items[0]!.title).toBe('An issue was assigned to you');
  });
});

describe('the inbox', () => {
  it('has pages, newest first, and counts what has not been read', async () => {
    await delivered(t);
    const all = await allPages<{ id: string; createdAt: string }>(cast.wang.as, `${V1}/notifications`, 3);
    const whole = await inboxOf(cast.wang.as, 'limit=200&count=true');
    expect(all.map(({ id }) => id)).toEqual(whole.items.map(({ id }) => id));
    expect(whole.total).toBe(all.length);
    expect(whole.unreadCount).toBe(whole.items.filter(({ readAt }) => readAt === null).length);
  });

  it('a notice is read once, and the rest at once', async () => {
    const before = await inboxOf(cast.wang.as, 'unread=true&limit=200&count=true');
    expect([before.items.length, before.total]).toEqual([before.unreadCount, before.unreadCount]);
    const { id } = before.items[0]!;
    for (let nth = 0; nth < 2; nth++) {
      const { body } = await cast.wang.as.post(`${V1}/notifications/${id}/read`).expect(200);
      expect(body).toEqual({ unreadCount: before.unreadCount - 1 });
    }
    const read = await inboxOf(cast.wang.as, 'unread=false');
    expect(read.items.map((notice) => [notice.id, notice.readAt])).toEqual([[id, iso(t.clock.now())]]);
    const { body } = await cast.wang.as.post(`${V1}/notifications/read-all`).expect(200);
    expect(body).toEqual({ unreadCount: 0 });
    expect((await inboxOf(cast.wang.as, 'unread=true')).items).toEqual([]);
    expect((await cast.wang.as.post(`${V1}/notifications/read-all`).expect(200)).body).toEqual({ unreadCount: 0 });
  });

  it('nobody reads, or marks, what is another person’s', async () => {
    const { items } = await inboxOf(cast.mill.as, 'unread=true');
    await cast.bakery.as.post(`${V1}/notifications/${items[0]!.id}/read`).expect(404);
    await cast.bakery.as.post(`${V1}/notifications/nothing/read`).expect(404);
    expect((await inboxOf(cast.mill.as, 'unread=true')).items[0]!.id).toBe(items[0]!.id);
  });

  it('there is one notice for a cause, also when two processes deliver it at once', async () => {
    const issue = await cast.mill.submits();
    await delivered(t);
    const [user] = await userIds(cast.farm);
    const notices = ['a', 'b', 'c', 'd'].map((cause) => ({
      ...{ userId: user!, cause: `event:${issue.id}-${cause}`, kind: 'edited' as const, issueId: issue.id },
      ...{ params: {}, standsInFor: null, createdAt: t.clock.now() },
    }));
    const before = (await inboxOf(cast.farm.as)).unreadCount;
    await Promise.all(Array.from({ length: 4 }, () => t.get(NoticeDelivery).deliver(notices)));
    expect((await inboxOf(cast.farm.as)).unreadCount).toBe(before + notices.length);
  });
});

async function userIds({ as }: Somebody): Promise<string[]> {
  const { body } = await as.get(`${V1}/me`).expect(200);
  return [(body as { id: string }).id];
}

it('what happened long ago is no news', async () => {
  const issue = await cast.farm.submits();
  t.clock.advance(31 * DAY);
  expect(await heard(issue)).toEqual({});
});
