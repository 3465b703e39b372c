import sql from 'sql-template-tag';
import { SYSTEM_ACTOR } from '../../src/kernel/actor.js';
import { Enterprises } from '../../src/modules/enterprises/index.js';
import { enterpriseVisibility, seesEnterprise } from '../../src/modules/enterprises/domain/enterprise-access.js';
import { Regions } from '../../src/modules/regions/index.js';
import {
  allPages,
  cadreBody,
  create,
  enterpriseBody,
  loadReferenceData,
  newCreditCode,
} from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

interface Enterprise {
  readonly id: string;
  readonly creditCode: string;
  readonly regionCode: string;
  readonly version: number;
}

const PATH = '/api/v1/enterprises';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await loadReferenceData(app);
});
afterAll(() => app.close());

const register = (more: object = {}) => create<Enterprise>(app.as.coordinator(), PATH, enterpriseBody(more));
const enterCadre = (more: object = {}) => create(app.as.admin(), '/api/v1/cadres', cadreBody(more));

describe('registering', () => {
  it('answers with the whole enterprise', async () => {
    const body = enterpriseBody({
      chainCode: 'nylon',
      honours: [{ name: '专精特新中小企业', level: '省级', grantedOn: '2023-06-01', validUntil: '2026-05-31' }],
      contacts: [
        { name: '李明', phone: '＋８６ 138-1234-5678', title: '办公室主任' },
        { name: '前台', phone: '03948222333' },
      ],
    });
    const { headers, body: made } = await app.as.coordinator().post(PATH, body).expect(201);
    expect(headers.etag).toBe('"1"');
    expect(made).toMatchObject({
      ...body,
      contacts: [
        { name: '李*', phone: '138****5678', title: '办公室主任' },
        { name: '前*', phone: '0394-****333', title: null },
      ],
      status: 'active',
      createdAt: '2024-03-04T01:00:00.000Z',
      version: 1,
    });
    expect((await app.as.coordinator().get(`${PATH}/${made.id}`).expect(200)).body).toEqual(made);
  });

  it.each([
    [(code: string) => code.toLowerCase()],
    [(code: string) => [...code].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join('')],
    [(code: string) => `${code.slice(0, 4)} ${code.slice(4, 10)}-${code.slice(10)}`],
  ])('knows a credit code however it is typed', async (typed) => {
    const { id, creditCode } = await register();
    const again = await app.as
      .coordinator()
      .post(PATH, enterpriseBody({ creditCode: typed(creditCode) }))
      .expect(409);
    expect(again.body).toMatchObject({
      code: 'enterprise.duplicate',
      errors: [{ field: 'creditCode', rule: 'enterprise.duplicate' }],
    });
    expect(again.body.detail).toContain(id);
    const found = await app.as
      .cadre('nobody')
      .get(`${PATH}/by-credit-code/${encodeURIComponent(typed(creditCode))}`)
      .expect(404);
    expect(found.body.code).toBe('enterprise.not-found');
    const { body } = await app.as
      .coordinator()
      .get(`${PATH}/by-credit-code/${encodeURIComponent(typed(creditCode))}`)
      .expect(200);
    expect(body.id).toBe(id);
  });

  it('does not tell a stranger which enterprise has the code', async () => {
    const { id, creditCode } = await register({ regionCode: '411603' });
    const stranger = app.as.coordinator({ regionCode: '411602' });
    const { body } = await stranger.post(PATH, enterpriseBody({ creditCode })).expect(409);
    expect(body.code).toBe('enterprise.duplicate');
    expect(JSON.stringify(body)).not.toContain(id);
  });

  it('registers a code once, however many try at once', async () => {
    const creditCode = newCreditCode();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => app.as.coordinator().post(PATH, enterpriseBody({ creditCode }))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
  });

  it.each<[string, string]>([
    ['91000000MA0000015', '17'],
    ['91000000MA0000OO57', '15'],
    ['91A00000MA00000157', '3'],
    ['91000000MA00000147', 'GB 11714'],
    ['91000000MA00000158', 'GB 32100'],
  ])('tells what is wrong with %s', async (creditCode, hint) => {
    const post = app.as.coordinator().post(PATH, enterpriseBody({ creditCode })).set('Accept-Language', 'en');
    const { body } = await post.expect(422);
    expect(body).toMatchObject({ code: 'enterprise.credit-code', errors: [{ field: 'creditCode' }] });
    expect(body.errors[0].message).toContain(hint);
    const looked = await app.as.coordinator().get(`${PATH}/by-credit-code/${creditCode}`).expect(422);
    expect(looked.body.code).toBe('enterprise.credit-code');
  });

  it.each<[object, string, string]>([
    [{ regionCode: '411626' }, 'region.abolished', '411603'],
    [{ regionCode: '410100' }, 'region.out-of-scope', '410100'],
    [{ regionCode: '999999' }, 'region.unknown', '999999'],
    [{ chainCode: 'no-such' }, 'enterprise.chain-unknown', 'no-such'],
    [{ honours: [{ name: '称号', grantedOn: '2024-01-02', validUntil: '2024-01-01' }] }, 'enterprise.honour', ''],
  ])('is against a rule with %j', async (wrong, code, hint) => {
    const { body } = await app.as.coordinator().post(PATH, enterpriseBody(wrong)).expect(422);
    expect(body.code).toBe(code);
    expect(body.errors).toHaveLength(1);
    expect(body.detail).toContain(hint);
  });

  it.each<[object, string, string]>([
    [{ colour: 'red' }, 'colour', 'whitelistValidation'],
    [{ size: 'huge' }, 'size', 'isIn'],
    [{ name: '名'.repeat(201) }, 'name', 'maxLength'],
    [{ name: '\u200b' }, 'name', 'isNotBlank'],
    [{ name: 'a\udc00' }, 'name', 'isCleanText'],
    [{ contacts: [{ name: '李明', phone: '12345' }] }, 'contacts.0.phone', 'phone'],
    [{ contacts: [{ name: '李明', phone: '13812345678', fax: '1' }] }, 'contacts.0.fax', 'whitelistValidation'],
    [{ contacts: 'me' }, 'contacts', 'isArray'],
    [{ honours: [{ name: '称号', grantedOn: '2024-02-30' }] }, 'honours.0.grantedOn', 'isLocalDate'],
    [{ id: 'mine' }, 'id', 'whitelistValidation'],
    [{ creditCode: 123 }, 'creditCode', 'isString'],
  ])('refuses %j', async (wrong, field, rule) => {
    const { body } = await app.as.coordinator().post(PATH, enterpriseBody(wrong)).expect(400);
    expect(body.errors).toContainEqual(expect.objectContaining({ field, rule }));
  });

  it('is for coordinators and administrators', async () => {
    for (const somebody of [app.as.manager(), app.as.auditor(), app.as.cadre('c'), app.as.enterprise('e')]) {
      await somebody.post(PATH, enterpriseBody()).expect(403);
    }
    await app.as
      .admin()
      .post(PATH, enterpriseBody({ regionCode: '410100' }))
      .expect(201);
  });

  it('answers a repeated request again, and refuses the key for another one', async () => {
    const body = enterpriseBody();
    const post = (sent: object) => app.as.coordinator().post(PATH, sent).set('Idempotency-Key', 'enterprise-1');
    const [first, second] = await Promise.all([post(body), post(body)]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    const other = await post({ ...body, name: '另一家' }).expect(409);
    expect(other.body.code).toBe('request.idempotency-key-reused');
  });
});

describe('changing', () => {
  it('raises the version and changes only what is named', async () => {
    const before = await register({ chainCode: 'nylon' });
    const { body } = await app.as
      .coordinator()
      .patch(`${PATH}/${before.id}`, { status: 'zombie', chainCode: null })
      .set('If-Match', '"1"')
      .expect(200);
    expect(body).toEqual({ ...before, status: 'zombie', chainCode: null, version: 2 });
    const stale = await app.as
      .coordinator()
      .patch(`${PATH}/${before.id}`, { name: '旧' })
      .set('If-Match', '"1"')
      .expect(412);
    expect(stale.body.code).toBe('request.stale');
    expect((await app.as.coordinator().get(`${PATH}/${before.id}`)).body).toEqual(body);
  });

  it('cannot take the credit code of another one', async () => {
    const [one, other] = [await register(), await register()];
    const change = (creditCode: string) => app.as.coordinator().patch(`${PATH}/${one.id}`, { creditCode });
    expect((await change(other.creditCode).expect(409)).body.code).toBe('enterprise.duplicate');
    expect((await change(one.creditCode.toLowerCase()).expect(200)).body.creditCode).toBe(one.creditCode);
    expect((await change(newCreditCode()).expect(200)).body.version).toBe(3);
  });

  it('does not move into an abolished region, nor out of the coordinator’s', async () => {
    const { id } = await register();
    const move = (regionCode: string) => app.as.coordinator().patch(`${PATH}/${id}`, { regionCode });
    expect((await move('411626').expect(422)).body.code).toBe('region.abolished');
    expect((await move('410100').expect(422)).body.code).toBe('region.out-of-scope');
    await move('411603').expect(200);
  });
});

describe('who sees what', () => {
  it('is the same in SQL and in code, for lists and single enterprises', async () => {
    const enterprises = [await register(), await register({ regionCode: '411603' })];
    enterprises.push(await create<Enterprise>(app.as.admin(), PATH, enterpriseBody({ regionCode: '410100' })));
    const [cadre, formerly] = [await enterCadre(), await enterCadre()];
    const pair = (enterprise: Enterprise, cadreId: string, from: string, to: string | null) =>
      app.as.admin().post(`${PATH}/${enterprise.id}/pairings`, { cadreId, role: 'deputy', from, to }).expect(201);
    await pair(enterprises[1]!, cadre.id, '2024-03-04', null);
    await pair(enterprises[0]!, cadre.id, '2024-03-05', null);
    await pair(enterprises[2]!, formerly.id, '2024-01-01', '2024-03-04');
    const pairedNow: Record<string, string[]> = { [cadre.id]: [enterprises[1]!.id], [formerly.id]: [] };

    const tree = await app.get(Regions).tree();
    const people = [
      {
        by: app.as.enterprise(enterprises[2]!.id),
        role: 'enterprise',
        regionCode: '411600',
        enterpriseId: enterprises[2]!.id,
      },
      { by: app.as.cadre(cadre.id), role: 'cadre', regionCode: '411600', cadreId: cadre.id },
      { by: app.as.cadre(formerly.id), role: 'cadre', regionCode: '411600', cadreId: formerly.id },
      { by: app.as.coordinator({ regionCode: '411603' }), role: 'coordinator', regionCode: '411603' },
      { by: app.as.manager(), role: 'manager', regionCode: '411600' },
      { by: app.as.auditor({ regionCode: '410000' }), role: 'auditor', regionCode: '410000' },
      { by: app.as.admin(), role: 'admin', regionCode: '411600' },
    ] as const;
    for (const { by, ...who } of people) {
      const visibility = enterpriseVisibility({ ...SYSTEM_ACTOR, ...who });
      const all = await allPages<Enterprise>(app.as.admin(), PATH, 200);
      const paired = 'cadreId' in who ? pairedNow[who.cadreId]! : [];
      const expected = all.filter((each) =>
        seesEnterprise(visibility, { ...each, paired: paired.includes(each.id) }, (a, b) => tree.isWithin(a, b)),
      );
      expect((await allPages<Enterprise>(by, PATH, 200)).map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      for (const { id } of enterprises) {
        const seen = expected.some((each) => each.id === id);
        await by.get(`${PATH}/${id}`).expect(seen ? 200 : 404);
        await by.get(`${PATH}/${id}/pairings`).expect(seen ? 200 : 404);
      }
    }
  });

  it('is 404, not 403, for a coordinator of elsewhere who wants to change it', async () => {
    const { id } = await register({ regionCode: '411603' });
    const stranger = app.as.coordinator({ regionCode: '411602' });
    expect((await stranger.patch(`${PATH}/${id}`, { name: '改' }).expect(404)).body.code).toBe('enterprise.not-found');
    const pairing = { cadreId: 'x', role: 'chief', from: '2024-03-04' };
    await stranger.post(`${PATH}/${id}/pairings`, pairing).expect(404);
    await stranger.delete(`${PATH}/${id}/pairings/x`).expect(404);
  });

  it('masks numbers but for itself', async () => {
    const { id } = await register();
    const phone = async (by: ReturnType<typeof app.as.admin>) => (await by.get(`${PATH}/${id}`)).body.contacts[0].phone;
    expect(await phone(app.as.manager())).toBe('138****5678');
    expect(await phone(app.as.auditor())).toBe('138****5678');
    expect(await phone(app.as.enterprise(id))).toBe('13812345678');
    expect(await phone(app.as.admin())).toBe('138****5678');
  });
});

describe('the list', () => {
  beforeAll(async () => {
    const inputs = Array.from({ length: 23 }, (_, i) => ({
      ...enterpriseBody({ name: `分页${i % 2 ? '食品' : '纺织'}企业${i}`, regionCode: '411625' }),
      size: 'micro' as const,
      chainCode: i % 3 === 0 ? 'nylon' : null,
    }));
    for (const part of [inputs.slice(0, 10), inputs.slice(10)]) {
      await app.uow.run((tx) => app.get(Enterprises).createMany(tx, part));
      app.clock.advance(1_000);
    }
  });

  it.each([1, 7, 22, 23, 24])('has every row once on pages of %i, newest first', async (limit) => {
    const rows = await allPages<{ id: string; createdAt: string }>(
      app.as.manager(),
      `${PATH}?regionCode=411625`,
      limit,
    );
    expect(rows).toHaveLength(23);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(23);
    const times = rows.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('loses nothing and repeats nothing when somebody registers between two pages', async () => {
    const by = app.as.manager();
    const first = await by.get(`${PATH}?regionCode=411625&limit=5`).expect(200);
    await register({ regionCode: '411625', name: '新来的' });
    const second = await by.get(`${PATH}?regionCode=411625&limit=200&cursor=${first.body.nextCursor}`).expect(200);
    const ids = [...first.body.items, ...second.body.items].map(({ id }: Enterprise) => id);
    expect(new Set(ids).size).toBe(23);
    expect(second.body.nextCursor).toBeNull();
  });

  it.each<[string, number]>([
    ['q=食品&size=micro', 11],
    ['q=纺织', 12],
    ['q=分', 23],
    ['chainCode=nylon', 8],
    ['size=micro&status=active', 23],
    ['size=large', 0],
    ['q=%25', 0],
    ['q=_', 0],
    ['q=no-such', 0],
  ])('is filtered by %s: %i', async (query, number) => {
    const { body } = await app.as
      .manager()
      .get(`${PATH}?regionCode=411625&count=true&limit=1&${encodeURI(query).replace('%2525', '%25')}`)
      .expect(200);
    expect(body.total).toBe(number);
    expect(body.items).toHaveLength(Math.min(1, number));
  });

  it('is searched by a part of the credit code, however it is typed', async () => {
    const { id, creditCode } = await register();
    const { body } = await app.as
      .manager()
      .get(`${PATH}?q=${creditCode.slice(8).toLowerCase()}`)
      .expect(200);
    expect(body.items.map((each: Enterprise) => each.id)).toEqual([id]);
  });

  it('counts an abolished region to its successor', async () => {
    await app.uow.run((tx) => tx.run(sql`UPDATE enterprise SET region_code = '411626' WHERE name = '新来的'`));
    const { body } = await app.as
      .manager()
      .get(`${PATH}?regionCode=411603&q=新来的`.replace('新来的', encodeURIComponent('新来的')))
      .expect(200);
    expect(body.items).toHaveLength(1);
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'size=huge', 'cursor=made-up', 'colour=red', 'q=', 'count=maybe'])(
    'refuses %s',
    async (query) => {
      await app.as.manager().get(`${PATH}?${query}`).expect(400);
    },
  );
});

it('an address that cannot be an id is not found', async () => {
  for (const odd of ['%00', 'a%00b', '%E4%BC%81', 'x'.repeat(65), "1'--"]) {
    await app.as.coordinator().get(`${PATH}/${odd}`).expect(404);
  }
});
