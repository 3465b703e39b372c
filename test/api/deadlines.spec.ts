import sql from 'sql-template-tag';
import { iso } from '../../src/kernel/clock.js';
import { atTime } from '../../src/kernel/local-date.js';
import { DEFAULT_LIMITS } from '../../src/modules/deadlines/domain/sla-policy.js';
import { issueBody, RoutingOffice } from '../support/routing-office.js';
import { create, loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const CALENDAR = '/api/v1/calendar';
const CORRECTIONS = '/api/v1/calendar/corrections';
const POLICIES = '/api/v1/sla/policies';

let t: TestApp;
let office: RoutingOffice;
/** Monday, 4 March 2024, 09:00 in Shanghai; nobody in the county has a lead but this one. */
beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  office = await RoutingOffice.open(t);
  await office.cadre('王强', { capacity: 100, specialties: ['labour', 'finance'] });
});
afterAll(() => t.close());

interface Policy {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly validTo: string | null;
}

interface Due {
  readonly id: string;
  readonly dueAt: string;
  readonly originalDueAt: string;
}

const anyone = () => t.as.enterprise('e1', { username: 'somebody' });
const at = (text: string): string => iso(atTime(text.slice(0, 10), text.slice(11)));
const submit = async (more: object = {}): Promise<Due> =>
  create<Due>(office.coordinator, '/api/v1/issues', { ...issueBody(await office.enterprise()), ...more });
const policies = async (query = ''): Promise<Policy[]> =>
  ((await t.as.admin().get(`${POLICIES}${query}`).expect(200)).body as { items: Policy[] }).items;
const policy = async (code: string): Promise<Policy> => (await policies()).find((each) => each.code === code)!;

