import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import sql from 'sql-template-tag';
import { HOUR, type Instant, MINUTE } from '../../src/kernel/clock.js';
import { atTime } from '../../src/kernel/local-date.js';
import { type Cast, Stories, type Told } from '../support/issue-stories.js';
import { MailServer, type ReceivedMail, type Slowness, SlowServer } from '../support/mail-server.js';
import { delivered } from '../support/mailbox.js';
import type { SignedIn } from '../support/people.js';
import { startApp, type TestApp } from '../support/test-app.js';

const PREFERENCES = '/api/v1/me/notification-preferences';
const PUBLIC = 'https://zhuqi.example.gov.cn';

let server: MailServer;
let t: TestApp;
let cast: Cast;
/** Monday 2024-03-04, at 09:00 at first. */
async function begin(settings: Readonly<Record<string, string>> = {}): Promise<void> {
  t = await startApp({
    settings: {
      ZHUQI_SMTP_URL: server.url,
      ZHUQI_MAIL_FROM: '助企 <zhuqi@example.gov.cn>',
      ZHUQI_PUBLIC_URL: `${PUBLIC}/`,
      ZHUQI_SMTP_TIMEOUT_MS: '5000',
      ...settings,
    },
  });
  cast = (await Stories.of(t)).cast;
  for (const { as } of Object.values(cast)) await as.get('/api/v1/me').expect(200);
}
beforeAll(async () => {
  server = await MailServer.open();
});
afterEach(async () => {
  server.take();
  server.manners = { receiver: null, content: null, lies: false };
  await t.close();
});
afterAll(() => server.close());

const choose = (as: SignedIn, preferences: object) => as.patch(PREFERENCES, preferences).expect(200);
const at = (date: string, time: string): Instant => atTime(date, time);

/** Mails that have come by now, in the order of their receivers. */
async function come(): Promise<ReceivedMail[]> {
  await delivered(t);
  return server.take().sort((one, other) => (one.to[0]! < other.to[0]! ? -1 : 1));
}

const subjects = (mails: readonly ReceivedMail[]): string[] => mails.map(({ parsed }) => parsed.subject!);

interface Outgoing {
  readonly id: string;
  readonly attempts: number;
  readonly deliveredAt: number | null;
  readonly deadAt: number | null;
  readonly nextAttemptAt: number | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}

const outgoing = (): Promise<Outgoing[]> =>
  t.reader.all<Outgoing>(
    sql`SELECT id, attempts, delivered_at, dead_at, next_attempt_at, last_status, last_error FROM outbox_message
        WHERE kind = 'notifications.mail' ORDER BY id`,
  );

/** An issue that goes to Wang, who has an address. */
async function assigned(more: object = {}): Promise<Told> {
  await choose(cast.wang.as, { email: 'wang@example.cn' });
  return cast.mill.submits(more);
}

