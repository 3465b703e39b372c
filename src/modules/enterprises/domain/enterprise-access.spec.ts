import { type Actor, type ActorRole, ROLES, SYSTEM_ACTOR } from '../../../kernel/actor.js';
import { enterpriseVisibility, seesEnterprise, seesWholeContacts } from './enterprise-access.js';

const REGIONS = new Map([
  ['county', ['county', 'city', 'province']],
  ['city', ['city', 'province']],
  ['elsewhere', ['elsewhere', 'province']],
]);
const isWithin = (code: string, ancestor: string): boolean => REGIONS.get(code)?.includes(ancestor) ?? false;

const actor = (role: ActorRole): Actor => ({
  ...SYSTEM_ACTOR,
  role,
  regionCode: 'city',
  cadreId: role === 'cadre' ? 'own-cadre' : null,
  enterpriseId: role === 'enterprise' ? 'own' : null,
});

const ENTERPRISES = [
  { name: 'own', id: 'own', regionCode: 'elsewhere', paired: false },
  { name: 'paired', id: 'b', regionCode: 'elsewhere', paired: true },
  { name: 'in the region', id: 'c', regionCode: 'county', paired: false },
  { name: 'elsewhere', id: 'd', regionCode: 'elsewhere', paired: false },
];

describe('which enterprises one sees', () => {
  it.each<[ActorRole, string[]]>([
    ['enterprise', ['own']],
    ['cadre', ['paired']],
    ['coordinator', ['in the region']],
    ['manager', ['in the region']],
    ['auditor', ['in the region']],
    ['admin', ['own', 'paired', 'in the region', 'elsewhere']],
    ['system', ['own', 'paired', 'in the region', 'elsewhere']],
  ])('%s: %j', (role, names) => {
    const visibility = enterpriseVisibility(actor(role));
    const seen = ENTERPRISES.filter((enterprise) => seesEnterprise(visibility, enterprise, isWithin));
    expect(seen.map(({ name }) => name)).toEqual(names);
  });

  it.each<ActorRole>(['enterprise', 'cadre'])('%s that is linked to nothing sees nothing', (role) => {
    const visibility = enterpriseVisibility({ ...actor(role), cadreId: null, enterpriseId: null });
    expect(ENTERPRISES.filter((enterprise) => seesEnterprise(visibility, enterprise, isWithin))).toEqual([]);
  });
});

describe('seesWholeContacts', () => {
  it('is for the enterprise itself and whoever looks after it', () => {
    expect(ROLES.filter((role) => seesWholeContacts(actor(role), 'one'))).toEqual(['enterprise', 'cadre']);
    expect(ROLES.filter((role) => seesWholeContacts(actor(role), 'list'))).toEqual(['enterprise']);
  });
});
