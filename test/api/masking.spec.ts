import sql from 'sql-template-tag';
import { DAY, HOUR, iso } from '../../src/kernel/clock.js';
import { OutboxDelivery } from '../../src/platform/outbox/index.js';
import type { SignedIn } from '../support/people.js';
import { type Cast, Stories, type Told } from '../support/issue-stories.js';
import { startApp, type TestApp } from '../support/test-app.js';

const CONTACT = { name: '李经理', phone: '13712349876' };
const MASKED = { name: '李*', phone: '137****9876' };
const V1 = '/api/v1';
const WHY = { reason: '需电话核实' };

let t: TestApp;
let cast: Cast;
beforeAll(async () => {
  t = await startApp();
  cast = (await Stories.of(t)).cast;
});
afterAll(() => t.close());

async function contactOf(as: SignedIn, { id }: { id: string }): Promise<unknown> {
  return ((await as.get(`${V1}/issues/${id}`).expect(200)).body as { contact: unknown }).contact;
}

/** Led by Wang, supported by Zhao. */
async function issueWithContact(): Promise<Told> {
  const issue = await cast.mill.submits({ contact: CONTACT });
  await cast.county.does('reassign', issue, { cadreId: cast.li.id, coHandlerIds: [cast.zhao.id], reason: '分工' });
  return issue;
}

