import sql, { raw } from 'sql-template-tag';
import { DataSource } from 'typeorm';
import { DAY } from '../../src/kernel/clock.js';
import { ERASED_NAME } from '../../src/kernel/person-erasure.js';
import { Retention } from '../../src/modules/privacy/retention.service.js';
import { Users } from '../../src/modules/identity/index.js';
import { Watchman } from '../support/everything.js';
import { attached } from '../support/attaching.js';
import { type Somebody, Stories } from '../support/issue-stories.js';
import { expectRefused } from '../support/refusals.js';
import { text } from '../support/sample-files.js';
import { straight } from '../support/straight.js';
import { startApp, type TestApp } from '../support/test-app.js';

const ERASURES = '/api/v1/privacy/erasures';
const RETENTION = '/api/v1/privacy/retention';
const PREPARATION_MS = 120_000;

let t: TestApp;
let stories: Stories;
let watchman: Watchman;
beforeAll(async () => {
  t = await startApp();
  stories = await Stories.of(t);
  watchman = new Watchman(t);
}, PREPARATION_MS);
afterAll(() => t.close());

interface Found {
  readonly kind: string;
  readonly erased: number;
  readonly kept: number;
}

const officer = () => t.as.security({ regionCode: '410000' });

async function erase(wish: object): Promise<Found[]> {
  const { body } = await officer()
    .post(ERASURES, { reason: '本人书面申请', ...wish })
    .expect(200);
  return (body as { found: Found[] }).found;
}

interface ContactData {
  readonly phone: string;
  readonly enterprises: readonly object[];
  readonly issues: readonly { readonly number: string }[];
  readonly withheld: { readonly issues: number };
  readonly complete: boolean;
}

async function exported(phone: string): Promise<ContactData> {
  const { body } = await officer().post('/api/v1/privacy/exports', { phone }).expect(200);
  return body as ContactData;
}

/** How many rows of which table hold the text in any of their columns. */
async function rowsWith(text: string): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { tableName } of t.get(DataSource).entityMetadatas) {
    const rows = await t.reader.all(sql`SELECT * FROM ${raw(tableName)}`);
    const number = rows.filter((row) => JSON.stringify(row).includes(text)).length;
    if (number > 0) found[tableName] = number;
  }
  return found;
}

const userOf = (name: string) => t.get(Users).findByUsername(t.reader, name);
const auditActions = async (): Promise<string[]> =>
  (await t.reader.all<{ action: string }>(sql`SELECT action FROM audit_entry ORDER BY sequence`)).map(
    ({ action }) => action,
  );

