import sql from 'sql-template-tag';
import { MINUTE } from '../../src/kernel/clock.js';
import type { NotificationStream } from '../../src/modules/notifications/notification-stream.js';
import { MOST_STREAMS, NotificationStreams } from '../../src/modules/notifications/notification-streams.service.js';
import { insertStatements } from '../../src/platform/persistence/index.js';
import { EventStream } from '../support/event-stream.js';
import { type Cast, Stories } from '../support/issue-stories.js';
import { delivered } from '../support/mailbox.js';
import type { SignedIn } from '../support/people.js';
import { startApp, type TestApp } from '../support/test-app.js';

const V1 = '/api/v1';
const PASSWORD = 'correct horse battery staple';

let t: TestApp;
let cast: Cast;
const open: EventStream[] = [];
beforeAll(async () => {
  t = await startApp();
  cast = (await Stories.of(t)).cast;
  for (const { as } of Object.values(cast)) await as.get(`${V1}/me`).expect(200);
});
afterEach(() => open.splice(0).forEach((stream) => stream.cut()));
afterAll(() => t.close());

async function listen(as: SignedIn, headers: Readonly<Record<string, string>> = {}): Promise<EventStream> {
  const stream = await EventStream.open(t, as, headers);
  open.push(stream);
  await stream.until(
    () => stream.events.some(({ event }) => event === 'unread') || headers['last-event-id'] !== undefined,
  );
  return stream;
}

/** One more notice for Wang, and one for the mill. */
async function happens(): Promise<void> {
  await cast.mill.submits();
  await delivered(t);
}

const streams = (): NotificationStreams => t.get(NotificationStreams);