describe('the calendar', () => {
  it('names the days of a year that are not simply weekdays or weekends', async () => {
    const { body } = await anyone().get(`${CALENDAR}?year=2024`).expect(200);
    const { days, knownYears, ...rest } = body as { days: { date: string; source: string }[]; knownYears: number[] };
    expect(rest).toEqual({ year: 2024, known: true, officeHours: { opensAt: '09:00', closesAt: '18:00' } });
    expect(knownYears).toEqual(expect.arrayContaining([2004, 2024, 2026]));
    expect(days).toContainEqual({ date: '2024-02-04', kind: 'working', source: 'make-up-day' });
    expect(days).toContainEqual({ date: '2024-02-12', kind: 'off', source: 'official-holiday' });
    expect(days.every(({ date, source }) => date.startsWith('2024-') && !source.startsWith('week'))).toBe(true);
  });

  it('is that of this year when no year is named', async () => {
    expect((await anyone().get(CALENDAR).expect(200)).body).toMatchObject({ year: 2024 });
  });

  it('says so when the official calendar of a year is not known', async () => {
    const { body } = await anyone().get(`${CALENDAR}?year=2030`).expect(200);
    expect(body).toMatchObject({ year: 2030, known: false, days: [], notice: expect.stringContaining('2030 年') });
    const english = await anyone().get(`${CALENDAR}?year=2030`).set('Accept-Language', 'en').expect(200);
    expect(english.body).toMatchObject({ notice: expect.stringContaining('calendar of 2030 is not known') });
  });

  it.each([
    ['a working day on a make-up Sunday', '2024-02-02 10:00', 1, 'working_day', '2024-02-04 18:00'],
    ['working days over the Spring Festival', '2024-02-08 10:00', 5, 'working_day', '2024-02-21 18:00'],
    ['no day after closing', '2024-03-08 18:01', 0, 'working_day', '2024-03-11 18:00'],
    ['calendar days', '2024-02-08 10:00', 5, 'calendar_day', '2024-02-13 18:00'],
    ['hours', '2024-02-09 20:00', 24, 'hour', '2024-02-10 20:00'],
  ])('reckons a deadline: %s', async (_name, from, count, unit, due) => {
    const query = `from=${at(from)}&count=${count}&unit=${unit}`;
    const { body } = await anyone().get(`${CALENDAR}/deadline?${query}`).expect(200);
    expect(body).toEqual({ from: at(from), count, unit, dueAt: at(due), provisional: false });
  });

  it('says so when a deadline was reckoned over days of an unknown year', async () => {
    const ask = () => anyone().get(`${CALENDAR}/deadline?from=${at('2026-12-31 10:00')}&count=1&unit=working_day`);
    const notice = expect.stringContaining('尚未收录');
    expect((await ask().expect(200)).body).toMatchObject({ dueAt: at('2027-01-01 18:00'), provisional: true, notice });
    const english = await ask().set('Accept-Language', 'en').expect(200);
    expect(english.body).toMatchObject({ notice: expect.stringContaining('no official calendar') });
  });

  it.each([
    ['?year=1899', 'year', 'min'],
    ['?year=2200', 'year', 'max'],
    ['?year=two', 'year', 'isInt'],
    ['?month=2', 'month', 'whitelistValidation'],
    ['/deadline?count=1&unit=hour', 'from', 'isInstant'],
    ['/deadline?from=2024-02-30T00:00:00Z&count=1&unit=hour', 'from', 'isInstant'],
    ['/deadline?from=2024-02-02T10:00:00&count=1&unit=hour', 'from', 'isInstant'],
    ['/deadline?from=0000-01-01T00:00:00Z&count=1&unit=working_day', 'from', 'isInstant'],
    ['/deadline?from=9999-12-31T23:00:00Z&count=3660&unit=working_day', 'from', 'isInstant'],
    ['/deadline?from=2024-02-02T02:00:00Z&unit=hour', 'count', 'isInt'],
    ['/deadline?from=2024-02-02T02:00:00Z&count=-1&unit=hour', 'count', 'min'],
    ['/deadline?from=2024-02-02T02:00:00Z&count=3661&unit=hour', 'count', 'max'],
    ['/deadline?from=2024-02-02T02:00:00Z&count=1.5&unit=hour', 'count', 'isInt'],
    ['/deadline?from=2024-02-02T02:00:00Z&count=1&unit=week', 'unit', 'isIn'],
  ])('refuses %s', async (query, field, rule) => {
    const { body } = await anyone().get(`${CALENDAR}${query}`).expect(400);
    expect((body as { errors: object[] }).errors).toContainEqual(expect.objectContaining({ field, rule }));
  });

  it('reckons the furthest deadline that may be asked for', async () => {
    const query = 'from=2199-12-31T02:00:00Z&count=3660&unit=working_day';
    expect((await anyone().get(`${CALENDAR}/deadline?${query}`).expect(200)).body).toMatchObject({ provisional: true });
  });
});