describe('what is kept about somebody', () => {
  it('is shown to themselves and to the security officer alike, and that is on record', async () => {
    const issue = await stories.inProgress();
    const { wang } = stories.cast;
    const own = (await wang.as.get('/api/v1/me/data').expect(200)).body as {
      account: { id: string; username: string };
      acts: { number: string; action: string }[];
      sessions: object[];
    };
    expect(own).toMatchObject({ account: { username: 'wang', role: 'cadre' }, complete: true });
    expect(own.acts).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ number: issue.number, action: 'sign' }),
        expect.objectContaining({ number: issue.number, action: 'start' }),
      ]),
    );
    expect(own.sessions).toHaveLength(1);
    const { body } = await officer().get(`/api/v1/privacy/persons/${own.account.id}`).expect(200);
    expect(body).toMatchObject({ account: own.account, acts: own.acts, sessions: own.sessions });
    expect((await auditActions()).filter((action) => action === 'personal-data.exported')).toHaveLength(2);
    expect(body).toMatchObject({
      auditEntries: expect.arrayContaining([expect.objectContaining({ action: 'session.opened' })]),
    });
    const mill = (await stories.cast.mill.as.get('/api/v1/me/data').expect(200)).body as object;
    expect(mill).toMatchObject({ issues: [expect.objectContaining({ number: issue.number })] });
  });

  it('tells anybody but themselves nothing of which confidential and direct issues are theirs', async () => {
    const { mill } = stories.cast;
    const hidden = [
      await mill.submits({ confidential: true, categoryCode: 'labour', title: '举报有人索贿' }),
      await mill.submits({ direct: true, categoryCode: 'finance', title: '县里不批贷款' }),
    ];
    const plain = await mill.submits({ title: '厂区门口积水' });
    for (const issue of [...hidden, plain]) await attached(mill.as, issue, text('材料\n'));
    const own = await mill.as.get('/api/v1/me/data').expect(200);
    expect(own.body).toMatchObject({ secondFactor: false, identities: [], reveals: [], withheld: { issues: 0 } });
    expect(own.body).toMatchObject({ sessions: [{ address: expect.any(String) as string }] });
    for (const issue of hidden) expect(own.text).toContain(issue.number);
    expect(own.text).toContain('举报有人索贿');
    const { id } = (own.body as { account: { id: string } }).account;
    const told = await officer().get(`/api/v1/privacy/persons/${id}`).expect(200);
    for (const issue of hidden) expect(told.text).not.toContain(issue.number);
    expect(told.text).not.toMatch(/索贿|贷款|积水/);
    expect(told.body).toMatchObject({ withheld: { issues: 2, acts: 4, attachments: 2 } });
    const { attachments, issues } = told.body as { attachments: object[]; issues: object[] };
    expect(attachments).toEqual([expect.objectContaining({ number: plain.number, size: 7 })]);
    expect(issues).toContainEqual(expect.objectContaining({ number: plain.number, title: null }));
    const [entry] = await t.reader.all<{ subjectKind: string }>(
      sql`SELECT subject_kind FROM audit_entry WHERE action = 'personal-data.exported' ORDER BY sequence DESC LIMIT 1`,
    );
    expect(entry).toEqual({ subjectKind: 'user' });
  });

  it('of somebody who is not there is 404', () =>
    expectRefused(() => officer().get('/api/v1/privacy/persons/nobody'), {
      status: 404,
      code: 'privacy.person-not-found',
    }));
});

