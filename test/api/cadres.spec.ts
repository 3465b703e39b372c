import sql from 'sql-template-tag';
import { CadreLoads, Cadres } from '../../src/modules/cadres/index.js';
import { allPages, cadreBody, create, loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

interface Cadre {
  readonly id: string;
  readonly version: number;
  readonly openCount: number;
}

const PATH = '/api/v1/cadres';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await loadReferenceData(app);
});
afterAll(() => app.close());

const enter = (more: object = {}) => create<Cadre>(app.as.coordinator(), PATH, cadreBody(more));
const change = (id: string, patch: object) => app.as.coordinator().patch(`${PATH}/${id}`, patch);
const load = async (id: string) =>
  (await app.reader.all(sql`SELECT open_count, last_assigned_at FROM cadre_load WHERE cadre_id = ${id}`))[0];
const shift = (from: string | null, to: string | null) =>
  app.uow.run((tx) => app.get(CadreLoads).shift(tx, { from, to, at: app.clock.now() }));

describe('entering', () => {
  it('answers with the whole cadre, who has nothing to do yet', async () => {
    const deputy = await enter();
    const body = cadreBody({
      phone: '１３９　１２３４　５６７８',
      specialties: ['labour', 'factor-land'],
      onDuty: false,
      deputyId: deputy.id,
      leave: [
        { from: '2024-05-01', to: '2024-05-05' },
        { from: '2024-03-04', to: '2024-03-04' },
      ],
    });
    const { headers, body: made } = await app.as.coordinator().post(PATH, body).expect(201);
    expect(headers.etag).toBe('"1"');
    expect(made).toMatchObject({
      ...body,
      phone: '139****5678',
      department: { id: '411602-industry', name: '川汇区工业和信息化局' },
      specialties: ['factor-land', 'labour'],
      leave: [
        { from: '2024-03-04', to: '2024-03-04' },
        { from: '2024-05-01', to: '2024-05-05' },
      ],
      openCount: 0,
      version: 1,
    });
    expect((await app.as.coordinator().get(`${PATH}/${made.id}`).expect(200)).body).toEqual(made);
    expect(await load(made.id)).toEqual({ openCount: 0, lastAssignedAt: null });
  });

  it.each<[object, string, string]>([
    [{ regionCode: '411626' }, 'region.abolished', 'regionCode'],
    [{ regionCode: '410100' }, 'region.out-of-scope', 'regionCode'],
    [{ departmentId: 'no-such' }, 'cadre.department-unknown', 'departmentId'],
    [{ departmentId: '410000-industry' }, 'cadre.department-unknown', 'departmentId'],
    [{ specialties: ['labour', 'no-such'] }, 'cadre.category-unknown', 'specialties'],
    [{ deputyId: 'no-such' }, 'cadre.deputy-unknown', 'deputyId'],
    [{ leave: [{ from: '2024-05-02', to: '2024-05-01' }] }, 'cadre.leave', 'leave.0'],
    [
      {
        leave: [
          { from: '2024-05-01', to: '2024-05-03' },
          { from: '2024-05-03', to: '2024-05-04' },
        ],
      },
      'cadre.leave',
      'leave.1',
    ],
  ])('is against a rule with %j', async (wrong, code, field) => {
    const { body } = await app.as.coordinator().post(PATH, cadreBody(wrong)).expect(422);
    expect(body).toMatchObject({ code, errors: [{ field, rule: code }] });
  });

  it.each<[object, string, string]>([
    [{ phone: '110' }, 'phone', 'phone'],
    [{ capacity: 0 }, 'capacity', 'min'],
    [{ capacity: 101 }, 'capacity', 'max'],
    [{ capacity: 1.5 }, 'capacity', 'isInt'],
    [{ capacity: '5' }, 'capacity', 'isInt'],
    [{ specialties: ['labour', 'labour'] }, 'specialties', 'arrayUnique'],
    [{ onDuty: 'yes' }, 'onDuty', 'isBoolean'],
    [{ openCount: 3 }, 'openCount', 'whitelistValidation'],
    [{ id: 'mine' }, 'id', 'whitelistValidation'],
    [{ leave: [{ from: '2024-05-01' }] }, 'leave.0.to', 'isLocalDate'],
    [{ name: '王\u0000' }, 'name', 'isCleanText'],
  ])('refuses %j', async (wrong, field, rule) => {
    const { body } = await app.as.coordinator().post(PATH, cadreBody(wrong)).expect(400);
    expect(body.errors).toContainEqual(expect.objectContaining({ field, rule }));
  });

  it('is for coordinators and administrators', async () => {
    for (const somebody of [app.as.manager(), app.as.auditor(), app.as.cadre('c'), app.as.enterprise('e')]) {
      await somebody.post(PATH, cadreBody()).expect(403);
    }
    await app.as
      .admin()
      .post(PATH, cadreBody({ regionCode: '410000', departmentId: '410000-industry' }))
      .expect(201);
  });

  it('answers a repeated request again', async () => {
    const body = cadreBody({ name: '只有一个' });
    const post = () => app.as.coordinator().post(PATH, body).set('Idempotency-Key', 'cadre-1').expect(201);
    expect((await post()).body).toEqual((await post()).body);
    expect(await app.reader.all(sql`SELECT id FROM cadre WHERE name = '只有一个'`)).toHaveLength(1);
  });

  it('is done in bulk with deputies among themselves, and all or nothing', async () => {
    const bulk = (deputies: [string, string | null][]) =>
      app.uow.run((tx) =>
        app.get(Cadres).createMany(
          tx,
          deputies.map(([id, deputyId]) => ({ ...cadreBody(), id, deputyId })),
        ),
      );
    expect(
      await bulk([
        ['b-1', 'b-2'],
        ['b-2', 'b-3'],
        ['b-3', null],
      ]),
    ).toHaveLength(3);
    await expect(
      bulk([
        ['c-1', 'c-2'],
        ['c-2', 'c-1'],
      ]),
    ).rejects.toMatchObject({ code: 'cadre.deputy-cycle' });
    expect(await app.reader.all(sql`SELECT id FROM cadre WHERE id IN ('c-1', 'c-2')`)).toEqual([]);
    expect(await bulk([])).toEqual([]);
  });
});