describe('a correction of a day', () => {
  const POWER_CUT = { date: '2024-03-05', kind: 'off', note: '全市停电检修' };

  it('moves deadlines that are set from now on, and none that is set', async () => {
    const admin = t.as.admin();
    const before = await submit();
    expect(before.dueAt).toBe(at('2024-03-13 18:00'));

    const { body } = await admin.post(CORRECTIONS, POWER_CUT).expect(201);
    expect(body).toEqual({ ...POWER_CUT, correctedAt: iso(t.clock.now()) });
    const { body: calendar } = await anyone().get(CALENDAR).expect(200);
    expect((calendar as { days: object[] }).days).toContainEqual({ ...POWER_CUT, source: 'correction' });
    expect((await submit()).dueAt).toBe(at('2024-03-14 18:00'));
    expect(await office.issue(before.id)).toMatchObject({ dueAt: before.dueAt, originalDueAt: before.dueAt });

    await admin.delete(`${CORRECTIONS}/2024-03-05`).expect(204);
    expect((await submit()).dueAt).toBe(at('2024-03-13 18:00'));
    const again = await admin.delete(`${CORRECTIONS}/2024-03-05`).expect(404);
    expect(again.body).toMatchObject({ code: 'calendar.correction-not-found' });
  });

  it('replaces the one before, also against the official calendar', async () => {
    const admin = t.as.admin();
    const ask = async () =>
      (await anyone().get(`${CALENDAR}/deadline?from=${at('2024-04-30 10:00')}&count=1&unit=working_day`)).body as Due;
    expect(await ask()).toMatchObject({ dueAt: at('2024-05-06 18:00') });
    await admin.post(CORRECTIONS, { date: '2024-05-01', kind: 'working', note: '抢险' }).expect(201);
    expect(await ask()).toMatchObject({ dueAt: at('2024-05-01 18:00') });
    await admin.post(CORRECTIONS, { date: '2024-05-01', kind: 'off', note: '取消' }).expect(201);
    expect(await ask()).toMatchObject({ dueAt: at('2024-05-06 18:00') });
    await admin.delete(`${CORRECTIONS}/2024-05-01`).expect(204);
  });

  it.each<[string, object, string, string]>([
    ['no such day', { date: '2024-02-30' }, 'date', 'isLocalDate'],
    ['the year 0', { date: '0000-01-01' }, 'date', 'isLocalDate'],
    ['a year far away', { date: '2200-01-01' }, 'date', 'isLocalDate'],
    ['no kind', { kind: undefined }, 'kind', 'isIn'],
    ['another kind', { kind: 'half' }, 'kind', 'isIn'],
    ['no reason', { note: ' ' }, 'note', 'isNotBlank'],
    ['a long reason', { note: '停'.repeat(201) }, 'note', 'maxLength'],
    ['something else', { until: '2024-03-06' }, 'until', 'whitelistValidation'],
  ])('is refused with %s', async (_name, parts, field, rule) => {
    const { body } = await t.as
      .admin()
      .post(CORRECTIONS, { ...POWER_CUT, ...parts })
      .expect(400);
    expect((body as { errors: object[] }).errors).toContainEqual(expect.objectContaining({ field, rule }));
  });

  it('is the administrator’s', async () => {
    await office.coordinator.post(CORRECTIONS, POWER_CUT).expect(403);
    await office.coordinator.delete(`${CORRECTIONS}/2024-03-05`).expect(403);
    await t.http.get(CALENDAR).expect(401);
    await t.as.admin().delete(`${CORRECTIONS}/tomorrow`).expect(404);
  });
});

