import sql from 'sql-template-tag';
import { DAY, MINUTE, SECOND } from '../../src/kernel/clock.js';
import { backOff, MOST_ATTEMPTS } from '../../src/platform/outbox/back-off.js';
import {
  DeliveryFailure,
  NotYet,
  Outbox,
  type OutboxDelivered,
  OutboxDelivery,
  OutboxHandlers,
  PermanentFailure,
} from '../../src/platform/outbox/index.js';
import { LEASE_MS } from '../../src/platform/outbox/outbox-messages.store.js';
import { Sweeps } from '../../src/platform/scheduling/index.js';
import { gate } from '../support/gate.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let twin: TestApp;
/** Every test has messages of its own. */
let kind = '';
beforeAll(async () => {
  t = await startApp();
  twin = await startApp({ seed: 2, settings: { DATABASE_URL: t.databaseUrl } });
});
afterAll(async () => {
  await twin.close();
  await t.close();
});
let tests = 0;
beforeEach(() => (kind = `letter ${++tests}`));

type Handle = (message: OutboxDelivered<{ nth: number }>) => Promise<number | void>;

interface Kept {
  readonly id: string;
  readonly messageKey: string;
  readonly attempts: number;
  readonly nextAttemptAt: number | null;
  readonly deliveredAt: number | null;
  readonly deadAt: number | null;
  readonly leasedBy: string | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}

const on = (app: TestApp, handle: Handle, parallel?: number): void =>
  app.get(OutboxHandlers).register(kind, handle, parallel === undefined ? {} : { parallel });
const put = (keys: readonly string[], more: { notBefore?: number; lane?: string } = {}): Promise<void> =>
  t.uow.run(async (tx) => {
    for (const [nth, key] of keys.entries()) await t.get(Outbox).put(tx, { kind, key, payload: { nth }, ...more });
  });
const deliver = (app = t): Promise<void> => app.get(OutboxDelivery).deliverDue();
const kept = (): Promise<Kept[]> =>
  t.reader.all<Kept>(sql`SELECT * FROM outbox_message WHERE kind = ${kind} ORDER BY id`);
const named = (count: number): string[] => Array.from({ length: count }, (_, nth) => `letter ${nth}`);
const advance = (milliseconds: number): void => [t, twin].forEach(({ clock }) => clock.advance(milliseconds));

describe('what is put', () => {
  it('is delivered once, with what was put, outside of any unit of work', async () => {
    const seen: unknown[] = [];
    on(t, async (message) => {
      await t.uow.run((tx) => tx.all(sql`SELECT 1`));
      seen.push(message);
      return 202;
    });
    await put(['letter 0']);
    await deliver();
    await deliver();
    const [row] = await kept();
    expect(seen).toEqual([{ id: row!.id, key: 'letter 0', payload: { nth: 0 }, attempt: 1 }]);
    expect(row).toMatchObject({
      attempts: 1,
      deliveredAt: t.clock.now(),
      nextAttemptAt: null,
      leasedBy: null,
      lastStatus: 202,
      lastError: null,
    });
  });

  it('is not there when its unit of work is undone', async () => {
    const unit = t.uow.run(async (tx) => {
      await t.get(Outbox).put(tx, { kind, key: 'undone', payload: {} });
      throw new Error('refused');
    });
    await expect(unit).rejects.toThrow('refused');
    expect(await kept()).toEqual([]);
  });

  it('is there once for a key, and neither undoes the unit that repeats it', async () => {
    await put(['same', 'other']);
    await put(['same', 'third']);
    expect((await kept()).map(({ messageKey }) => messageKey).sort()).toEqual(['other', 'same', 'third']);
  });

  it('waits until its time, and for somebody who can deliver it', async () => {
    await put(['later'], { notBefore: t.clock.now() + DAY });
    await deliver();
    const seen: string[] = [];
    on(t, ({ key }) => Promise.resolve(void seen.push(key)));
    await deliver();
    expect(seen).toEqual([]);
    advance(DAY);
    await deliver();
    expect(seen).toEqual(['later']);
  });

  it('leaves in the order in which it was put, not too many at once', async () => {
    const begun: string[] = [];
    let atOnce = 0;
    let most = 0;
    on(
      t,
      async ({ key }) => {
        begun.push(key);
        most = Math.max(most, ++atOnce);
        await t.reader.all(sql`SELECT 1`);
        atOnce -= 1;
      },
      3,
    );
    await put(named(20));
    await deliver();
    expect(begun).toEqual(named(20));
    expect(most).toBeLessThanOrEqual(3);
  });
});

