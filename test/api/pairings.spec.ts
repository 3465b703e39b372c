import { Cadres } from '../../src/modules/cadres/index.js';
import { Pairings } from '../../src/modules/enterprises/index.js';
import { allPages, cadreBody, create, enterpriseBody, loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const PATH = '/api/v1/enterprises';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await loadReferenceData(app);
});
afterAll(() => app.close());

const register = (more: object = {}) => create(app.as.coordinator(), PATH, enterpriseBody(more));
const enterCadre = (more: object = {}) => create(app.as.admin(), '/api/v1/cadres', cadreBody(more));
const pairingsOf = (id: string) => `${PATH}/${id}/pairings`;

describe('pairings', () => {
  it('are added, listed latest first, and ended today without being lost', async () => {
    const { id } = await register();
    const [chief, deputy] = [await enterCadre({ name: '首席' }), await enterCadre({ name: '副手' })];
    const by = app.as.coordinator();
    const added = await by.post(pairingsOf(id), { cadreId: chief.id, role: 'chief', from: '2024-01-01' }).expect(201);
    expect(added.body).toMatchObject({
      enterpriseId: id,
      cadre: { id: chief.id, name: '首席' },
      role: 'chief',
      from: '2024-01-01',
      to: null,
    });
    await by
      .post(pairingsOf(id), { cadreId: deputy.id, role: 'deputy', from: '2024-02-01', to: '2024-12-31' })
      .expect(201);
    const active = () => app.get(Pairings).activeOf(app.reader, id, '2024-03-04');
    expect(await active()).toEqual([
      { cadreId: chief.id, role: 'chief' },
      { cadreId: deputy.id, role: 'deputy' },
    ]);
    expect(await app.get(Pairings).isPaired(app.reader, chief.id, id, '2023-12-31')).toBe(false);
    expect(await app.get(Pairings).isPaired(app.reader, chief.id, id, '2024-01-01')).toBe(true);

    const ended = await by.delete(`${pairingsOf(id)}/${added.body.id}`).expect(204);
    expect(ended.text).toBe('');
    await by.delete(`${pairingsOf(id)}/${added.body.id}`).expect(204);
    expect(await active()).toEqual([{ cadreId: deputy.id, role: 'deputy' }]);
    const rows = await allPages<{ role: string; to: string }>(app.as.manager(), pairingsOf(id), 1);
    expect(rows.map(({ role, to }) => [role, to])).toEqual([
      ['deputy', '2024-12-31'],
      ['chief', '2024-03-04'],
    ]);
  });

  it('have one chief at a time, also when two come at once', async () => {
    const { id } = await register();
    const cadres = await Promise.all(Array.from({ length: 4 }, () => enterCadre()));
    const answers = await Promise.all(
      cadres.map((cadre) =>
        app.as.coordinator().post(pairingsOf(id), { cadreId: cadre.id, role: 'chief', from: '2024-03-04' }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused!.body.code).toBe('pairing.chief-taken');
  });

  it('let a new chief begin on the day on which the old one ends', async () => {
    const { id } = await register();
    const [old, next] = [await enterCadre(), await enterCadre()];
    const by = app.as.coordinator();
    const chief = { role: 'chief', from: '2024-01-01', to: '2024-07-01' };
    await by.post(pairingsOf(id), { ...chief, cadreId: old.id }).expect(201);
    await by.post(pairingsOf(id), { role: 'chief', cadreId: next.id, from: '2024-06-30' }).expect(409);
    await by.post(pairingsOf(id), { role: 'chief', cadreId: next.id, from: '2024-07-01' }).expect(201);
    const twice = await by.post(pairingsOf(id), { role: 'deputy', cadreId: next.id, from: '2024-08-01' }).expect(409);
    expect(twice.body.code).toBe('pairing.duplicate');
  });

  it.each<[object, number, string]>([
    [{ cadreId: 'no-such' }, 422, 'pairing.cadre-unknown'],
    [{ to: '2024-03-04' }, 422, 'pairing.period'],
    [{ role: 'boss' }, 400, 'request.invalid'],
    [{ from: '2024-02-30' }, 400, 'request.invalid'],
    [{ since: 1 }, 400, 'request.invalid'],
  ])('are refused with %j', async (wrong, status, code) => {
    const [{ id }, cadre] = [await register(), await enterCadre()];
    const body = { cadreId: cadre.id, role: 'chief', from: '2024-03-04', ...wrong };
    const answer = await app.as.coordinator().post(pairingsOf(id), body).expect(status);
    expect(answer.body.code).toBe(code);
    expect((await app.as.coordinator().get(pairingsOf(id))).body.items).toEqual([]);
  });

  it('take a cadre from above the enterprise, not from a county beside it', async () => {
    const { id } = await register({ regionCode: '411602' });
    const cadreOf = (regionCode: string) => enterCadre({ regionCode, departmentId: `${regionCode}-industry` });
    const county = app.as.coordinator({ regionCode: '411602' });
    const pair = async (regionCode: string) => {
      const { id: cadreId } = await cadreOf(regionCode);
      return county.post(pairingsOf(id), { cadreId, role: 'deputy', from: '2024-03-04' });
    };
    expect((await pair('411600')).status).toBe(201);
    expect((await pair('410000')).status).toBe(201);
    expect((await pair('411602')).status).toBe(201);
    expect((await pair('411603')).body.code).toBe('pairing.cadre-unknown');
  });

  it('need a cadre on duty, unless they are over', async () => {
    const [{ id }, cadre] = [await register(), await enterCadre({ name: '外出', onDuty: false })];
    const add = (to: string | null) =>
      app.as.coordinator().post(pairingsOf(id), { cadreId: cadre.id, role: 'chief', from: '2024-01-01', to });
    for (const to of [null, '2024-03-05']) {
      const answer = await add(to).expect(422);
      expect(answer.body).toMatchObject({ code: 'pairing.cadre-off-duty', errors: [{ field: 'cadreId' }] });
    }
    await add('2024-03-04').expect(201);
  });

  it('are not found under another enterprise', async () => {
    const [one, other, cadre] = [await register(), await register(), await enterCadre()];
    const { id } = await create(app.as.coordinator(), pairingsOf(one.id), {
      cadreId: cadre.id,
      role: 'chief',
      from: '2024-03-04',
    });
    const answer = await app.as
      .coordinator()
      .delete(`${pairingsOf(other.id)}/${id}`)
      .expect(404);
    expect(answer.body.code).toBe('pairing.not-found');
  });

  it('are entered in bulk, by the same rules', async () => {
    const [{ id }, cadres] = [
      await register(),
      await app.uow.run((tx) => app.get(Cadres).createMany(tx, [cadreBody(), cadreBody()])),
    ];
    const plan = (index: number, role: 'chief' | 'deputy') => ({
      enterpriseId: id,
      cadreId: cadres[index]!.id,
      role,
      from: '2024-01-01',
    });
    const add = (plans: ReturnType<typeof plan>[]) => app.uow.run((tx) => app.get(Pairings).addMany(tx, plans));
    await expect(add([plan(0, 'chief'), plan(1, 'chief')])).rejects.toMatchObject({ code: 'pairing.chief-taken' });
    expect(await add([plan(0, 'chief'), plan(1, 'deputy')])).toHaveLength(2);
    expect(await add([])).toEqual([]);
    expect(await app.get(Pairings).activeOf(app.reader, id, '2024-03-04')).toHaveLength(2);
  });
});