describe('policies', () => {
  it('are those of 13710 to begin with', async () => {
    const codes = (await policies()).map(({ code }) => code);
    expect(codes).toEqual(['complex', 'default', 'overdue-payment', 'urgent']);
    expect(await policy('default')).toMatchObject({ version: 1, limits: DEFAULT_LIMITS, validTo: null });
    expect((await submit({ urgency: 'urgent' })).dueAt).toBe(at('2024-03-07 18:00'));
    const slow = await submit({ categoryCode: 'finance-overdue-payment', urgency: 'urgent' });
    expect(slow.dueAt).toBe(at('2024-04-03 18:00'));
  });

  it('are changed by a new version, which is for the deadlines that are set from then on', async () => {
    const before = await submit();
    const first = await policy('default');
    const limits = { finish: { count: 5, unit: 'working_day' } };
    const answer = await t.as.admin().patch(`${POLICIES}/${first.id}`, { limits }).set('If-Match', '"1"').expect(200);
    const second = answer.body as Policy;
    expect(second).toMatchObject({ code: 'default', version: 2, limits: { ...DEFAULT_LIMITS, ...limits } });
    expect(answer.headers.etag).toBe('"2"');
    expect(second.id).not.toBe(first.id);

    expect((await submit()).dueAt).toBe(at('2024-03-11 18:00'));
    expect(await office.issue(before.id)).toMatchObject({ dueAt: before.dueAt, originalDueAt: before.dueAt });
    const versions = (await policies('?all=true')).filter(({ code }) => code === 'default');
    expect(versions).toEqual([{ ...first, validTo: iso(t.clock.now()) }, second]);
    expect((await t.as.auditor().get(`${POLICIES}/${first.id}`).expect(200)).body).toEqual(versions[0]);

    const stale = await t.as.admin().patch(`${POLICIES}/${first.id}`, { limits }).expect(409);
    expect(stale.body).toMatchObject({ code: 'policy.superseded' });
    await t.as.admin().patch(`${POLICIES}/${second.id}`, { limits }).set('If-Match', '"1"').expect(412);
    await t.as
      .admin()
      .patch(`${POLICIES}/${second.id}`, { limits: { finish: DEFAULT_LIMITS.finish } })
      .expect(200);
    expect((await submit()).dueAt).toBe(before.dueAt);
  });

  it('may be for one category, and end again', async () => {
    const admin = t.as.admin();
    const limits = { ...DEFAULT_LIMITS, finish: { count: 24, unit: 'hour' } };
    const body = { code: 'hiring', categoryCode: 'labour', limits };
    const made = await create<Policy>(admin, POLICIES, body);
    expect(made).toMatchObject({ version: 1, categoryCode: 'labour', urgency: null, level: null, limits });
    expect((await submit({ categoryCode: 'labour-training' })).dueAt).toBe(at('2024-03-05 09:00'));

    const codeTaken = await admin.post(POLICIES, { ...body, categoryCode: 'legal' }).expect(409);
    expect(codeTaken.body).toMatchObject({ code: 'policy.duplicate' });
    const scopeTaken = await admin.post(POLICIES, { ...body, code: 'jobs' }).expect(409);
    expect(scopeTaken.body).toMatchObject({ code: 'policy.scope-taken' });
    const scope = { categoryCode: null, urgency: 'complex' };
    await admin.patch(`${POLICIES}/${made.id}`, scope).expect(409);

    await admin.delete(`${POLICIES}/${made.id}`).expect(204);
    expect((await submit({ categoryCode: 'labour-training' })).dueAt).toBe(at('2024-03-13 18:00'));
    const revived = await admin.patch(`${POLICIES}/${made.id}`, { level: 'province' }).expect(200);
    expect(revived.body).toMatchObject({ version: 2, categoryCode: 'labour', level: 'province', limits });
    await admin.delete(`${POLICIES}/${made.id}`).expect(409);
    await admin.delete(`${POLICIES}/${(revived.body as Policy).id}`).expect(204);
  });

  it('leave an issue with 13710 when there is none', async () => {
    const admin = t.as.admin();
    const last = await policy('default');
    await admin.delete(`${POLICIES}/${last.id}`).expect(204);
    expect((await submit()).dueAt).toBe(at('2024-03-13 18:00'));
    await admin.patch(`${POLICIES}/${last.id}`, {}).expect(200);
  });

  const COUNT = 'limits.finish.count';
  it.each<[string, object, string, string]>([
    ['no code', { code: undefined }, 'code', 'isString'],
    ['no limits', { limits: undefined }, 'limits', 'isDefined'],
    ['a list of limits', { limits: [] }, 'limits', 'isObject'],
    ['no clock', { limits: { ...DEFAULT_LIMITS, review: null } }, 'limits.review', 'isDefined'],
    ['a missing clock', { limits: { ...DEFAULT_LIMITS, review: undefined } }, 'limits.review', 'isDefined'],
    [
      'an unknown clock',
      { limits: { ...DEFAULT_LIMITS, lunch: DEFAULT_LIMITS.sign } },
      'limits.lunch',
      'whitelistValidation',
    ],
    ['less than nothing', { limits: { ...DEFAULT_LIMITS, finish: { count: -1, unit: 'hour' } } }, COUNT, 'min'],
    ['more than ten years', { limits: { ...DEFAULT_LIMITS, finish: { count: 3651, unit: 'hour' } } }, COUNT, 'max'],
    ['half a day', { limits: { ...DEFAULT_LIMITS, finish: { count: 0.5, unit: 'hour' } } }, COUNT, 'isInt'],
    [
      'another unit',
      { limits: { ...DEFAULT_LIMITS, finish: { count: 1, unit: 'week' } } },
      'limits.finish.unit',
      'isIn',
    ],
    ['another urgency', { urgency: 'extreme' }, 'urgency', 'isIn'],
    ['a version', { version: 7 }, 'version', 'whitelistValidation'],
  ])('are refused with %s', async (_name, parts, field, rule) => {
    const body = { code: 'odd', urgency: 'complex', limits: DEFAULT_LIMITS, ...parts };
    const answer = await t.as.admin().post(POLICIES, body).expect(400);
    expect((answer.body as { errors: object[] }).errors).toContainEqual(expect.objectContaining({ field, rule }));
  });

  it('are refused for an unknown category, and are the administrator’s', async () => {
    const body = { code: 'odd', categoryCode: 'weather', limits: DEFAULT_LIMITS };
    const answer = await t.as.admin().post(POLICIES, body).set('Accept-Language', 'en').expect(422);
    expect(answer.body).toMatchObject({ code: 'policy.category-unknown', detail: 'There is no category weather' });
    await office.coordinator.post(POLICIES, body).expect(403);
    await anyone().get(POLICIES).expect(403);
    await t.as.admin().get(`${POLICIES}/none`).expect(404);
    await t.as.admin().patch(`${POLICIES}/none`, {}).expect(404);
    await t.as.admin().patch(`${POLICIES}/none`, { limits: null }).expect(400);
    await t.as
      .admin()
      .patch(`${POLICIES}/none`, { limits: { sign: [] } })
      .expect(400);
    expect(await policies('?all=true')).not.toContainEqual(expect.objectContaining({ code: 'odd' }));
  });
});

