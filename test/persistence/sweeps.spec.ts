import sql from 'sql-template-tag';
import { SECOND } from '../../src/kernel/clock.js';
import { SweepLeases } from '../../src/platform/scheduling/sweep-leases.store.js';
import { Sweeps } from '../../src/platform/scheduling/index.js';
import { LEASE_MS, type SweepOutcome } from '../../src/platform/scheduling/sweeps.js';
import { gate } from '../support/gate.js';
import { startApp, type TestApp } from '../support/test-app.js';

const EVERY = 3_600 * SECOND;

let t: TestApp;
let twin: TestApp;
const lines: string[] = [];
beforeAll(async () => {
  t = await startApp({ log: lines });
  twin = await startApp({ seed: 2, settings: { DATABASE_URL: t.databaseUrl } });
});
afterAll(async () => {
  await twin.close();
  await t.close();
});

interface Kept {
  readonly holder: string | null;
  readonly leasedUntil: number;
  readonly lastStartedAt: number;
  readonly lastFinishedAt: number | null;
  readonly lastOutcome: string | null;
}

const kept = async (name: string): Promise<Kept> =>
  (await t.reader.all<Kept>(sql`SELECT * FROM sweep_lease WHERE name = ${name}`))[0]!;

const register = (app: TestApp, name: string, run: () => Promise<SweepOutcome>): void =>
  app.get(Sweeps).register({ name, every: EVERY, run });
const runNow = (app: TestApp, name: string): Promise<SweepOutcome | null> => app.get(Sweeps).runNow(name);

const saying = (text: string): Record<string, unknown>[] =>
  lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ msg }) => msg === text);

it('of several at once, in two processes, exactly one works, and what it did is kept and told', async () => {
  const mayFinish = gate();
  const begun = gate();
  const winners: TestApp[] = [];
  for (const app of [t, twin])
    register(app, 'at-once', async () => {
      winners.push(app);
      begun.open();
      await mayFinish.opened;
      return { moved: 3, missed: 0 };
    });
  const apps = [t, twin, t, twin];
  const attempts = apps.map((app) => runNow(app, 'at-once'));
  await begun.opened;
  expect(await Promise.all(attempts.filter((_, index) => apps[index] !== winners[0]))).toEqual([null, null]);
  const refused = await Promise.all([runNow(t, 'at-once'), runNow(twin, 'at-once')]);
  expect(refused).toEqual([null, null]);
  expect(await kept('at-once')).toMatchObject({ leasedUntil: t.clock.now() + LEASE_MS, lastFinishedAt: null });
  mayFinish.open();
  const outcomes = await Promise.all(attempts);
  expect(outcomes.filter((outcome) => outcome !== null)).toEqual([{ moved: 3, missed: 0 }]);
  expect(winners).toHaveLength(1);
  expect(await kept('at-once')).toMatchObject({
    holder: null,
    lastStartedAt: t.clock.now(),
    lastFinishedAt: t.clock.now(),
    lastOutcome: '{"moved":3,"missed":0}',
  });
  expect(await runNow(twin, 'at-once')).toEqual({ moved: 3, missed: 0 });
});

it('a run that did something is one line of the log, one that did not is none', async () => {
  const outcomes = [{ dropped: 2 }, { dropped: 0 }];
  register(t, 'told', () => Promise.resolve(outcomes.shift()!));
  for (const dropped of [2, 0]) expect(await runNow(t, 'told')).toEqual({ dropped });
  const told = saying('sweep').filter(({ sweep }) => sweep === 'told');
  expect(told).toEqual([expect.objectContaining({ outcome: { dropped: 2 }, ms: 0 })]);
});

it('a process that dies keeps the others away no longer than its lease', async () => {
  register(t, 'orphaned', () => Promise.resolve({ moved: 1 }));
  const now = t.clock.now();
  const dead = { name: 'orphaned', holder: 'of-a-dead-process' };
  await t.uow.run((tx) => t.get(SweepLeases).take(tx, dead, now, now + LEASE_MS));
  expect(await runNow(t, 'orphaned')).toBeNull();
  t.clock.advance(LEASE_MS - 1);
  expect(await runNow(t, 'orphaned')).toBeNull();
  t.clock.advance(1);
  expect(await runNow(t, 'orphaned')).toEqual({ moved: 1 });
});