describe('the contact of an issue', () => {
  it('is whole for the enterprise, the lead and the co-handlers, and masked for everybody else', async () => {
    const issue = await issueWithContact();
    for (const { as } of [cast.mill, cast.li, cast.zhao]) expect(await contactOf(as, issue)).toEqual(CONTACT);
    for (const { as } of [cast.county, cast.city, cast.manager, cast.auditor, cast.wang])
      expect(await contactOf(as, issue)).toEqual(MASKED);
  });

  it('is whole for whoever logged it', async () => {
    const issue = await cast.county.submits({ enterpriseId: cast.mill.id, contact: CONTACT });
    expect(await contactOf(cast.county.as, issue)).toEqual(CONTACT);
    expect(await contactOf(cast.deputy.as, issue)).toEqual(MASKED);
  });

  it('is masked in the timeline too: who was spoken to, and what it was before an edit', async () => {
    const issue = await issueWithContact();
    await cast.mill.as.patch(`${V1}/issues/${issue.id}`, { contact: { ...CONTACT, phone: '13712340000' } }).expect(200);
    await cast.li.does('sign', issue);
    await cast.li.does('start', issue, { means: 'phone', person: '李经理', note: '请打 13712340000' });
    const told = async (as: SignedIn): Promise<string> => (await as.get(`${V1}/issues/${issue.id}/events`)).text;
    const plain = ['李经理', '13712340000'];
    const seen = await told(cast.li.as);
    const masked = await told(cast.county.as);
    expect(plain.map((word) => [seen.includes(word), masked.includes(word)])).toEqual(plain.map(() => [true, false]));
    for (const text of [seen, masked]) {
      expect(text).toContain('137****9876');
      expect(text).not.toContain(CONTACT.phone);
    }
  });

  it('is masked in what is written about requests and supervision, in the issue and in the lists', async () => {
    const issue = await issueWithContact();
    const plain = '请打 13712349876';
    const masked = '请打 137****9876';
    await cast.li.does('sign', issue);
    await cast.li.does('escalate', issue, { tried: plain, powerMissing: plain });
    await cast.county.does('supervise', issue, { kind: 'urge', note: plain });
    await cast.li.does('answer-supervision', issue, { answer: plain });
    await cast.county.does('supervise', issue, { kind: 'supervise', note: plain });
    const seen = async ({ as }: { as: SignedIn }) => {
      const { body } = await as.get(`${V1}/issues/${issue.id}`).expect(200);
      const { requests, supervisions } = body as { requests: { reason: string }[]; supervisions: { note: string }[] };
      return [requests[0]!.reason, supervisions[0]!.note];
    };
    for (const who of [cast.li, cast.zhao]) expect(await seen(who)).toEqual([plain, plain]);
    for (const who of [cast.county, cast.manager, cast.auditor]) expect(await seen(who)).toEqual([masked, masked]);
    await cast.city.decides(issue, false, { reason: plain });
    const line = async (list: string) => {
      const { body } = await cast.city.as.get(`${V1}/${list}`).expect(200);
      return (body as { items: { issue: { id: string } }[] }).items.find((each) => each.issue.id === issue.id);
    };
    expect(await line('requests?status=rejected')).toMatchObject({ reason: masked, decisionReason: masked });
    expect(await line('supervisions?open=false')).toMatchObject({ note: masked, answer: masked });
  });

  it('is masked in what is written into the issue itself, but not for those who handle or correct it', async () => {
    const plain = '请打 13712349876';
    const masked = '请打 137****9876';
    const issue = await cast.mill.submits({ title: plain, description: plain });
    const named = { cadreId: cast.li.id, coHandlerIds: [cast.zhao.id], reason: '分工' };
    await cast.county.does('reassign', issue, named);
    await cast.li.does('sign', issue);
    await cast.zhao.does('give-opinion', issue, { opinion: plain });
    await cast.li.does('start', issue);
    await cast.li.does('claim-done', issue, { resolution: 'solved', measures: plain });
    await cast.county.does('verify', issue);
    await cast.mill.does('rate', issue, { stars: 5, solved: true, comment: plain });
    const seen = async ({ as }: { as: SignedIn }) => {
      const { body } = await as.get(`${V1}/issues/${issue.id}`).expect(200);
      const { title, description, measures, rating, coHandlers } = body as Record<string, string> & {
        rating: { comment: string };
        coHandlers: { opinion: string | null }[];
      };
      return [title, description, measures, rating.comment, coHandlers[0]!.opinion];
    };
    const all = (text: string) => [text, text, text, text, text];
    for (const who of [cast.li, cast.zhao, cast.county, cast.city]) expect(await seen(who)).toEqual(all(plain));
    expect(await seen(cast.mill)).toEqual([...all(plain).slice(1), null]);
    // Wang is paired with the mill and has nothing to do with the issue.
    for (const who of [cast.manager, cast.auditor, cast.wang]) expect(await seen(who)).toEqual(all(masked));
  });

  it('is masked in every title of a list, but not for the enterprise whose issue it is', async () => {
    const plain = '请打 13712349876';
    const issue = await cast.mill.submits({ title: plain });
    await cast.county.does('supervise', issue, { kind: 'urge', note: '请尽快' });
    const titles = async ({ as }: { as: SignedIn }, list: string) => {
      const { body } = await as.get(`${V1}/${list}`).expect(200);
      type Line = { id: string; title: string; issue?: { id: string; title: string } | null };
      const lines = (body as { items: Line[] }).items.map((line) => (list.startsWith('issues') ? line : line.issue));
      return lines.filter((line) => line?.id === issue.id).map((line) => line!.title);
    };
    for (const who of [cast.county, cast.manager, cast.wang])
      expect(await titles(who, 'issues?limit=200')).toEqual(['请打 137****9876']);
    expect(await titles(cast.mill, 'issues?limit=200')).toEqual([plain]);
    // A file goes further than whoever asked for it.
    const { text } = await cast.mill.as.get(`${V1}/issues?format=csv`).expect(200);
    expect([text.includes('请打 137****9876'), text.includes(plain)]).toEqual([true, false]);
    expect(await titles(cast.manager, 'supervisions?limit=200')).toEqual(['请打 137****9876']);
    await t.get(OutboxDelivery).deliverDue();
    const told = await titles(cast.wang, 'notifications?limit=200');
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told)).toEqual(new Set(['请打 137****9876']));
  });

  it('is not found by a search of whoever reads it masked, not even part by part', async () => {
    const issue = await cast.mill.submits({ title: '联系 13798760123 协调用电', description: '座机 0394-8765432' });
    await cast.county.does('reassign', issue, { cadreId: cast.li.id, coHandlerIds: [cast.zhao.id], reason: '分工' });
    const finds = async (as: SignedIn, q: string): Promise<boolean> => {
      const { body } = await as.get(`${V1}/issues?q=${encodeURIComponent(q)}&limit=200`).expect(200);
      return (body as { items: { id: string }[] }).items.some(({ id }) => id === issue.id);
    };
    const hidden = ['13798760123', '9876', '1379', '798760', '8765', '39487', '0394-8'];
    for (const q of hidden) {
      for (const { as } of [cast.manager, cast.auditor, cast.wang]) expect([q, await finds(as, q)]).toEqual([q, false]);
      for (const { as } of [cast.mill, cast.county, cast.li, cast.zhao])
        expect([q, await finds(as, q)]).toEqual([q, q !== '39487']);
    }
    for (const q of ['协调用电', '137****0123', '座机', issue.number])
      for (const { as } of [cast.manager, cast.auditor, cast.wang]) expect([q, await finds(as, q)]).toEqual([q, true]);
    const counted = `${V1}/reports/completion?from=2000-01-01&to=2100-01-01&q=798760`;
    const { body } = await cast.manager.as.get(counted).expect(200);
    expect((body as { total: { received: number } }).total.received).toBe(0);
  });

  it('follows an edit: what is written in is hidden from a search, what is taken out is not missed', async () => {
    const issue = await cast.mill.submits({ title: '协调用电' });
    const found = async (q: string): Promise<number> => {
      const { body } = await cast.manager.as.get(`${V1}/issues?q=${encodeURIComponent(q)}`).expect(200);
      return (body as { items: { id: string }[] }).items.filter(({ id }) => id === issue.id).length;
    };
    await cast.mill.as.patch(`${V1}/issues/${issue.id}`, { title: '甲方 13698760999' }).expect(200);
    expect([await found('98760'), await found('甲方')]).toEqual([0, 1]);
    await cast.mill.as.patch(`${V1}/issues/${issue.id}`, { title: '乙方 98760' }).expect(200);
    expect([await found('98760'), await found('乙方')]).toEqual([1, 1]);
  });

  it('is masked in what is said of a clock', async () => {
    const issue = await issueWithContact();
    await cast.li.does('sign', issue);
    const informed = { means: 'phone', at: iso(t.clock.now()) };
    const dueAt = iso(t.clock.now() + 30 * DAY);
    await cast.li.does('extend', issue, { dueAt, reason: '请打 13712349876', enterpriseInformed: informed });
    await cast.county.decides(issue, true);
    const { text } = await cast.county.as.get(`${V1}/issues/${issue.id}/clocks`).expect(200);
    expect([text.includes('137****9876'), text.includes('13712349876')]).toEqual([true, false]);
  });

  it('is nowhere in the timeline that is kept, which could not be rewritten when its owner has it erased', async () => {
    const issue = await issueWithContact();
    const changed = { name: '欧阳经理', phone: '13712340000' };
    await cast.mill.as.patch(`${V1}/issues/${issue.id}`, { contact: changed }).expect(200);
    await cast.mill.as.patch(`${V1}/issues/${issue.id}`, { contact: null }).expect(200);
    const rows = await t.reader.all<{ details: string }>(
      sql`SELECT details FROM issue_event WHERE issue_id = ${issue.id} AND action = 'edit' ORDER BY sequence`,
    );
    const masked = { name: '欧阳*', phone: '137****0000' };
    expect(rows.map(({ details }) => JSON.parse(details) as unknown)).toEqual([
      { before: { contact: MASKED }, after: { contact: masked } },
      { before: { contact: masked }, after: { contact: null } },
    ]);
  });

  it('so is the name of whoever acts for the enterprise, but not that of an official', async () => {
    const issue = await issueWithContact();
    const actors = async (who: typeof cast.mill) => {
      const [submitted, , , reassigned] = await who.timeline(issue);
      return [submitted!.actor, reassigned!.actor];
    };
    for (const who of [cast.mill, cast.li, cast.zhao]) expect((await actors(who))[0]).toBe('mill');
    for (const who of [cast.county, cast.manager, cast.auditor]) expect(await actors(who)).toEqual(['m*', 'county']);
  });

  it('cannot be overwritten with a mask', async () => {
    const issue = await issueWithContact();
    await cast.county.as.patch(`${V1}/issues/${issue.id}`, { contact: MASKED }).expect(400);
    expect(await contactOf(cast.mill.as, issue)).toEqual(CONTACT);
  });
});

