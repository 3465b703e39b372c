import sql from 'sql-template-tag';
import { DAY, HOUR, iso } from '../../src/kernel/clock.js';
import { Sweeps } from '../../src/platform/scheduling/index.js';
import { MailServer } from '../support/mail-server.js';
import { delivered, inboxOf } from '../support/mailbox.js';
import type { SignedIn } from '../support/people.js';
import { create, loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const SCHEDULES = '/api/v1/bulletin-schedules';
const BULLETINS = '/api/v1/bulletins';
const WEEKLY = { every: 'weekly', day: 1, hour: 9 };

interface ScheduleView {
  readonly id: string;
  readonly active: boolean;
  readonly madeUntil: string;
  readonly version: number;
}

interface BulletinLine {
  readonly id: string;
  readonly number: string;
  readonly period: { readonly from: string; readonly to: string };
  readonly asOf: string;
  readonly scheduleId: string | null;
}

let server: MailServer;
let t: TestApp;
beforeAll(async () => {
  server = await MailServer.open();
});
/** Monday 2024-03-04, at 09:00. */
beforeEach(async () => {
  t = await startApp({
    settings: {
      ZHUQI_SMTP_URL: server.url,
      ZHUQI_MAIL_FROM: '助企 <zhuqi@example.gov.cn>',
      ZHUQI_PUBLIC_URL: 'https://zhuqi.example.gov.cn/',
    },
  });
  await loadReferenceData(t);
});
afterEach(() => t.close());
afterAll(() => server.close());

const idOf = async (as: SignedIn): Promise<string> =>
  ((await as.get('/api/v1/me').expect(200)).body as { id: string }).id;
const schedule = (body: object = {}, by = t.as.manager()): Promise<ScheduleView> =>
  create(by, SCHEDULES, { ...WEEKLY, ...body });
const sweep = () => t.get(Sweeps).runNow('bulletins');

/** Oldest first. */
async function made(by = t.as.auditor()): Promise<BulletinLine[]> {
  const { body } = await by.get(`${BULLETINS}?limit=200`).expect(200);
  return (body as { items: BulletinLine[] }).items.reverse();
}

describe('a schedule', () => {
  it('makes the bulletin of the last full week at its hour, once', async () => {
    const { id } = await schedule();
    t.clock.advance(7 * DAY - HOUR);
    expect(await sweep()).toEqual({ made: 0 });
    t.clock.advance(HOUR);
    expect(await sweep()).toEqual({ made: 1 });
    t.clock.advance(HOUR);
    expect(await sweep()).toEqual({ made: 0 });
    expect(await made()).toEqual([
      expect.objectContaining({
        scheduleId: id,
        number: '2024-1',
        period: { from: '2024-03-04', to: '2024-03-11' },
        asOf: '2024-03-11T01:00:00.000Z',
      }),
    ]);
    const { body } = await t.as.auditor().get('/api/v1/audit?action=bulletin.published').expect(200);
    expect((body as { items: unknown[] }).items).toEqual([
      expect.objectContaining({ actor: expect.objectContaining({ role: 'system' }) }),
    ]);
  });

  it('makes up for what was missed, in order, each as of its own time, and for twelve at most', async () => {
    await schedule();
    t.clock.advance(20 * 7 * DAY + 3 * HOUR);
    expect(await sweep()).toEqual({ made: 12 });
    const bulletins = await made();
    expect(bulletins.map(({ number }) => number)).toEqual(Array.from({ length: 12 }, (_, n) => `2024-${n + 1}`));
    expect(bulletins.at(0)!.period).toEqual({ from: '2024-04-29', to: '2024-05-06' });
    expect(bulletins.at(-1)!.period).toEqual({ from: '2024-07-15', to: '2024-07-22' });
    for (const { period, asOf } of bulletins) expect(asOf).toBe(`${period.to}T01:00:00.000Z`);
  });

  it('makes no second one of a week when another day is chosen', async () => {
    const { id } = await schedule();
    t.clock.advance(7 * DAY);
    await sweep();
    await t.as.manager().patch(`${SCHEDULES}/${id}`, { day: 3 }).expect(200);
    t.clock.advance(2 * DAY);
    await sweep();
    expect(await made()).toHaveLength(1);
    t.clock.advance(7 * DAY);
    await sweep();
    expect((await made()).map(({ asOf }) => asOf)).toEqual(['2024-03-11T01:00:00.000Z', '2024-03-20T01:00:00.000Z']);
  });

  it('rests while it is not active, and does not make up for that', async () => {
    const { id } = await schedule();
    await t.as.manager().patch(`${SCHEDULES}/${id}`, { active: false }).expect(200);
    t.clock.advance(21 * DAY + HOUR);
    expect(await sweep()).toEqual({ made: 0 });
    const madeUntil = iso(t.clock.now());
    const { body: again } = await t.as.manager().patch(`${SCHEDULES}/${id}`, { active: true }).expect(200);
    expect(again).toMatchObject({ active: true, madeUntil });
    const { body: shown } = await t.as.manager().get(SCHEDULES).expect(200);
    expect(shown).toMatchObject({ items: [again] });
    const [changed] = await t.uow.run((tx) =>
      tx.all<{ after: string }>(
        sql`SELECT e.after FROM audit_entry e WHERE e.action = 'bulletin-schedule.changed' ORDER BY e.sequence DESC`,
      ),
    );
    expect(JSON.parse(changed!.after)).toMatchObject({ madeUntil: t.clock.now() });
    expect(await sweep()).toEqual({ made: 0 });
    t.clock.advance(7 * DAY);
    expect(await sweep()).toEqual({ made: 1 });
  });

  it('keeps nobody else from their bulletins when it cannot be carried out', async () => {
    const broken = await schedule();
    await schedule({}, t.as.manager({ regionCode: '411602' }));
    await t.uow.run((tx) => tx.run(sql`UPDATE bulletin_schedule SET group_by = 'cadre' WHERE id = ${broken.id}`));
    t.clock.advance(7 * DAY);
    await expect(sweep()).rejects.toThrow();
    expect(t.takeErrors()).not.toEqual([]);
    expect(await made()).toHaveLength(1);
  });
});

describe('whom a schedule names', () => {
  it('hears of the bulletin in the inbox and by mail; whoever may not read it now is passed over, and that is shown', async () => {
    const [reader, mover, leaver] = [
      t.as.coordinator(),
      t.as.manager({ username: 'mover' }),
      t.as.auditor({ username: 'leaver' }),
    ];
    const recipients = await Promise.all([reader, mover, leaver].map(idOf));
    await reader
      .patch('/api/v1/me/notification-preferences', { email: 'reader@example.cn', language: 'en' })
      .expect(200);
    await schedule({ recipients, language: 'en' });
    const { body: before } = await t.as.manager().get(SCHEDULES).expect(200);
    expect(before).toMatchObject({ items: [{ recipients, language: 'en', active: true }] });
    await t.uow.run(async (tx) => {
      await tx.run(sql`UPDATE app_user SET region_code = '411602' WHERE username = 'mover'`);
      await tx.run(sql`UPDATE app_user SET active = ${false} WHERE username = 'leaver'`);
    });
    t.clock.advance(7 * DAY);
    await sweep();
    await delivered(t);
    await delivered(t);
    const [bulletin] = await made();
    const { items } = await inboxOf(t.as.coordinator());
    const url = `${BULLETINS}/${bulletin!.id}`;
    expect(items).toEqual([
      expect.objectContaining({
        kind: 'bulletin-published',
        title: '新一期通报已发布',
        body: '通报 2024-1 已发布，可查看和打印。',
        issue: null,
        bulletin: { id: bulletin!.id, number: '2024-1', url, printUrl: `${url}/print?lang=en` },
      }),
    ]);
    await t.as.coordinator().get(items[0]!.bulletin!.printUrl).expect(200);
    const [mail] = server.take();
    expect(mail!.to).toEqual(['reader@example.cn']);
    expect(mail!.parsed.subject).toBe('[Zhuqi] A bulletin was published');
    expect(mail!.parsed.text).toContain(`https://zhuqi.example.gov.cn/bulletins/${bulletin!.id}`);
    const { body } = await t.as.auditor().get(`${url}/recipients`).expect(200);
    const outcomes = (body as { items: { userId: string; outcome: string }[] }).items;
    expect(new Map(outcomes.map(({ userId, outcome }) => [userId, outcome]))).toEqual(
      new Map([
        [recipients[0], 'told'],
        [recipients[1], 'out-of-scope'],
        [recipients[2], 'left'],
      ]),
    );
  });

  it('is told nothing of a bulletin that is not theirs to read any more', async () => {
    await schedule({ recipients: [await idOf(t.as.coordinator({ username: 'mover' }))] });
    t.clock.advance(7 * DAY);
    await sweep();
    await delivered(t);
    await t.uow.run((tx) => tx.run(sql`UPDATE app_user SET region_code = '411602' WHERE username = 'mover'`));
    const [notice] = (await inboxOf(t.as.coordinator({ username: 'mover' }))).items;
    expect(notice).toMatchObject({ bulletin: null, body: '该通报现已不在您的范围内。' });
  });

  it('must be somebody who may read it', async () => {
    for (const stranger of [t.as.manager({ regionCode: '411602' }), t.as.admin()]) {
      const { status, body } = await t.as.manager().post(SCHEDULES, { ...WEEKLY, recipients: [await idOf(stranger)] });
      expect([status, (body as { code: string }).code]).toEqual([422, 'bulletin-schedule.recipient']);
    }
    expect((await t.as.manager().post(SCHEDULES, { ...WEEKLY, recipients: ['nobody'] })).status).toBe(422);
  });
});

describe('what an office does to its schedules', () => {
  it('is on record, and refused where it makes no sense', async () => {
    const manager = t.as.manager();
    const { id, version, madeUntil } = await schedule({ every: 'monthly', day: 28 });
    expect(madeUntil).toBe(iso(t.clock.now()));
    const refused = async (body: object): Promise<string> =>
      ((await manager.post(SCHEDULES, { ...WEEKLY, ...body })).body as { code: string }).code;
    expect(await refused({ day: 8 })).toBe('bulletin-schedule.day');
    expect(await refused({ groupBy: 'cadre' })).toBe('bulletin.cadre-grouping');
    expect(await refused({ regionCode: '410000' })).toBe('bulletin.region');
    expect((await manager.post(SCHEDULES, { ...WEEKLY, hour: 24 })).status).toBe(400);
    const stale = manager.patch(`${SCHEDULES}/${id}`, { hour: 10 }).set('If-Match', `"${version + 1}"`);
    await stale.expect(412);
    await manager.patch(`${SCHEDULES}/${id}`, { hour: 10, groupBy: 'department' }).expect(200);
    await manager.delete(`${SCHEDULES}/${id}`).expect(204);
    await manager.delete(`${SCHEDULES}/${id}`).expect(404);
    const { body } = await t.as.auditor().get('/api/v1/audit?limit=50').expect(200);
    const { items } = body as { items: { action: string; after: object | null }[] };
    expect(items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['added', 'changed', 'removed'].map((what) => `bulletin-schedule.${what}`)),
    );
    const added = items.find(({ action }) => action === 'bulletin-schedule.added');
    expect(added!.after).toMatchObject({ madeUntil: iso(t.clock.now()) });
  });

  it('is nobody else’s business', async () => {
    const { id } = await schedule();
    const stranger = t.as.manager({ regionCode: '411602' });
    expect((await stranger.get(SCHEDULES).expect(200)).body).toMatchObject({ items: [] });
    await stranger.patch(`${SCHEDULES}/${id}`, { hour: 1 }).expect(404);
    await stranger.delete(`${SCHEDULES}/${id}`).expect(404);
    await t.as.auditor().delete(`${SCHEDULES}/${id}`).expect(403);
  });
});