it('a clock that is set back holds nobody up; clocks that differ a little change nothing', async () => {
  register(t, 'set-back', () => Promise.resolve({ moved: 1 }));
  const take = (at: number) =>
    t.uow.run((tx) => t.get(SweepLeases).take(tx, { name: 'set-back', holder: 'x' }, at, at + LEASE_MS));
  const now = t.clock.now();
  await take(now + LEASE_MS);
  expect(await runNow(t, 'set-back')).toBeNull();
  await take(now + 60 * LEASE_MS);
  expect(await runNow(t, 'set-back')).toEqual({ moved: 1 });
});

it('a run that takes longer keeps its lease, and one that has lost it takes nobody else’s', async () => {
  const leases = t.get(SweepLeases);
  const [first, second] = ['first', 'second'].map((holder) => ({ name: 'long', holder }));
  const now = t.clock.now();
  const take = (run: typeof first, at: number) => t.uow.run((tx) => leases.take(tx, run!, at, at + LEASE_MS));
  const renew = (run: typeof first, at: number) => t.uow.run((tx) => leases.renew(tx, run!, at + LEASE_MS));
  expect(await take(first, now)).toBe(true);
  expect(await renew(first, now + SECOND)).toBe(true);
  expect(await take(second, now + LEASE_MS)).toBe(false);
  expect(await take(second, now + LEASE_MS + SECOND)).toBe(true);
  expect(await renew(first, now + LEASE_MS + SECOND)).toBe(false);
  await t.uow.run((tx) => leases.finish(tx, first!, now, '{}'));
  expect(await kept('long')).toMatchObject({ holder: 'second', lastFinishedAt: null });
});

it('a run that failed gives its lease back, keeps what the last good one did, and is tried again', async () => {
  const outcomes = [() => ({ moved: 1 }), fail, () => ({ moved: 2 })];
  register(t, 'failing', async () => outcomes.shift()!());
  await runNow(t, 'failing');
  t.clock.advance(SECOND);
  await expect(runNow(t, 'failing')).rejects.toThrow('on purpose');
  const { lastStartedAt, lastFinishedAt, lastOutcome, holder } = await kept('failing');
  expect([lastStartedAt - lastFinishedAt!, lastOutcome, holder]).toEqual([SECOND, '{"moved":1}', null]);
  expect(await runNow(t, 'failing')).toEqual({ moved: 2 });
});

function fail(): SweepOutcome {
  throw new Error('on purpose');
}

it('by the timer too: a failure is one error with the name, and a stop waits for the run', async () => {
  const own: string[] = [];
  const app = await startApp({ log: own });
  const mayFinish = gate();
  const begun = gate();
  const failed = gate();
  let finished = false;
  const at = (name: string, run: () => Promise<SweepOutcome>) =>
    app.get(Sweeps).register({ name, every: EVERY, atStart: true, run });
  at('broken', () => {
    failed.open();
    return Promise.reject(new Error('on purpose'));
  });
  at('slow', async () => {
    begun.open();
    await mayFinish.opened;
    await app.uow.run((tx) => tx.run(sql`DELETE FROM reference_version`));
    finished = true;
    return {};
  });
  app.get(Sweeps).start();
  await Promise.all([begun.opened, failed.opened]);
  const closing = app.app.close();
  mayFinish.open();
  await closing;
  expect(finished).toBe(true);
  const told = own.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ level }) => level === 50);
  expect(told).toEqual([expect.objectContaining({ sweep: 'broken', msg: 'sweep failed' })]);
  expect(app.takeErrors()).toHaveLength(1);
  await app.close();
});

it('knows the sweeps of the product, and no other', async () => {
  for (const name of ['issue-windows', 'sign-in-attempts', 'idempotency-keys', 'retention', 'orphan-files'])
    expect([name, await runNow(t, name)]).toEqual([name, expect.any(Object)]);
  await expect(runNow(t, 'nothing')).rejects.toThrow('no sweep nothing');
  expect(() => register(t, 'retention', () => Promise.resolve({}))).toThrow('already');
});