describe('the contacts of an enterprise and the numbers of cadres', () => {
  const contactsOf = async (as: SignedIn): Promise<unknown> =>
    ((await as.get(`${V1}/enterprises/${cast.mill.id}`).expect(200)).body as { contacts: unknown }).contacts;

  it('are whole for themselves and whoever looks after them', async () => {
    const [whole] = (await contactsOf(cast.mill.as)) as { name: string; phone: string }[];
    expect(whole).toMatchObject({ name: '李明', phone: '13812345678' });
    expect(await contactsOf(cast.wang.as)).toEqual([whole]);
    for (const { as } of [cast.county, cast.manager, cast.auditor, cast.admin])
      expect(await contactsOf(as)).toEqual([{ ...whole, name: '李*', phone: '138****5678' }]);
    for (const [{ as }, isWhole] of [
      [cast.county, false],
      [cast.wang, false],
      [cast.mill, true],
    ] as const) {
      const { text } = await as.get(`${V1}/enterprises`).expect(200);
      expect([text.includes(cast.mill.id), text.includes('13812345678'), text.includes('李明')]).toEqual([
        true,
        isWhole,
        isWhole,
      ]);
    }
  });

  it('of a cadre: the name is that of an official and readable, the number masked but for their own', async () => {
    const seen = async (as: SignedIn) => (await as.get(`${V1}/cadres/${cast.wang.id}`).expect(200)).body as object;
    expect(await seen(cast.county.as)).toMatchObject({ name: 'wang', phone: '139****5678' });
    expect(await seen(cast.wang.as)).toMatchObject({ phone: '13912345678' });
  });

  it('cannot be overwritten with a mask', async () => {
    const contacts = await contactsOf(cast.county.as);
    await cast.county.as.patch(`${V1}/enterprises/${cast.mill.id}`, { contacts } as object).expect(400);
    await cast.county.as.patch(`${V1}/cadres/${cast.wang.id}`, { phone: '139****5678' }).expect(400);
  });
});