describe('a lane', () => {
  it('has one message under way at a time, in order, and holds up no other', async () => {
    const [slow, mayFinish] = [gate(), gate()];
    const begun: string[] = [];
    const handle: Handle = async ({ key }) => {
      begun.push(key);
      if (key !== 'slow') return;
      slow.open();
      await mayFinish.opened;
    };
    on(t, handle);
    on(twin, handle);
    await put(['slow', 'behind', 'last'], { lane: `${kind} one` });
    const first = deliver();
    await slow.opened;
    await put(['elsewhere'], { lane: `${kind} two` });
    await deliver(twin);
    expect(begun).toEqual(['slow', 'elsewhere']);
    mayFinish.open();
    await first;
    expect(begun).toEqual(['slow', 'elsewhere', 'behind', 'last']);
  });

  it('goes on while a message of it waits for its next attempt', async () => {
    const tried: string[] = [];
    on(t, ({ key }) => {
      tried.push(key);
      return key === 'bad' ? Promise.reject(new Error('no')) : Promise.resolve();
    });
    await put(['bad', 'good'], { lane: `${kind} one` });
    await deliver();
    expect(tried).toEqual(['bad', 'good']);
  });

  it('waits as a whole when its first message may not go yet, holds up no other, and then goes on in order', async () => {
    const until = t.clock.now() + MINUTE;
    const tried: string[] = [];
    const handle: Handle = ({ key }) => {
      tried.push(key);
      return key.startsWith('full') && t.clock.now() < until ? Promise.reject(new NotYet(until)) : Promise.resolve();
    };
    on(t, handle);
    on(twin, handle);
    const full = named(50).map((name) => `full ${name}`);
    await put(full, { lane: `${kind} full` });
    await put(named(3), { lane: `${kind} free` });
    await put(['without']);
    await Promise.all([deliver(), deliver(twin)]);
    expect([...tried].sort()).toEqual([full[0]!, ...named(3), 'without']);
    const waiting = (await kept()).filter(({ nextAttemptAt }) => nextAttemptAt !== null);
    expect(waiting).toHaveLength(50);
    for (const row of waiting) expect(row).toMatchObject({ nextAttemptAt: until, attempts: 0, leasedBy: null });
    advance(MINUTE);
    tried.length = 0;
    await deliver();
    expect(tried).toEqual(full);
  });

  it('leaves what waits for longer where it is when the rest of it may not go yet', async () => {
    const until = t.clock.now() + MINUTE;
    on(t, () => Promise.reject(new NotYet(until)));
    await put(['later'], { notBefore: until + DAY, lane: `${kind} one` });
    await put(['now', 'behind'], { lane: `${kind} one` });
    await deliver();
    expect((await kept()).map(({ nextAttemptAt }) => nextAttemptAt)).toEqual([until + DAY, until, until]);
  });

  it('lets the first of every lane go, those that have waited longest first, whichever lane they are of', async () => {
    const begun: string[] = [];
    on(t, ({ key }) => Promise.resolve(void begun.push(key)), 1);
    await put(['a 0', 'a 1'], { lane: `${kind} a` });
    advance(SECOND);
    await put(['c 0'], { lane: `${kind} c` });
    advance(SECOND);
    await put(['without']);
    advance(SECOND);
    await put(['b 0', 'b 1'], { lane: `${kind} b` });
    await deliver();
    expect(begun).toEqual(['a 0', 'a 1', 'c 0', 'without', 'b 0', 'b 1']);
  });
});

describe('a failed attempt', () => {
  it('is repeated after a wait that grows, until it succeeds', async () => {
    const attempts: number[] = [];
    on(t, ({ attempt }) => {
      attempts.push(attempt);
      return attempt < 3 ? Promise.reject(new DeliveryFailure('busy', { status: 503 })) : Promise.resolve();
    });
    await put(['letter 0']);
    for (const failed of [1, 2]) {
      await deliver();
      const [row] = await kept();
      expect(row).toMatchObject({ attempts: failed, deliveredAt: null, deadAt: null, lastStatus: 503 });
      expect(row).toMatchObject({ lastError: 'busy', nextAttemptAt: t.clock.now() + backOff(row!.id, failed) });
      advance(backOff(row!.id, failed) - 1);
      await deliver();
      expect(attempts).toHaveLength(failed);
      advance(1);
    }
    await deliver();
    expect(attempts).toEqual([1, 2, 3]);
    expect(await kept()).toMatchObject([{ attempts: 3, lastError: null, lastStatus: null, deadAt: null }]);
  });

  it('waits at least as long as the other side asks for', async () => {
    const notBefore = t.clock.now() + DAY;
    on(t, () => Promise.reject(new DeliveryFailure('slow down', { notBefore })));
    await put(['letter 0']);
    await deliver();
    expect(await kept()).toMatchObject([{ nextAttemptAt: notBefore, attempts: 1 }]);
  });

  it('is none when nothing was attempted', async () => {
    const until = t.clock.now() + SECOND;
    on(t, () => Promise.reject(new NotYet(until)));
    await put(['letter 0']);
    await deliver();
    expect(await kept()).toMatchObject([{ nextAttemptAt: until, attempts: 0, lastError: null, leasedBy: null }]);
  });

  it('keeps no phone number of what went wrong', async () => {
    on(t, () => Promise.reject(new Error('no such mailbox 13812345678')));
    await put(['letter 0']);
    await deliver();
    expect((await kept())[0]!.lastError).not.toContain('13812345678');
  });
});

