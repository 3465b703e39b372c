import { losesAdministrator, misstepOf, type Standing } from './misstep.js';

const ADMIN: Standing = { role: 'admin', active: true };
const CADRE: Standing = { role: 'cadre', active: true };

describe('an administrator', () => {
  it.each([
    [ADMIN, { active: false }, true],
    [ADMIN, { role: 'auditor' }, true],
    [ADMIN, {}, false],
    [CADRE, { active: false }, false],
    [{ ...ADMIN, active: false }, { role: 'auditor' }, false],
  ])('%j with %j is lost: %s', (before, change, lost) => {
    expect(losesAdministrator(before, { ...before, ...change })).toBe(lost);
  });
});

describe('a change', () => {
  it.each([
    ['of one’s own role', ADMIN, { role: 'security' }, { own: true, others: 3 }, 'own-role'],
    ['that ends one’s own account', ADMIN, { active: false }, { own: true, others: 3 }, 'own-end'],
    ['that ends the last administrator', ADMIN, { active: false }, { own: false, others: 0 }, 'last-administrator'],
    [
      'that demotes the last administrator',
      ADMIN,
      { role: 'auditor' },
      { own: false, others: 0 },
      'last-administrator',
    ],
    ['that ends one of several administrators', ADMIN, { active: false }, { own: false, others: 1 }, null],
    ['of one’s own name', ADMIN, {}, { own: true, others: 0 }, null],
    ['that ends a cadre', CADRE, { active: false }, { own: false, others: 0 }, null],
  ] as const)('%s', (_what, before, change, about, misstep) => {
    expect(misstepOf({ before, after: { ...before, ...change } }, about)).toBe(misstep);
  });
});
