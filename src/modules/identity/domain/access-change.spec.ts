import { type AccessState, endsAccess } from './access-change.js';

const CADRE: AccessState = { role: 'cadre', regionCode: '410000', cadreId: 'c1', enterpriseId: null, active: true };

describe('what was handed out before a change', () => {
  it.each([
    ['the role', { role: 'manager' }],
    ['the region', { regionCode: '411600' }],
    ['the cadre', { cadreId: 'c2' }],
    ['the enterprise', { enterpriseId: 'e1' }],
    ['the account itself', { active: false }],
  ])('is void when %s is another one', (_what, change) => {
    expect(endsAccess(CADRE, { ...CADRE, ...change })).toBe(true);
  });

  it('stays good when only a name has changed', () => {
    expect(endsAccess(CADRE, { ...CADRE })).toBe(false);
  });
});