describe('what comes', () => {
  it('comes at once, in order, with how many are unread', async () => {
    const stream = await listen(cast.wang.as);
    expect(stream.answer.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const before = stream.events.find(({ event }) => event === 'unread')!.data!.unreadCount as number;
    await happens();
    await happens();
    await stream.until(() => stream.events.at(-1)?.data?.unreadCount === before + 2);
    const notices = stream.notices();
    expect(notices.map(({ data }) => data!.kind)).toEqual(['assigned-to-you', 'assigned-to-you']);
    expect(stream.ids).toEqual([stream.ids[0], stream.ids[0]! + 1]);
    const { body } = await cast.wang.as.get(`${V1}/notifications?limit=2`).expect(200);
    expect(notices.map(({ data }) => data).reverse()).toEqual((body as { items: unknown[] }).items);
  });

  it('is told when it has been read elsewhere', async () => {
    await happens();
    const stream = await listen(cast.wang.as);
    await cast.wang.as.post(`${V1}/notifications/read-all`).expect(200);
    await stream.until(() => stream.events.at(-1)?.data?.unreadCount === 0);
  });

  it('is never what is another person’s', async () => {
    const [mill, farm] = [await listen(cast.mill.as), await listen(cast.farm.as)];
    await happens();
    await mill.until(() => mill.notices().length === 1);
    await cast.farm.submits();
    await delivered(t);
    await farm.until(() => farm.notices().length === 1);
    const { body } = await cast.farm.as.get(`${V1}/notifications?limit=1`).expect(200);
    expect(farm.notices().map(({ data }) => data)).toEqual((body as { items: unknown[] }).items);
  });

  it('goes on after a cut without a gap and without doubles', async () => {
    const stream = await listen(cast.wang.as);
    await happens();
    await stream.until(() => stream.notices().length === 1);
    const last = stream.ids[0]!;
    stream.cut();
    for (let nth = 0; nth < 3; nth++) await happens();
    const again = await listen(cast.wang.as, { 'last-event-id': String(last) });
    await again.until(() => again.notices().length === 3);
    await happens();
    await again.until(() => again.notices().length === 4);
    expect(again.ids).toEqual([1, 2, 3, 4].map((nth) => last + nth));
  });

  it('and from the beginning for a client that has had nothing, page after page', async () => {
    await more(cast.bakery.as, 180);
    const stream = await listen(cast.bakery.as, { 'last-event-id': '0' });
    await stream.until(() => stream.notices().length >= 180);
    expect(stream.ids).toEqual(stream.ids.map((_id, index) => index + 1));
  });

  it('of another process when this one looks for it', async () => {
    const stream = await listen(cast.farm.as);
    const before = stream.events.length;
    await more(cast.farm.as, 1);
    expect(stream.events).toHaveLength(before);
    await streams().poll();
    await stream.until(() => stream.notices().length === 1);
  });

  it('a sign of life goes to whoever is still there', async () => {
    const stream = await listen(cast.wang.as);
    await streams().beat();
    await stream.until(() => stream.events.at(-1)?.comment === 'still here');
  });
});

describe('it ends', () => {
  const signedIn = async (username: string): Promise<{ as: SignedIn; id: string }> => {
    await t.as.coordinator({ username, regionCode: '411602' }).get(`${V1}/me`).expect(200);
    const answer = await t.http.post(`${V1}/auth/login`).send({ username, password: PASSWORD }).expect(200);
    const { accessToken, user } = answer.body as { accessToken: string; user: { id: string } };
    return { as: t.as.bearer(accessToken), id: user.id };
  };

  it('with the sign-out', async () => {
    const { as } = await signedIn('leaver');
    const stream = await listen(as);
    await as.post(`${V1}/auth/logout`).expect(204);
    await streams().beat();
    await stream.untilEnd();
  });

  it('with a change of role or region', async () => {
    const { as, id } = await signedIn('mover');
    const stream = await listen(as);
    await cast.admin.as.patch(`${V1}/users/${id}`, { regionCode: '411603' }).expect(200);
    await streams().beat();
    await stream.untilEnd();
  });

  it('with the access token, and listening is no use that keeps a session alive', async () => {
    const { as } = await signedIn('sleeper');
    const stream = await listen(as);
    t.clock.advance(14 * MINUTE);
    await streams().beat();
    expect(stream.hasEnded).toBe(false);
    t.clock.advance(2 * MINUTE);
    await streams().beat();
    await stream.untilEnd();
  });

  it('for a client that takes nothing, of which no more is kept than fits', async () => {
    // More than the buffers of two sockets hold.
    await more(cast.deputy.as, 20_000, { title: '缺工'.repeat(100) });
    const client = await EventStream.unread(t, cast.deputy.as, { 'last-event-id': '0' });
    const [stream] = (streams() as unknown as { streams: Set<NotificationStream> }).streams;
    while (!stream!.destroyed) {
      await streams().beat();
      expect(stream!.readableLength).toBeLessThan(32 * 1024);
    }
    expect(client.complete).toBe(false);
    client.destroy();
  });

  it('when the server stops', async () => {
    const other = await startApp();
    try {
      const as = other.as.admin({ regionCode: '410000' });
      const stream = await EventStream.open(other, as);
      await stream.until(() => stream.events.length > 0);
      const [stopped] = await Promise.all([other.app.close(), stream.untilEnd()]);
      expect(stopped).toBeUndefined();
    } finally {
      await other.close();
    }
  });
});

describe('it is refused', () => {
  it('to more clients of an account than there may be', async () => {
    for (let nth = 0; nth < MOST_STREAMS; nth++) await listen(cast.zhao.as);
    const refused = await cast.zhao.as.get(`${V1}/notifications/stream`).set('Accept', 'text/event-stream').expect(429);
    expect(refused.body).toMatchObject({ code: 'notification.too-many-streams' });
    await listen(cast.wang.as);
  });

  it('to a client that does not ask for it, or resumes with nonsense', async () => {
    const plain = await cast.wang.as.get(`${V1}/notifications/stream`).expect(400);
    expect(plain.body).toMatchObject({ code: 'notification.accept' });
    const answer = await cast.wang.as
      .get(`${V1}/notifications/stream`)
      .set({ Accept: 'text/event-stream', 'Last-Event-ID': 'x' })
      .expect(400);
    expect(answer.body).toMatchObject({ code: 'notification.last-event-id' });
  });
});

/** Notices that this process has not delivered itself. */
async function more(as: SignedIn, count: number, issue: object = {}): Promise<void> {
  const { body } = await as.get(`${V1}/me`).expect(200);
  const { id: userId } = body as { id: string };
  const { id: issueId } = await cast.mill.submits(issue);
  await delivered(t);
  const [head] = await t.reader.all<{ lastSequence: number }>(
    sql`SELECT last_sequence FROM notification_inbox WHERE user_id = ${userId}`,
  );
  const last = head?.lastSequence ?? 0;
  const notices = Array.from({ length: count }, (_, index) => ({
    ...{
      id: `${userId.slice(-12)}-${last + index + 1}`,
      userId,
      sequence: last + index + 1,
      cause: `c${last + index}`,
    },
    ...{ kind: 'edited', issueId, params: '{}', standsInFor: null, createdAt: t.clock.now(), readAt: null },
  }));
  await t.uow.run(async (tx) => {
    for (const statement of insertStatements('notification', notices)) await tx.run(statement);
    const [sequence, unread] = [last + count, count];
    await tx.run(
      sql`INSERT INTO notification_inbox (user_id, last_sequence, unread) VALUES (${userId}, ${sequence}, ${unread})
          ON CONFLICT (user_id) DO UPDATE SET last_sequence = ${sequence}`,
    );
  });
}