describe('looking behind a mask', () => {
  it('is answered for what one may read, and proved with its reason', async () => {
    const issue = await issueWithContact();
    const looks = [
      [`issues/${issue.id}/contact`, CONTACT],
      [`enterprises/${cast.mill.id}/contacts`, { contacts: [{ name: '李明', phone: '13812345678', title: null }] }],
      [`cadres/${cast.wang.id}/phone`, { phone: '13912345678' }],
    ] as const;
    for (const [path, value] of looks) {
      const { body } = await cast.county.as.post(`${V1}/${path}/reveal`, WHY).expect(200);
      expect(body).toEqual(value);
      await cast.county.as.post(`${V1}/${path}/reveal`, {}).expect(400);
      await cast.neighbour.as.post(`${V1}/${path}/reveal`, WHY).expect(404);
    }
    const entries = await t.reader.all<{ subjectKind: string; details: string }>(
      sql`SELECT subject_kind, details FROM audit_entry WHERE action = 'contact.revealed' AND outcome = 'done' ORDER BY sequence`,
    );
    expect(entries.map(({ subjectKind }) => subjectKind)).toEqual(['issue', 'enterprise', 'cadre']);
    expect(JSON.parse(entries[0]!.details)).toEqual(WHY);
  });

  it('its answer is not kept for replay', async () => {
    const path = `${V1}/cadres/${cast.wang.id}/phone/reveal`;
    await cast.county.as.post(path, WHY).set('Idempotency-Key', 'reveal-1').expect(200);
    const kept = await t.reader.all(sql`SELECT answer FROM idempotency_key WHERE idempotency_key = 'reveal-1'`);
    expect(kept).toEqual([]);
  });

  it('is possible thirty times an hour, whatever is sent at once', async () => {
    const path = `${V1}/cadres/${cast.li.id}/phone/reveal`;
    await cast.city.as.get(`${V1}/me`).expect(200);
    const answers = await Promise.all(Array.from({ length: 40 }, () => cast.city.as.post(path, WHY)));
    const statuses = answers.map(({ status }) => status).sort((a, b) => a - b);
    expect(statuses).toEqual([...Array.from({ length: 30 }, () => 200), ...Array.from({ length: 10 }, () => 429)]);
    const refused = await cast.city.as.post(path, WHY).expect(429);
    expect(refused.headers['retry-after']).toBe('3600');
    expect((refused.body as { code: string }).code).toBe('reveal.too-many');
    const entries = await t.reader.all(
      sql`SELECT sequence FROM audit_entry WHERE action = 'contact.revealed' AND outcome = 'refused'`,
    );
    // One for the whole lock, however often somebody asks.
    expect(entries).toHaveLength(1);
    await cast.deputy.as.post(path, WHY).expect(200);
    t.clock.advance(HOUR);
    await cast.city.as.post(path, WHY).expect(200);
  });
});

it('an export holds no personal data', async () => {
  await issueWithContact();
  for (const groupBy of ['region', 'department', 'cadre', 'category', 'enterprise_size']) {
    const { text } = await cast.city.as
      .get(`${V1}/reports/completion?format=csv&from=2024-01-01&to=2025-01-01&groupBy=${groupBy}`)
      .expect(200);
    expect(text).not.toMatch(/1[3-9]\d{9}|李经理|李明/);
  }
});