describe('a dead message', () => {
  it('is kept after the last attempt and not tried again', async () => {
    let attempts = 0;
    on(t, () => Promise.reject(new Error(`attempt ${++attempts}`)));
    await put(['letter 0']);
    for (let nth = 0; nth < MOST_ATTEMPTS + 3; nth++) {
      await deliver();
      advance(DAY);
    }
    expect(attempts).toBe(MOST_ATTEMPTS);
    await t.get(Sweeps).runNow('delivered-messages');
    expect(await kept()).toMatchObject([
      { attempts: MOST_ATTEMPTS, nextAttemptAt: null, lastError: `attempt ${MOST_ATTEMPTS}` },
    ]);
    expect((await kept())[0]!.deadAt).not.toBeNull();
  });

  it('is one at once that no attempt would help', async () => {
    on(t, () => Promise.reject(new PermanentFailure('gone', { status: 410 })));
    await put(['letter 0']);
    await deliver();
    expect(await kept()).toMatchObject([{ attempts: 1, deadAt: t.clock.now(), lastError: 'gone', lastStatus: 410 }]);
  });
});

describe('several processes', () => {
  it('deliver each message once', async () => {
    const seen: string[] = [];
    for (const app of [t, twin])
      on(app, async ({ key }) => {
        seen.push(key);
        await app.reader.all(sql`SELECT 1`);
      });
    await put(named(60));
    await Promise.all([deliver(), deliver(twin), deliver(), deliver(twin)]);
    expect(seen.sort()).toEqual(named(60).sort());
  });

  it('take over what a dead one had begun when its lease ends, and hear no more of it', async () => {
    const [begun, mayFinish] = [gate(), gate()];
    on(t, async () => {
      begun.open();
      await mayFinish.opened;
      throw new PermanentFailure('too late');
    });
    const attempts: number[] = [];
    on(twin, ({ attempt }) => Promise.resolve(void attempts.push(attempt)));
    await put(['letter 0']);
    const hanging = deliver();
    await begun.opened;
    advance(LEASE_MS - 1);
    await deliver(twin);
    expect(attempts).toEqual([]);
    advance(1);
    await deliver(twin);
    expect(attempts).toEqual([2]);
    mayFinish.open();
    await hanging;
    expect(await kept()).toMatchObject([{ attempts: 2, deadAt: null, deliveredAt: t.clock.now() }]);
  });

  it('do not die of one message one after the other', async () => {
    await put(['deadly']);
    await t.uow.run((tx) => tx.run(sql`UPDATE outbox_message SET attempts = ${MOST_ATTEMPTS} WHERE kind = ${kind}`));
    let attempts = 0;
    on(t, () => Promise.resolve(void (attempts += 1)));
    await deliver();
    expect(attempts).toBe(0);
    expect(await kept()).toMatchObject([{ deadAt: t.clock.now(), nextAttemptAt: null }]);
  });
});

it('a stop waits for what is under way, and begins nothing more', async () => {
  const [begun, mayFinish] = [gate(), gate()];
  const seen: string[] = [];
  on(
    twin,
    async ({ key }) => {
      seen.push(key);
      begun.open();
      await mayFinish.opened;
    },
    1,
  );
  await put(['under way', 'next']);
  void deliver(twin);
  await begun.opened;
  let stopped = false;
  const stop = twin
    .get(OutboxDelivery)
    .beforeApplicationShutdown()
    .then(() => (stopped = true));
  await t.reader.all(sql`SELECT 1`);
  expect(stopped).toBe(false);
  mayFinish.open();
  await stop;
  await deliver(twin);
  expect(seen).toEqual(['under way']);
  const rows = await kept();
  expect(rows.map(({ deliveredAt, leasedBy }) => [deliveredAt !== null, leasedBy])).toEqual([
    [true, null],
    [false, null],
  ]);
});

it('what was delivered goes after seven days', async () => {
  on(t, () => Promise.resolve());
  await put(named(3));
  await deliver();
  advance(7 * DAY);
  await t.get(Sweeps).runNow('delivered-messages');
  expect(await kept()).toHaveLength(3);
  advance(1);
  await t.get(Sweeps).runNow('delivered-messages');
  expect(await kept()).toEqual([]);
});

it('what is dead goes after ninety days', async () => {
  on(t, () => Promise.reject(new PermanentFailure('gone')));
  await put(named(3));
  await deliver();
  advance(90 * DAY);
  await t.get(Sweeps).runNow('delivered-messages');
  expect(await kept()).toHaveLength(3);
  advance(1);
  await t.get(Sweeps).runNow('delivered-messages');
  expect(await kept()).toEqual([]);
});

it('what is put is delivered right after the commit in a process that has started to deliver', async () => {
  const delivered = gate();
  on(t, () => Promise.resolve(delivered.open()));
  t.get(OutboxDelivery).start();
  await put(['at once']);
  await delivered.opened;
});
