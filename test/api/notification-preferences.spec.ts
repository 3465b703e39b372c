import sql from 'sql-template-tag';
import { delivered } from '../support/mailbox.js';
import { type Cast, Stories } from '../support/issue-stories.js';
import { expectRefused } from '../support/refusals.js';
import { startApp, type TestApp } from '../support/test-app.js';

const PREFERENCES = '/api/v1/me/notification-preferences';
const ADDRESS = 'wang.qiang@example.gov.cn';

let t: TestApp;
let cast: Cast;
beforeAll(async () => {
  t = await startApp();
  cast = (await Stories.of(t)).cast;
});
afterAll(() => t.close());

it('begins without an address, and keeps what is not changed', async () => {
  expect((await cast.li.as.get(PREFERENCES).expect(200)).body).toEqual({
    ...{ email: null, language: 'zh-CN', channels: { email: 'at-once' }, mutedKinds: [], quietHours: null },
    version: 0,
  });
  const quietHours = { from: '20:00', to: '07:30' };
  await cast.li.as.patch(PREFERENCES, { email: ADDRESS, quietHours, mutedKinds: ['progress'] }).expect(200);
  await cast.li.as.patch(PREFERENCES, { language: 'en', channels: { email: 'digest' } }).expect(200);
  const chosen = { email: ADDRESS, language: 'en', channels: { email: 'digest' }, mutedKinds: ['progress'] };
  const answer = await cast.li.as.get(PREFERENCES).expect(200);
  expect(answer.body).toEqual({ ...chosen, quietHours, version: 2 });
  expect(answer.headers.etag).toBe('"2"');
  await cast.li.as.patch(PREFERENCES, { email: null, quietHours: null }).expect(200);
  expect((await cast.li.as.get(PREFERENCES)).body).toMatchObject({ email: null, quietHours: null, version: 3 });
});

it('is everybody’s own, and two changes at once do not overwrite each other', async () => {
  await cast.zhao.as.patch(PREFERENCES, { email: 'zhao@example.cn' }).expect(200);
  expect((await cast.sun.as.get(PREFERENCES).expect(200)).body).toMatchObject({ email: null });
  const stale = () => cast.zhao.as.patch(PREFERENCES, { language: 'en' }).set('If-Match', '"0"');
  await expectRefused(stale, { status: 412, code: 'request.stale' });
  await Promise.all([
    cast.zhao.as.patch(PREFERENCES, { language: 'en' }).expect(200),
    cast.zhao.as.patch(PREFERENCES, { channels: { email: 'off' } }).expect(200),
  ]);
  expect((await cast.zhao.as.get(PREFERENCES)).body).toMatchObject({ language: 'en', channels: { email: 'off' } });
});

it.each([
  ['two addresses', { email: 'a@b.cn,c@d.cn' }],
  ['a line of a header', { email: 'a@b.cn\r\nBcc: c@d.cn' }],
  ['no address', { email: 'wang' }],
  ['a muted red warning', { mutedKinds: ['red'] }],
  ['a muted decision with a deadline', { mutedKinds: ['request-asked'] }],
  ['an inbox that is off', { channels: { inbox: 'off' } }],
  ['an hour that is none', { quietHours: { from: '24:00', to: '07:00' } }],
])('refuses %s', async (_case, body) => {
  expect((await cast.sun.as.patch(PREFERENCES, body)).status).toBe(400);
});

it('refuses quiet hours that never end', async () => {
  const quietHours = { from: '20:00', to: '20:00' };
  const refusal = { status: 422, code: 'notification.quiet-hours', fields: ['quietHours'] };
  await expectRefused(() => cast.sun.as.patch(PREFERENCES, { quietHours }), refusal);
});

describe('the address is personal data', () => {
  it('masked in the audit trail, told to its owner, and erased with the inbox', async () => {
    await cast.wang.as.patch(PREFERENCES, { email: ADDRESS }).expect(200);
    await cast.mill.submits();
    await delivered(t);
    const entries = await t.reader.all<{ after: string }>(
      sql`SELECT after FROM audit_entry WHERE action = 'notification-preferences.changed' ORDER BY sequence DESC`,
    );
    expect(entries[0]!.after).toContain('w***@example.gov.cn');
    expect(entries.filter(({ after }) => after.includes(ADDRESS))).toEqual([]);
    const { body } = await cast.wang.as.get('/api/v1/me/data').expect(200);
    const { email, account } = body as { email: string; account: { id: string } };
    expect(email).toBe(ADDRESS);
    await t.uow.run((tx) => tx.run(sql`UPDATE cadre SET on_duty = ${false} WHERE id = ${cast.wang.id}`));
    const officer = t.as.security({ regionCode: '410000' });
    const erased = await officer
      .post('/api/v1/privacy/erasures', { userId: account.id, reason: '本人书面申请' })
      .expect(200);
    expect((erased.body as { found: object[] }).found).toEqual(
      expect.arrayContaining([
        { kind: 'notification-preferences', erased: 1, kept: 0 },
        { kind: 'notifications', erased: 1, kept: 0 },
      ]),
    );
    for (const table of [sql`notification`, sql`notification_inbox`, sql`notification_preference`]) {
      expect(await t.reader.all(sql`SELECT 1 FROM ${table} WHERE user_id = ${account.id}`)).toEqual([]);
    }
  });
});