describe('the clocks of an issue', () => {
  const CLOCKS = sql`accept_due_at, assign_due_at, sign_due_at, contact_due_at, progress_due_at, rating_due_at, extend_until`;

  async function running(id: string): Promise<Record<string, string>> {
    const [row] = await t.reader.all<Record<string, number | null>>(sql`SELECT ${CLOCKS} FROM issue WHERE id = ${id}`);
    return Object.fromEntries(Object.entries(row!).flatMap(([name, due]) => (due === null ? [] : [[name, iso(due)]])));
  }

  it('follow it through its life, in the unit of work that changes it', async () => {
    const own = await RoutingOffice.open(t);
    const lead = await own.cadre('李静');
    const cadre = t.as.cadre(lead.id, { regionCode: own.regionCode });
    const { id } = await own.submit(await own.enterprise());
    const contactDueAt = at('2024-03-05 18:00');
    const extendUntil = at('2024-03-12 18:00');
    expect(await running(id)).toEqual({ signDueAt: at('2024-03-05 18:00'), contactDueAt, extendUntil });

    await own.act(cadre, id, 'sign');
    expect(await running(id)).toEqual({ progressDueAt: at('2024-03-07 18:00'), contactDueAt, extendUntil });
    t.clock.moveTo(atTime('2024-03-06', '09:00'));
    expect(await own.issue(id)).toMatchObject({ warning: 'orange' });
    await own.act(cadre, id, 'start', { means: 'phone', person: '李明' });
    expect(await own.issue(id)).toMatchObject({ warning: 'none' });
    expect(await running(id)).toEqual({ progressDueAt: at('2024-03-11 18:00'), contactDueAt, extendUntil });

    const { requests } = (await own.act(cadre, id, 'escalate', { tried: '走访', powerMissing: '用地指标' })) as {
      requests: readonly object[];
    };
    expect(requests).toMatchObject([{ kind: 'escalation', decideBy: at('2024-03-07 18:00') }]);

    await own.act(cadre, id, 'claim-done', { resolution: 'solved', measures: '举办专场招聘' });
    expect(await running(id)).toEqual({ contactDueAt });
    const [row] = await t.reader.all<object>(sql`SELECT handling_tenths FROM issue WHERE id = ${id}`);
    expect(row).toEqual({ handlingTenths: 20 });
    await own.act(own.coordinator, id, 'verify');
    expect(await running(id)).toEqual({ contactDueAt, ratingDueAt: at('2024-03-13 18:00') });
  });
});
