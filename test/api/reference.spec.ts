import sql from 'sql-template-tag';
import { ReferenceData } from '../../src/modules/reference/index.js';
import { Regions } from '../../src/modules/regions/index.js';
import { ReferenceSeeding } from '../../src/seeding/index.js';
import { allPages, loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await loadReferenceData(app);
});
afterAll(() => app.close());

const TABLES = [
  sql`SELECT * FROM region ORDER BY code`,
  sql`SELECT * FROM department ORDER BY id`,
  sql`SELECT * FROM category ORDER BY code`,
  sql`SELECT * FROM chain ORDER BY code`,
  sql`SELECT * FROM campaign ORDER BY code`,
  sql`SELECT * FROM sla_policy ORDER BY code`,
  sql`SELECT * FROM routing_rule ORDER BY code`,
  sql`SELECT * FROM reference_version ORDER BY topic`,
];
const everything = () => Promise.all(TABLES.map((query) => app.reader.all<Record<string, unknown>>(query)));

describe('seeding', () => {
  it('fills every table and raises every topic', async () => {
    const [regions, departments, categories, chains, campaigns, policies, rules, topics] = await everything();
    expect(regions!.length).toBeGreaterThan(190);
    expect(departments!.length).toBeGreaterThan(250);
    expect(categories!.length).toBeGreaterThan(20);
    expect(chains).toHaveLength(28);
    expect(campaigns!.length).toBeGreaterThan(1);
    expect(policies!.map(({ version, validFrom }) => [version, validFrom])).toContainEqual([1, 0]);
    expect(rules!.map(({ position }) => position).sort()).toEqual(rules!.map((_, index) => (index + 1) * 10));
    expect(topics!.map(({ topic }) => topic)).toEqual([
      'campaigns',
      'categories',
      'chains',
      'departments',
      'policies',
      'regions',
      'routing-rules',
    ]);
  });

  it('makes departments for the province, the city and what exists below it, and no others', async () => {
    const rows = await app.reader.all<{ regionCode: string }>(
      sql`SELECT DISTINCT region_code FROM department ORDER BY region_code`,
    );
    expect(rows.map(({ regionCode }) => regionCode)).toEqual([
      '410000',
      '411600',
      '411602',
      '411603',
      '411621',
      '411622',
      '411623',
      '411624',
      '411625',
      '411627',
      '411628',
      '411671',
      '411681',
    ]);
  });

  it('changes nothing the second time', async () => {
    const before = await everything();
    expect(await app.get(ReferenceSeeding).load()).toBe(0);
    expect(await everything()).toEqual(before);
  });

  it('brings back what is missing, and leaves an edited row and a deleted rule alone', async () => {
    await app.uow.run(async (tx) => {
      await tx.run(sql`UPDATE category SET name = '改过的名称' WHERE code = 'labour'`);
      await tx.run(sql`DELETE FROM chain WHERE code = 'nylon'`);
      await tx.run(sql`DELETE FROM routing_rule WHERE code = 'legal-justice'`);
      expect(await app.get(ReferenceSeeding).load(tx)).toBe(1);
    });
    const names = await app.reader.all(sql`SELECT name FROM category WHERE code = 'labour'`);
    expect(names).toEqual([{ name: '改过的名称' }]);
    expect(await app.reader.all(sql`SELECT code FROM chain WHERE code = 'nylon'`)).toHaveLength(1);
    expect(await app.reader.all(sql`SELECT code FROM routing_rule WHERE code = 'legal-justice'`)).toEqual([]);
    expect((await app.get(ReferenceData).chains()).has('nylon')).toBe(true);
  });
});

