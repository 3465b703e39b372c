import { type Actor, ROLES } from '../../src/kernel/actor.js';
import { addDays } from '../../src/kernel/local-date.js';
import { CadresReadModel } from '../../src/modules/cadres/cadres.read-model.js';
import { cadreVisibility, seesCadre } from '../../src/modules/cadres/domain/cadre-access.js';
import { enterpriseVisibility, seesEnterprise } from '../../src/modules/enterprises/domain/enterprise-access.js';
import { EnterprisesReadModel } from '../../src/modules/enterprises/enterprises.read-model.js';
import { ReferenceData } from '../../src/modules/reference/index.js';
import { Regions } from '../../src/modules/regions/index.js';
import { insertStatements, type Row } from '../../src/platform/persistence/index.js';
import { anActor } from '../support/issue-samples.js';
import { Dice } from '../support/report-histories.js';
import { loadReferenceData, newCreditCode } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const TODAY = '2024-03-04';
// 411626 was abolished and followed by 411603; 411671 is a development zone.
const REGION_CODES = ['411602', '411603', '411626', '411671', '411600', '411700', '410000'];
const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

const dice = new Dice(20_240_305);
const enterprises = numbered('e', 60).map((id) => ({ id, regionCode: dice.pick(REGION_CODES) }));
const cadres = numbered('c', 40).map((id) => ({ id, regionCode: dice.pick(REGION_CODES) }));
const pairs = enterprises.flatMap(({ id: enterpriseId }) =>
  cadres
    .filter(() => dice.chance(0.1))
    .map(({ id: cadreId }) => ({
      enterpriseId,
      cadreId,
      startsOn: addDays(TODAY, dice.whole(-3, 1)),
      endsOn: dice.chance(0.4) ? null : addDays(TODAY, dice.whole(-1, 2)),
    })),
);
const actors: readonly Actor[] = Array.from({ length: 120 }, () => {
  const role = dice.pick([...ROLES, 'system'] as const);
  return anActor(role, {
    regionCode: dice.pick([...REGION_CODES, '999999', '']),
    cadreId: ['cadre', 'coordinator'].includes(role) && dice.chance(0.9) ? dice.pick(cadres).id : null,
    enterpriseId: role === 'enterprise' && dice.chance(0.9) ? dice.pick(enterprises).id : null,
  });
});

let t: TestApp;
beforeAll(async () => {
  t = await startApp({ now: `${TODAY}T01:00:00Z` });
  await loadReferenceData(t);
  const at = t.clock.now();
  const made = { createdAt: at, updatedAt: at, version: 1 };
  const unsaid = { industry: '制造', size: 'small', chainCode: null, honours: '[]', contacts: '[]', status: 'active' };
  const person = { phone: '13800000000', departmentId: '411602-industry', capacity: 5, onDuty: true, deputyId: null };
  const rows: readonly (readonly [string, readonly Row[]])[] = [
    [
      'enterprise',
      enterprises.map((each) => ({ ...each, name: each.id, creditCode: newCreditCode(), ...unsaid, ...made })),
    ],
    ['cadre', cadres.map((each) => ({ ...each, name: each.id, ...person, ...made }))],
    ['cadre_load', cadres.map(({ id }) => ({ cadreId: id, openCount: 0, lastAssignedAt: null }))],
    [
      'pairing',
      pairs.map((each, index) => ({ ...each, id: `p${index}`, role: 'deputy', createdBy: 'somebody', createdAt: at })),
    ],
  ];
  await t.uow.run(async (tx) => {
    for (const [table, each] of rows) for (const statement of insertStatements(table, each)) await tx.run(statement);
  });
});
afterAll(() => t.close());

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id).sort();
const PAGE = { limit: 200, after: null };

it('SQL selects exactly the enterprises that the rule lets somebody see', async () => {
  const tree = await t.get(Regions).tree();
  const isPaired = (cadreId: string | null, enterpriseId: string): boolean =>
    pairs.some(
      (pair) =>
        pair.cadreId === cadreId &&
        pair.enterpriseId === enterpriseId &&
        pair.startsOn <= TODAY &&
        (pair.endsOn === null || TODAY < pair.endsOn),
    );
  const sizes = new Set<number>();
  for (const actor of actors) {
    const seen = enterprises.filter((enterprise) =>
      seesEnterprise(
        enterpriseVisibility(actor),
        { ...enterprise, paired: isPaired(actor.cadreId, enterprise.id) },
        (code, ancestor) => tree.isWithin(code, ancestor),
      ),
    );
    const rows = await t.get(EnterprisesReadModel).list(actor, {}, PAGE);
    expect([actor, idsOf(rows)]).toEqual([actor, idsOf(seen)]);
    sizes.add(rows.length);
  }
  expect(sizes.has(0) && sizes.has(enterprises.length)).toBe(true);
  expect(sizes.size).toBeGreaterThan(6);
});

it('SQL selects exactly the cadres that the rule lets somebody see', async () => {
  const trees = { regions: await t.get(Regions).tree(), categories: await t.get(ReferenceData).categories() };
  const sizes = new Set<number>();
  for (const actor of actors) {
    const visibility = cadreVisibility(actor);
    const seen = cadres.filter((cadre) =>
      seesCadre(visibility, cadre, (code, ancestor) => trees.regions.isWithin(code, ancestor)),
    );
    const rows = await t.get(CadresReadModel).list(visibility, {}, trees, PAGE);
    expect([actor, idsOf(rows)]).toEqual([actor, idsOf(seen)]);
    sizes.add(rows.length);
  }
  expect(sizes.has(0) && sizes.has(cadres.length)).toBe(true);
  expect(sizes.size).toBeGreaterThan(5);
});