describe('a mail', () => {
  beforeEach(() => begin());

  it('says in text and HTML what the notice says, and leads to the issue', async () => {
    const issue = await assigned({ title: '缺 <b>工</b> & "料"' });
    const [mail, ...others] = await come();
    expect(others).toEqual([]);
    const { parsed, to } = mail!;
    expect(to).toEqual(['wang@example.cn']);
    expect(parsed.from!.value).toEqual([{ name: '助企', address: 'zhuqi@example.gov.cn' }]);
    expect(parsed.subject).toBe(`[助企] 有问题交由您承办 ${issue.number}`);
    expect(parsed.text).toContain(`${issue.number} 缺 <b>工</b> & "料"`);
    expect(parsed.text).toContain(`${PUBLIC}/issues/${issue.id}`);
    expect(parsed.html).toContain(`<a href="${PUBLIC}/issues/${issue.id}">`);
    expect(parsed.html).toContain('缺 &lt;b&gt;工&lt;/b&gt; &amp; &quot;料&quot;');
    expect(parsed.html).not.toContain('<b>');
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
    const [{ id, lastStatus }] = (await outgoing()) as [Outgoing];
    expect([parsed.messageId, lastStatus]).toEqual([`<${id}@zhuqi.example.gov.cn>`, 250]);
    expect(mail!.raw).not.toContain('川汇');
  });

  it('has no phone number in it, whatever the title says', async () => {
    await assigned({ title: '请打 13712349876' });
    const [mail] = await come();
    for (const words of [mail!.parsed.text, mail!.parsed.html]) {
      expect(words).toContain('请打 137****9876');
      expect(words).not.toContain('13712349876');
    }
  });

  it('is in the language of its receiver', async () => {
    await choose(cast.wang.as, { language: 'en' });
    const issue = await assigned();
    const [mail] = await come();
    expect(mail!.parsed.subject).toBe(`[Zhuqi] An issue was assigned to you ${issue.number}`);
  });

  it('has no header that somebody has written', async () => {
    await assigned({ title: '缺工 Bcc: somebody@example.cn' });
    const [mail] = await come();
    const head = mail!.raw.split('\r\n\r\n')[0]!;
    expect(head).not.toMatch(/^bcc:/im);
    expect(mail!.to).toEqual(['wang@example.cn']);
  });

  it('of a confidential issue tells the number only, and never the enterprise', async () => {
    await choose(cast.li.as, { email: 'li@example.cn' });
    await choose(cast.wang.as, { email: 'wang@example.cn' });
    const issue = await cast.mill.submits({ confidential: true, title: '川汇棉纺缺工' });
    const mails = await come();
    expect(mails.length).toBeGreaterThan(0);
    for (const { raw, parsed } of mails) {
      expect(parsed.text).toContain(issue.number);
      expect(`${raw}${parsed.text}${String(parsed.html)}`).not.toMatch(/川汇|棉纺/);
    }
  });

  it('is not sent to whoever has no address, has switched it off, has muted it, or has read it', async () => {
    await cast.mill.submits();
    expect(await come()).toEqual([]);
    await choose(cast.wang.as, { email: 'wang@example.cn', channels: { email: 'off' } });
    await cast.mill.submits();
    expect(await come()).toEqual([]);
    await choose(cast.wang.as, { channels: { email: 'at-once' }, mutedKinds: ['assigned-to-you'] });
    await cast.mill.submits();
    expect(await come()).toEqual([]);
    await choose(cast.wang.as, { mutedKinds: [] });
    server.manners.content = 451;
    await cast.mill.submits();
    await delivered(t);
    await cast.wang.as.post('/api/v1/notifications/read-all').expect(200);
    server.manners.content = null;
    t.clock.advance(HOUR);
    expect(await come()).toEqual([]);
  });

  it('is not sent of an issue that its receiver may not see any more', async () => {
    server.manners.content = 451;
    await choose(cast.zhao.as, { email: 'zhao@example.cn' });
    const issue = await cast.mill.submits();
    await cast.county.does('reassign', issue, { cadreId: cast.zhao.id, reason: '分工' });
    await delivered(t);
    await cast.county.does('reassign', issue, { cadreId: cast.li.id, reason: '分工' });
    server.manners.content = null;
    t.clock.advance(HOUR);
    expect(await come()).toEqual([]);
  });
});

