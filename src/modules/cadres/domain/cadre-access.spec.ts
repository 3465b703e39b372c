import { type Actor, type ActorRole, SYSTEM_ACTOR } from '../../../kernel/actor.js';
import { cadreVisibility, seesCadre, seesWholePhone } from './cadre-access.js';

const REGIONS = new Map([
  ['county', ['county', 'city']],
  ['city', ['city']],
  ['elsewhere', ['elsewhere']],
]);
const isWithin = (code: string, ancestor: string): boolean => REGIONS.get(code)?.includes(ancestor) ?? false;

const actor = (role: ActorRole, more: Partial<Actor> = {}): Actor => ({
  ...SYSTEM_ACTOR,
  role,
  regionCode: 'city',
  ...more,
});
const sees = (who: Actor, regionCode: string, id = 'x') =>
  seesCadre(cadreVisibility(who), { id, regionCode }, isWithin);

describe('which cadres one sees', () => {
  it.each<ActorRole>(['cadre', 'coordinator', 'manager', 'auditor'])('%s: those of their region', (role) => {
    expect([sees(actor(role), 'county'), sees(actor(role), 'city'), sees(actor(role), 'elsewhere')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it.each<ActorRole>(['admin', 'system'])('%s: all', (role) => {
    expect(sees(actor(role, { regionCode: '' }), 'elsewhere')).toBe(true);
  });

  it('enterprise: none', () => {
    expect(sees(actor('enterprise'), 'city')).toBe(false);
  });

  it('oneself, wherever one is posted', () => {
    expect(sees(actor('cadre', { cadreId: 'x' }), 'elsewhere', 'x')).toBe(true);
  });
});

describe('seesWholePhone', () => {
  it.each<[ActorRole, boolean]>([
    ['enterprise', false],
    ['cadre', false],
    ['manager', false],
    ['auditor', false],
    ['coordinator', false],
    ['admin', false],
    ['system', true],
  ])('%s: %s', (role, whole) => {
    expect(seesWholePhone(actor(role), 'x')).toBe(whole);
  });

  it('shows everybody their own', () => {
    expect(seesWholePhone(actor('cadre', { cadreId: 'x' }), 'x')).toBe(true);
  });
});