describe('erasing an account', () => {
  it('takes the person out of everything that is theirs, and their name out of what must stay', async () => {
    const { bakery, county } = stories.cast;
    const issue = await bakery.submits({ contact: { name: '赵厂长', phone: '13700001111' } });
    const { id } = (await userOf('bakery'))!;
    await watchman.look();
    const rehearsal = await erase({ userId: id, dryRun: true });
    await watchman.expectNothingChanged();
    expect(await erase({ userId: id })).toEqual(rehearsal);
    expect(rehearsal).toEqual(
      expect.arrayContaining([
        { kind: 'account', erased: 1, kept: 0 },
        { kind: 'sign-ins', erased: 1, kept: 0 },
        { kind: 'timeline-names', erased: 1, kept: 0 },
      ]),
    );
    await bakery.as.get('/api/v1/me').expect(401);
    expect(await userOf('bakery')).toBeNull();
    expect(await t.get(Users).find(t.reader, id)).toMatchObject({ displayName: ERASED_NAME, active: false });
    const [submitted] = await county.timeline(issue);
    expect(submitted).toMatchObject({ action: 'submit', actor: ERASED_NAME });
    expect(await auditActions()).toContain('person.erased');
  });

  it('of a cadre needs them off duty, and their own is for somebody else', async () => {
    const { id } = (await userOf('wang'))!;
    await expectRefused(() => officer().post(ERASURES, { userId: id, reason: '离职' }), {
      status: 422,
      code: 'cadre.on-duty',
      fields: ['userId'],
    });
    await officer().get('/api/v1/me').expect(200);
    const { body } = await officer().get('/api/v1/me');
    await expectRefused(() => officer().post(ERASURES, { userId: (body as { id: string }).id, reason: '离职' }), {
      status: 422,
      code: 'privacy.own-account',
      fields: ['userId'],
    });
  });

  it('of the last administrator of a kind is refused', async () => {
    await t.as.auditor({ username: 'only-auditor' }).get('/api/v1/me').expect(200);
    const { id } = (await userOf('only-auditor'))!;
    const attempt = () => officer().post(ERASURES, { userId: id, reason: '离职' });
    await expectRefused(attempt, { status: 422, code: 'privacy.last-of-role', fields: ['userId'] });
    await t.as.auditor({ username: 'second-auditor' }).get('/api/v1/me').expect(200);
    await attempt().expect(200);
    // Nor of two who go at the same time.
    await t.as.auditor({ username: 'third-auditor' }).get('/api/v1/me').expect(200);
    const [second, third] = [(await userOf('second-auditor'))!, (await userOf('third-auditor'))!];
    const answers = await Promise.all(
      [second, third].map((auditor) => officer().post(ERASURES, { userId: auditor.id, reason: '离职' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  it('does not open the timeline to any other change', async () => {
    const statements = [
      sql`UPDATE issue_event SET actor_name = '别人'`,
      sql`UPDATE issue_event SET details = '{}'`,
      sql`UPDATE issue_event SET actor_name = ${ERASED_NAME}, at = 0`,
      sql`DELETE FROM issue_event`,
    ];
    for (const statement of statements) {
      await expect(t.uow.run((tx) => tx.run(statement))).rejects.toThrow(/append-only/);
    }
  });
});

describe('erasing a contact person', () => {
  const phone = '13755556666';
  const contact = { name: '钱经理', phone };

  it('leaves the contact of an open issue until it has ended', async () => {
    const { mill, county } = stories.cast;
    const { body } = await county.as.get('/api/v1/enterprises?limit=1').expect(200);
    const enterprise = (body as { items: { id: string; version: number }[] }).items[0]!;
    await county.as
      .patch(`/api/v1/enterprises/${enterprise.id}`, { contacts: [contact, { name: '李明', phone: '13812345678' }] })
      .expect(200);
    const issue = await mill.submits({ contact });
    expect(await erase({ phone: '+86 137 5555 6666' })).toEqual([
      { kind: 'enterprise-contacts', erased: 1, kept: 0 },
      { kind: 'issue-contacts', erased: 0, kept: 1 },
    ]);
    await mill.does('withdraw', issue);
    expect(await erase({ phone })).toEqual([
      { kind: 'enterprise-contacts', erased: 0, kept: 0 },
      { kind: 'issue-contacts', erased: 1, kept: 0 },
    ]);
    const left = await t.reader.all(sql`
      SELECT 1 FROM enterprise WHERE contacts LIKE ${`%${phone}%`} UNION ALL
      SELECT 1 FROM issue WHERE contact LIKE ${`%${phone}%`}`);
    expect(left).toEqual([]);
  });

  it.each([
    [{}, 400, 'privacy.person', undefined],
    [{ userId: 'u', phone }, 400, 'privacy.person', undefined],
    [{ phone: '12345' }, 422, 'privacy.phone', ['phone']],
    [{ userId: 'nobody' }, 422, 'privacy.account-unknown', ['userId']],
  ])('%j is refused', (wish, status, code, fields) =>
    expectRefused(() => officer().post(ERASURES, { reason: '申请', ...wish }), { status, code, fields }),
  );
});

describe('what is kept about a contact person', () => {
  const phone = '13744443333';
  const contact = { name: '孙会计', phone };

  it('is exported from every place that the erasure clears, and there is no other', async () => {
    const { mill, county } = stories.cast;
    const { body } = await county.as.get('/api/v1/enterprises?limit=1').expect(200);
    const enterprise = (body as { items: { id: string; name: string; creditCode: string }[] }).items[0]!;
    await county.as
      .patch(`/api/v1/enterprises/${enterprise.id}`, {
        contacts: [
          { ...contact, title: '会计' },
          { name: '李明', phone: '13812345678' },
        ],
      })
      .expect(200);
    const plain = await mill.submits({ contact });
    const hidden = [
      await mill.submits({ contact, confidential: true, categoryCode: 'labour' }),
      await mill.submits({ contact, direct: true, categoryCode: 'finance' }),
    ];
    const data = await exported('+86 137 4444 3333');
    expect(data).toEqual({
      phone,
      enterprises: [
        { creditCode: enterprise.creditCode, enterprise: enterprise.name, name: contact.name, title: '会计' },
      ],
      issues: [{ number: plain.number, name: contact.name, submittedAt: plain.submittedAt }],
      withheld: { issues: 2 },
      complete: true,
    });
    expect(await rowsWith(phone)).toEqual({
      enterprise: data.enterprises.length,
      issue: data.issues.length + data.withheld.issues,
    });
    for (const issue of [plain, ...hidden]) await mill.does('withdraw', issue);
    expect(await erase({ phone })).toEqual([
      { kind: 'enterprise-contacts', erased: data.enterprises.length, kept: 0 },
      { kind: 'issue-contacts', erased: data.issues.length + data.withheld.issues, kept: 0 },
    ]);
    expect(await exported(phone)).toEqual({
      phone,
      enterprises: [],
      issues: [],
      withheld: { issues: 0 },
      complete: true,
    });
    expect(await rowsWith(phone)).toEqual({});
  });

  it('is on record when it is exported, without the number', async () => {
    await exported(phone);
    const [entry] = await t.reader.all<{ subjectKind: string; details: string }>(
      sql`SELECT subject_kind, details FROM audit_entry WHERE action = 'personal-data.exported' ORDER BY sequence DESC LIMIT 1`,
    );
    expect(entry).toEqual({ subjectKind: 'phone', details: '{"phone":"137****3333"}' });
  });

  it('is asked for by a phone number', () =>
    expectRefused(() => officer().post('/api/v1/privacy/exports', { phone: '12345' }), {
      status: 422,
      code: 'privacy.phone',
      fields: ['phone'],
    }));
});

interface Rule {
  readonly kind: string;
  readonly keepDays: number;
  readonly active: boolean;
  readonly version: number;
}

const rules = async (): Promise<Rule[]> =>
  ((await officer().get(RETENTION).expect(200)).body as { items: Rule[] }).items;
const runs = async (body: object): Promise<Record<string, number>> => {
  const answer = await officer().post(`${RETENTION}/runs`, body).expect(200);
  const { outcomes } = answer.body as { outcomes: { kind: string; dropped: number }[] };
  return Object.fromEntries(outcomes.map(({ kind, dropped }) => [kind, dropped]));
};

describe('retention', () => {
  it('has rules that the security officer may change within bounds', async () => {
    expect((await rules()).map(({ kind }) => kind)).toEqual([
      'sign-ins',
      'api-tokens',
      'issue-contacts',
      'read-notices',
      'told-colours',
    ]);
    const { body } = await officer().patch(`${RETENTION}/sign-ins`, { keepDays: 7 }).expect(200);
    expect(body).toMatchObject({ kind: 'sign-ins', keepDays: 7, active: true, version: 2 });
    await officer().patch(`${RETENTION}/sign-ins`, { keepDays: 8 }).set('If-Match', '"1"').expect(412);
    await expectRefused(() => officer().patch(`${RETENTION}/issue-contacts`, { keepDays: 30 }), {
      status: 422,
      code: 'retention.bounds',
      fields: ['keepDays'],
    });
    await officer().patch(`${RETENTION}/audit`, { keepDays: 30 }).expect(404);
    expect(await auditActions()).toContain('retention-rule.changed');
  });

  it('drops what ended long ago, and a dry run says beforehand what that is', async () => {
    const { mill } = stories.cast;
    const issue = await mill.submits({ contact: { name: '吴经理', phone: '13766667777' } });
    await mill.does('withdraw', issue);
    const contactOf = async (who: Somebody): Promise<unknown> =>
      ((await who.sees(issue)) as unknown as { contact: unknown }).contact;
    expect(await contactOf(mill)).not.toBeNull();
    t.clock.advance(1_100 * DAY);
    await officer().get('/api/v1/me').expect(200);
    await watchman.look();
    const rehearsal = await runs({ dryRun: true });
    await watchman.expectNothingChanged();
    expect(rehearsal['issue-contacts']).toBe(1);
    expect(rehearsal['sign-ins']).toBeGreaterThan(3);
    expect(await runs({})).toEqual(rehearsal);
    expect(await runs({})).toEqual({
      'sign-ins': 0,
      'api-tokens': 0,
      'issue-contacts': 0,
      'read-notices': 0,
      'told-colours': 0,
    });
    expect(await contactOf(mill)).toBeNull();
    expect(await auditActions()).toContain('retention.applied');
  });

  it('runs once a night, in one of several processes', async () => {
    const retention = t.get(Retention);
    const both = await Promise.all([retention.runIfDue(straight), retention.runIfDue(straight)]);
    expect(
      both
        .flat()
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['api-tokens', 'issue-contacts', 'read-notices', 'sign-ins', 'told-colours']);
    expect(await retention.runIfDue(straight)).toEqual([]);
    t.clock.advance(DAY);
    expect(await retention.runIfDue(straight)).toHaveLength(5);
  });
});
