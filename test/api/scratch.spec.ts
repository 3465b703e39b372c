import { startApp, type TestApp } from '../support/test-app.js';

import { ReferenceSeeding } from '../../src/seeding/index.js';
let t: TestApp;
beforeAll(async () => { t = await startApp(); });
afterAll(async () => { await t.close(); });
it('journey', async () => {
  await t.get<ReferenceSeeding>(ReferenceSeeding as never).load();
  const { Cadres } = await import('../../src/modules/cadres/index.js');
  const { Enterprises } = await import('../../src/modules/enterprises/index.js');
  const [cadre, ent] = await t.uow.run(async (tx) => {
    const [c] = await t.get(Cadres).createMany(tx, [{ name: '王强', phone: '13800000000', regionCode: '411602', departmentId: '411602-industry', specialties: ['labour'], capacity: 5 }]);
    const [e] = await t.get(Enterprises).createMany(tx, [{ creditCode: '91000000MA00000157', name: '周口示例纺织', regionCode: '411602', industry: '纺织', size: 'small', contacts: [] }]).catch((e) => { console.log(e); throw e; });
    return [c!, e!] as const;
  });
  const r = await t.as.enterprise(ent.id).post('/api/v1/issues', { categoryCode: 'labour', title: '缺工', description: '缺 60 人' });
  console.log(r.status, JSON.stringify(r.body));
  const id = r.body.id;
  const c = t.as.coordinator();
  console.log((await c.get('/api/v1/issues?q=缺工&count=true')).body);
  let x = await c.post(`/api/v1/issues/${id}/actions/accept`, {}); console.log(x.status, x.body.status, x.body.actions, x.headers.etag);
  x = await c.post(`/api/v1/issues/${id}/actions/assign`, { cadreId: cadre.id }); console.log(x.status, x.body.detail ?? x.body.status);
  const k = t.as.cadre(cadre.id);
  for (const [who, a, b] of [[k, 'sign', {}], [k, 'start', { means: 'phone', person: '李' }], [k, 'claim-done', { resolution: 'solved', measures: '招聘会' }], [c, 'verify', {}], [t.as.enterprise(ent.id), 'rate', { stars: 5, solved: true }]] as const) {
    x = await who.post(`/api/v1/issues/${id}/actions/${a}`, b); console.log(a, x.status, x.body.detail ?? x.body.status, x.body.actions);
  }
  const ev = await t.as.enterprise(ent.id).get(`/api/v1/issues/${id}/events`); console.log(JSON.stringify(ev.body.items.at(-1)), ev.body.items.length);
});