describe('changing', () => {
  it('replaces lists as a whole and leaves the rest', async () => {
    const before = await enter({ leave: [{ from: '2024-05-01', to: '2024-05-05' }] });
    const { body } = await change(before.id, { specialties: ['finance', 'policy'], leave: [], capacity: 20 })
      .set('If-Match', '"1"')
      .expect(200);
    expect(body).toEqual({ ...before, specialties: ['finance', 'policy'], leave: [], capacity: 20, version: 2 });
    const stale = await change(before.id, { capacity: 5 }).set('If-Match', '"1"').expect(412);
    expect(stale.body.code).toBe('request.stale');
    expect((await app.as.coordinator().get(`${PATH}/${before.id}`)).body).toEqual(body);
    expect((await change(before.id, { capacity: 6 }).expect(200)).body.version).toBe(3);
  });

  it('keeps deputies out of a circle, however long', async () => {
    const [a, b, c] = [await enter(), await enter(), await enter()];
    await change(a.id, { deputyId: b.id }).expect(200);
    await change(b.id, { deputyId: c.id }).expect(200);
    for (const deputyId of [a.id, b.id, c.id]) {
      const { body } = await change(c.id, { deputyId }).expect(422);
      expect(body).toMatchObject({ code: 'cadre.deputy-cycle', errors: [{ field: 'deputyId' }] });
    }
    await change(a.id, { deputyId: null }).expect(200);
    await change(c.id, { deputyId: a.id }).expect(200);
  });

  it('keeps deputies out of a circle also when both come at once', async () => {
    const [a, b] = [await enter(), await enter()];
    const answers = await Promise.all([change(a.id, { deputyId: b.id }), change(b.id, { deputyId: a.id })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  it('takes nobody off duty who has open issues', async () => {
    const { id } = await enter();
    await shift(null, id);
    const refused = await change(id, { onDuty: false }).set('Accept-Language', 'en').expect(422);
    expect(refused.body).toMatchObject({ code: 'cadre.has-open-issues', errors: [{ field: 'onDuty' }] });
    expect(refused.body.detail).toContain('hand them over first');
    await change(id, { capacity: 3 }).expect(200);
    await shift(id, null);
    expect((await change(id, { onDuty: false }).expect(200)).body).toMatchObject({ onDuty: false, capacity: 3 });
  });

  it('does not move into an abolished region, nor out of the coordinator’s', async () => {
    const { id } = await enter();
    expect((await change(id, { regionCode: '411626' }).expect(422)).body.code).toBe('region.abolished');
    expect((await change(id, { regionCode: '410100' }).expect(422)).body.code).toBe('region.out-of-scope');
    await change(id, { regionCode: '411603', departmentId: '411603-industry' }).expect(200);
  });

  it.each<[object, string]>([
    [{ name: null }, 'name'],
    [{ colour: 'red' }, 'colour'],
    [{ phone: '1' }, 'phone'],
    [{ capacity: 0 }, 'capacity'],
  ])('refuses %j', async (patch, field) => {
    const { id } = await enter();
    const { body } = await change(id, patch).expect(400);
    expect(body.errors[0].field).toBe(field);
  });
});

describe('who sees what', () => {
  it('is the own region and what is below, and oneself', async () => {
    const [here, there] = [await enter(), await enter({ regionCode: '411603', departmentId: '411603-industry' })];
    const county = { regionCode: '411602' };
    for (const by of [
      app.as.coordinator(county),
      app.as.manager(county),
      app.as.auditor(county),
      app.as.cadre('x', county),
    ]) {
      await by.get(`${PATH}/${here.id}`).expect(200);
      expect((await by.get(`${PATH}/${there.id}`).expect(404)).body.code).toBe('cadre.not-found');
      const listed = await allPages<Cadre>(by, PATH, 100);
      expect(listed.map(({ id }) => id)).toContain(here.id);
      expect(listed.map(({ id }) => id)).not.toContain(there.id);
    }
    await app.as.cadre(there.id, county).get(`${PATH}/${there.id}`).expect(200);
    const withOneself = await allPages<Cadre>(app.as.cadre(there.id, county), PATH, 100);
    expect(withOneself.map(({ id }) => id)).toContain(there.id);
    await app.as.admin().get(`${PATH}/${there.id}`).expect(200);
    await app.as.enterprise('e').get(PATH).expect(403);
  });

  it('is 404, not 403, for a coordinator of elsewhere who wants to change it', async () => {
    const { id } = await enter({ regionCode: '411603', departmentId: '411603-industry' });
    const stranger = app.as.coordinator({ regionCode: '411602' });
    expect((await stranger.patch(`${PATH}/${id}`, { capacity: 1 }).expect(404)).body.code).toBe('cadre.not-found');
    const own = await create<Cadre>(stranger, PATH, cadreBody());
    const { body } = await stranger.patch(`${PATH}/${own.id}`, { deputyId: id }).expect(422);
    expect(body.code).toBe('cadre.deputy-unknown');
  });

  it('masks numbers but for oneself', async () => {
    const { id } = await enter();
    const phone = async (by: ReturnType<typeof app.as.admin>) => (await by.get(`${PATH}/${id}`).expect(200)).body.phone;
    expect(await phone(app.as.coordinator())).toBe('139****5678');
    expect(await phone(app.as.admin())).toBe('139****5678');
    expect(await phone(app.as.cadre(id))).toBe('13912345678');
    expect(await phone(app.as.cadre('somebody-else'))).toBe('139****5678');
    expect(await phone(app.as.manager())).toBe('139****5678');
  });
});

describe('the list', () => {
  beforeAll(async () => {
    const inputs = Array.from({ length: 23 }, (_, i) => ({
      ...cadreBody({ name: `分页${i % 2 ? '甲' : '乙'}${i}`, regionCode: '411625' }),
      departmentId: i % 3 === 0 ? '411625-water' : '411625-industry',
      specialties: [i % 4 === 0 ? 'labour' : i % 4 === 1 ? 'labour-recruitment' : 'finance'],
      onDuty: i % 5 !== 0,
    }));
    await app.uow.run((tx) => app.get(Cadres).createMany(tx, inputs));
  });

  it.each([1, 7, 22, 23, 24])('has every row once on pages of %i', async (limit) => {
    const rows = await allPages<Cadre>(app.as.manager(), `${PATH}?regionCode=411625`, limit);
    expect(rows).toHaveLength(23);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(23);
  });

  it.each<[string, number]>([
    ['', 23],
    ['departmentId=411625-water', 8],
    ['onDuty=true', 18],
    ['onDuty=false', 5],
    ['categoryCode=labour', 6],
    ['categoryCode=labour-recruitment', 12],
    ['categoryCode=no-such', 0],
    ['q=甲', 11],
    ['q=%', 0],
    ['q=甲&onDuty=false', 2],
  ])('is filtered by %s: %i', async (query, number) => {
    const { body } = await app.as
      .manager()
      .get(`${PATH}?regionCode=411625&count=true&limit=1&${encodeURI(query)}`)
      .expect(200);
    expect(body.total).toBe(number);
  });

  it.each(['limit=0', 'limit=201', 'onDuty=maybe', 'cursor=made-up', 'colour=red', 'q='])(
    'refuses %s',
    async (query) => {
      await app.as.manager().get(`${PATH}?${query}`).expect(400);
    },
  );
});

describe('loads', () => {
  it('are counted where a lead changes', async () => {
    const [a, b] = [await enter(), await enter()];
    await shift(null, a.id);
    await shift(null, a.id);
    await shift(a.id, b.id);
    expect(await load(a.id)).toEqual({ openCount: 1, lastAssignedAt: app.clock.now() });
    expect(await load(b.id)).toEqual({ openCount: 1, lastAssignedAt: app.clock.now() });
    await shift(b.id, b.id);
    await shift(b.id, null);
    expect(await load(b.id)).toEqual({ openCount: 0, lastAssignedAt: app.clock.now() });
    expect((await app.as.coordinator().get(`${PATH}/${a.id}`)).body.openCount).toBe(1);
  });

  it('are exact when many change at once', async () => {
    const cadres = await Promise.all(Array.from({ length: 4 }, () => enter()));
    await Promise.all(Array.from({ length: 80 }, (_, i) => shift(null, cadres[i % 4]!.id)));
    await Promise.all(Array.from({ length: 40 }, (_, i) => shift(cadres[i % 4]!.id, cadres[(i + 1) % 4]!.id)));
    for (const { id } of cadres) expect(await load(id)).toMatchObject({ openCount: 20 });
  });

  it('are never counted for nobody', async () => {
    await expect(shift(null, 'no-such')).rejects.toThrow('has no load');
  });
});