describe('waits', () => {
  beforeEach(() => begin());

  it('for working hours, unless it is urgent', async () => {
    t.clock.moveTo(at('2024-03-08', '19:00'));
    await choose(cast.county.as, { email: 'county@example.cn' });
    const issue = await assigned();
    expect(await come()).toEqual([]);
    await cast.wang.does('sign', issue);
    await cast.wang.does('return', issue);
    expect(subjects(await come())).toEqual([`[助企] 有申请待您审批：退回申请 ${issue.number}`]);
    t.clock.moveTo(at('2024-03-11', '09:00') - 1);
    expect(await come()).toEqual([]);
    t.clock.moveTo(at('2024-03-11', '09:00'));
    expect(subjects(await come())).toEqual([`[助企] 有问题交由您承办 ${issue.number}`]);
  });

  it('for the end of quiet hours', async () => {
    await choose(cast.wang.as, { quietHours: { from: '08:00', to: '10:30' } });
    await assigned();
    expect(await come()).toEqual([]);
    t.clock.moveTo(at('2024-03-04', '10:30'));
    expect(await come()).toHaveLength(1);
  });

  it('and the rest comes in one mail at 08:30 of the next working day, with everything unread', async () => {
    await choose(cast.mill.as, { email: 'mill@example.cn' });
    await choose(cast.wang.as, { email: 'wang@example.cn', channels: { email: 'digest' } });
    t.clock.moveTo(at('2024-03-08', '10:00'));
    const first = await cast.mill.submits();
    await delivered(t);
    t.clock.moveTo(at('2024-03-09', '10:00'));
    const second = await cast.mill.submits();
    await delivered(t);
    t.clock.moveTo(at('2024-03-11', '08:30') - MINUTE);
    expect(await come()).toEqual([]);
    t.clock.moveTo(at('2024-03-11', '08:30'));
    const mails = await come();
    expect(mails.map(({ to }) => to[0])).toEqual(['mill@example.cn', 'wang@example.cn']);
    for (const { parsed } of mails) {
      expect(parsed.subject).toBe('[助企] 2 条未读通知');
      for (const { number } of [first, second]) expect(parsed.text).toContain(number);
    }
    t.clock.moveTo(at('2024-03-12', '08:30'));
    expect(await come()).toEqual([]);
  });
});

describe('a server that', () => {
  it('refuses the receiver makes the mail dead at once, and its words are not kept', async () => {
    await begin();
    server.manners.receiver = 550;
    await assigned();
    await delivered(t);
    const [mail] = await outgoing();
    expect(mail).toMatchObject({ attempts: 1, deliveredAt: null, lastStatus: 550, lastError: 'SMTP EENVELOPE 550' });
    expect(mail!.deadAt).toBe(t.clock.now());
  });

  it('is busy gets it again later, with the same id', async () => {
    await begin();
    server.manners.content = 451;
    await assigned();
    await delivered(t);
    const [busy] = await outgoing();
    expect(busy).toMatchObject({ attempts: 1, deliveredAt: null, deadAt: null, lastStatus: 451 });
    server.manners.content = null;
    t.clock.moveTo(busy!.nextAttemptAt!);
    const [mail] = await come();
    expect(mail!.parsed.messageId).toBe(`<${busy!.id}@zhuqi.example.gov.cn>`);
    expect(await outgoing()).toMatchObject([{ attempts: 2, deadAt: null }]);
  });

  it('is not there is tried again', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    await begin({ ZHUQI_SMTP_URL: `smtp://127.0.0.1:${port}` });
    await assigned();
    await delivered(t);
    expect(await outgoing()).toMatchObject([{ attempts: 1, deadAt: null, deliveredAt: null, lastStatus: null }]);
  });

  it.each<Slowness>(['silent', 'greeting', 'answering'])(
    'is slow (%s) holds nobody up for longer than the settings say, and keeps no connection',
    async (slowness) => {
      const slow = await SlowServer.open(slowness);
      try {
        await begin({ ZHUQI_SMTP_URL: slow.url, ZHUQI_SMTP_TIMEOUT_MS: '300' });
        await assigned();
        await delivered(t);
        await slow.left;
        const lastError = 'SMTP ETIMEDOUT';
        expect(await outgoing()).toMatchObject([{ attempts: 1, deadAt: null, deliveredAt: null, lastError }]);
      } finally {
        await slow.close();
      }
    },
  );

  it('lies gets it once: what it has accepted is its own', async () => {
    await begin();
    server.manners.lies = true;
    await assigned();
    await delivered(t);
    t.clock.advance(HOUR);
    await delivered(t);
    expect(await outgoing()).toMatchObject([{ attempts: 1, deadAt: null, lastStatus: 250 }]);
    expect(server.take()).toEqual([]);
  });
});

it('without a server nothing is planned', async () => {
  await begin({ ZHUQI_SMTP_URL: '' });
  await assigned();
  await delivered(t);
  expect(await outgoing()).toEqual([]);
});