describe('regions', () => {
  it('are listed in the order of the tree, every one once, whatever the size of the page', async () => {
    const rows = await allPages<{ code: string; parentCode: string | null }>(
      app.as.cadre('c-1'),
      '/api/v1/regions',
      37,
    );
    const codes = rows.map(({ code }) => code);
    const tree = await app.get(Regions).tree();
    expect(codes).toEqual(
      tree
        .all()
        .map(({ code }) => code)
        .filter((code) => code !== '411626'),
    );
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('show those below one region, abolished ones only when asked for', async () => {
    const codesOf = async (query: string): Promise<string[]> => {
      const { body } = await app.as.enterprise('e-1').get(`/api/v1/regions?parentCode=411600${query}`).expect(200);
      return (body as { items: { code: string }[] }).items.map(({ code }) => code);
    };
    expect(await codesOf('')).not.toContain('411626');
    expect(await codesOf('&includeAbolished=true')).toContain('411626');
    expect(await codesOf('&includeAbolished=true')).toHaveLength((await codesOf('')).length + 1);
  });

  it('count on request', async () => {
    const { body } = await app.as.admin().get('/api/v1/regions?parentCode=411600&count=true&limit=2').expect(200);
    expect(body).toMatchObject({ total: 11, items: [{ code: '411602' }, { code: '411603' }] });
  });

  it('are named in the language of the request', async () => {
    const read = (language: string) =>
      app.as.auditor().get('/api/v1/regions/411603').set('Accept-Language', language).expect(200);
    expect((await read('zh-CN')).body).toMatchObject({ name: '淮阳区', nameZh: '淮阳区', nameEn: 'Huaiyang District' });
    expect((await read('en')).body).toMatchObject({ name: 'Huaiyang District', nameZh: '淮阳区' });
  });

  it('refuse a cursor of another list and one made up by hand', async () => {
    const { body } = await app.as.admin().get('/api/v1/departments?limit=1').expect(200);
    for (const cursor of [body.nextCursor, 'made-up', 'a.b', '']) {
      const answer = await app.as.admin().get(`/api/v1/regions?cursor=${encodeURIComponent(cursor)}`);
      expect(answer.status).toBe(400);
    }
  });

  it('are added and changed by an administrator, and the change is seen at once', async () => {
    const added = await app.as
      .admin()
      .post('/api/v1/regions', {
        code: '411672',
        name: '周口高新技术产业开发区',
        level: 'county',
        kind: 'zone',
        parentCode: '411600',
      })
      .expect(201);
    expect(added.headers.etag).toBe('"1"');
    expect(added.body).toMatchObject({ code: '411672', nameEn: null, validTo: null, version: 1 });
    const changed = await app.as
      .admin()
      .patch('/api/v1/regions/411672', { nameEn: 'Zhoukou High-Tech Zone' })
      .set('If-Match', '"1"')
      .expect(200);
    expect(changed.body).toMatchObject({
      nameZh: '周口高新技术产业开发区',
      nameEn: 'Zhoukou High-Tech Zone',
      version: 2,
    });
    expect((await app.as.cadre('c-1').get('/api/v1/regions/411672').expect(200)).body.version).toBe(2);
    expect((await app.get(Regions).tree()).isWithin('411672', '411600')).toBe(true);
  });

  it.each<[object, string]>([
    [{ validFrom: '2020-01-01', validTo: '2020-01-01' }, 'region.period'],
    [{ successorCode: '411602' }, 'region.successor'],
    [{ validTo: '2024-01-01', successorCode: '411681' }, 'region.successor'],
    [{ validTo: '2024-01-01', successorCode: '999999' }, 'region.unknown'],
  ])('refuse %j', async (patch, code) => {
    const answer = await app.as.admin().patch('/api/v1/regions/411681', patch).expect(422);
    expect(answer.body.code).toBe(code);
  });
});

describe('departments', () => {
  it('are filtered by region, with those below, and by function', async () => {
    const rows = await allPages<{ id: string; functionCode: string }>(
      app.as.coordinator(),
      '/api/v1/departments?regionCode=411600&functionCode=industry',
      5,
    );
    expect(rows).toHaveLength(12);
    expect(rows.every(({ functionCode }) => functionCode === 'industry')).toBe(true);
  });

  it('are named after their region', async () => {
    const { body } = await app.as.cadre('c-1').get('/api/v1/departments/411600-industry').expect(200);
    expect(body).toMatchObject({
      name: '周口市工业和信息化局',
      regionCode: '411600',
      functionCode: 'industry',
      active: true,
    });
  });

  it('are added where there is none, and closed', async () => {
    const body = { name: '周口市文化广电和旅游局', functionCode: 'culture', regionCode: '411600' };
    const added = await app.as.admin().post('/api/v1/departments', body).expect(201);
    expect(added.body).toMatchObject({ id: '411600-culture', active: true, version: 1 });
    const again = await app.as.admin().post('/api/v1/departments', body).expect(409);
    expect(again.body.code).toBe('department.duplicate');
    await app.as.admin().patch('/api/v1/departments/411600-culture', { active: false }).expect(200);
    const listed = await allPages<{ id: string }>(app.as.admin(), '/api/v1/departments?functionCode=culture', 50);
    expect(listed).toEqual([]);
    const closed = '/api/v1/departments?functionCode=culture&includeInactive=true';
    expect(await allPages(app.as.admin(), closed, 50)).toHaveLength(1);
  });

  it('are not founded in an abolished region', async () => {
    const body = { name: '淮阳县文旅局', functionCode: 'culture', regionCode: '411626' };
    const answer = await app.as.admin().post('/api/v1/departments', body).expect(422);
    expect(answer.body).toMatchObject({ code: 'region.abolished', errors: [{ field: 'regionCode' }] });
    expect(answer.body.detail).toContain('411603');
  });
});

describe('categories', () => {
  it('are a tree of two levels', async () => {
    const { body } = await app.as.enterprise('e-1').get('/api/v1/categories').expect(200);
    const tops = (body as { items: { code: string; children: { parentCode: string; children: unknown[] }[] }[] }).items;
    expect(tops.length).toBeGreaterThan(5);
    for (const top of tops) {
      for (const child of top.children) expect([child.parentCode, child.children]).toEqual([top.code, []]);
    }
  });

  it('grow by one below a top category, not deeper', async () => {
    const add = (code: string, parentCode: string | null) =>
      app.as.admin().post('/api/v1/categories', { code, name: '职工住房', parentCode, position: 9 });
    expect((await add('labour-housing', 'labour').expect(201)).body).toMatchObject({
      parentCode: 'labour',
      children: [],
    });
    expect((await add('labour-housing', 'labour').expect(409)).body.code).toBe('category.duplicate');
    expect((await add('too-deep', 'labour-housing').expect(422)).body.code).toBe('category.too-deep');
    expect((await add('nowhere', 'no-such').expect(422)).body.code).toBe('category.unknown');
    expect((await app.get(ReferenceData).categories()).path('labour-housing')).toEqual(['labour-housing', 'labour']);
  });

  it('are withdrawn without being lost', async () => {
    const changed = await app.as.admin().patch('/api/v1/categories/labour-housing', { active: false }).expect(200);
    expect(changed.body).toMatchObject({ active: false, version: 2 });
    const codes = async (query: string): Promise<string> =>
      JSON.stringify((await app.as.admin().get(`/api/v1/categories${query}`).expect(200)).body);
    expect(await codes('')).not.toContain('labour-housing');
    expect(await codes('?includeInactive=true')).toContain('labour-housing');
  });
});

describe('chains', () => {
  it('are listed by cluster', async () => {
    const rows = await allPages<{ code: string; cluster: { code: string } }>(app.as.manager(), '/api/v1/chains', 10);
    expect(rows).toHaveLength(28);
    const food = await allPages<{ cluster: { code: string } }>(
      app.as.manager(),
      '/api/v1/chains?clusterCode=modern-food',
      10,
    );
    expect(new Set(food.map(({ cluster }) => cluster.code))).toEqual(new Set(['modern-food']));
  });

  it('need a name for a new cluster, and a new name reaches the whole cluster', async () => {
    const chain = { code: 'drones', name: '无人机', clusterCode: 'low-altitude' };
    const unnamed = await app.as.admin().post('/api/v1/chains', chain).expect(422);
    expect(unnamed.body.code).toBe('chain.cluster-unnamed');
    const added = await app.as
      .admin()
      .post('/api/v1/chains', { ...chain, clusterName: '低空经济' })
      .expect(201);
    expect(added.body).toMatchObject({
      cluster: { code: 'low-altitude', name: '低空经济' },
      verified: false,
      active: true,
    });
    await app.as
      .admin()
      .post('/api/v1/chains', { code: 'evtol', name: '飞行汽车', clusterCode: 'low-altitude', clusterName: '低空产业' })
      .expect(201);
    expect((await app.as.admin().get('/api/v1/chains/drones').expect(200)).body.cluster.name).toBe('低空产业');
    expect((await app.as.admin().post('/api/v1/chains', chain).expect(409)).body.code).toBe('chain.duplicate');
    const patched = await app.as.admin().patch('/api/v1/chains/drones', { verified: true, active: false }).expect(200);
    expect(patched.body).toMatchObject({ verified: true, active: false, version: 2, cluster: { name: '低空产业' } });
  });
});

describe('campaigns', () => {
  it('are data: listed, added, renamed, ended', async () => {
    const { body } = await app.as.enterprise('e-1').get('/api/v1/campaigns').expect(200);
    expect(body.items[0]).toMatchObject({ code: 'wanren-zhuwanqi', from: '2021-06-01', to: '2025-01-01' });
    const next = { code: 'next-one', name: '下一个活动', from: '2026-01-01' };
    const added = await app.as.admin().post('/api/v1/campaigns', next).expect(201);
    expect(added.body).toMatchObject({ ...next, to: null, active: true, version: 1 });
    expect((await app.as.admin().post('/api/v1/campaigns', next).expect(409)).body.code).toBe('campaign.duplicate');
    const ended = await app.as.admin().patch('/api/v1/campaigns/next-one', { to: '2027-01-01' }).expect(200);
    expect(ended.body).toMatchObject({ from: '2026-01-01', to: '2027-01-01', version: 2 });
    const reversed = await app.as.admin().patch('/api/v1/campaigns/next-one', { from: '2027-01-01' }).expect(422);
    expect(reversed.body.code).toBe('campaign.period');
    expect((await app.as.admin().get('/api/v1/campaigns/next-one')).body.version).toBe(2);
  });
});

const RESOURCES = [
  'regions/411602',
  'departments/411602-industry',
  'categories/policy',
  'chains/nylon',
  'campaigns/xuechagai',
];

describe.each(RESOURCES)('/%s', (resource) => {
  const path = `/api/v1/${resource}`;

  it('is changed by administrators only', async () => {
    for (const somebody of [app.as.coordinator(), app.as.manager(), app.as.auditor(), app.as.cadre('c-1')]) {
      expect((await somebody.patch(path, { name: '新名称' }).expect(403)).body.code).toBe('access.scope-missing');
    }
  });

  it('is not changed by who has seen an older version', async () => {
    const { body } = await app.as.admin().get(path).expect(200);
    const stale = await app.as
      .admin()
      .patch(path, { name: '旧' })
      .set('If-Match', `"${body.version + 1}"`)
      .expect(412);
    expect(stale.body.code).toBe('request.stale');
    expect((await app.as.admin().get(path)).body).toEqual(body);
  });

  it.each([
    [{ unknown: 1 }, 'unknown', 'whitelistValidation'],
    [{ code: 'x' }, 'code', 'whitelistValidation'],
    [{ name: '' }, 'name', 'isNotBlank'],
    [{ name: '名'.repeat(101) }, 'name', 'maxLength'],
    [{ name: '\ud800' }, 'name', 'isCleanText'],
    [{ name: null }, 'name', 'isString'],
  ])('refuses %j', async (patch, field, rule) => {
    const answer = await app.as.admin().patch(path, patch).expect(400);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ field, rule }));
  });

  it('has neighbours that do not exist', async () => {
    const nobody = `${path.slice(0, path.lastIndexOf('/'))}/no-such`;
    await app.as.admin().get(nobody).expect(404);
    await app.as.admin().patch(nobody, { name: '新名称' }).expect(404);
    await app.as.admin().get(`${nobody}%00`).expect(404);
  });
});

it('a POST that is sent again with its key is answered again and does nothing', async () => {
  const body = { code: 'twice', name: '重复提交', from: '2026-01-01' };
  const post = () => app.as.admin().post('/api/v1/campaigns', body).set('Idempotency-Key', 'once-only');
  const first = await post().expect(201);
  const second = await post().expect(201);
  expect(second.body).toEqual(first.body);
});
