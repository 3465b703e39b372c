import { ROLES } from '../../../kernel/actor.js';
import { brokenLink } from './role-links.js';

const NONE = { cadreId: null, enterpriseId: null };
const CADRE = { cadreId: 'c', enterpriseId: null };
const ENTERPRISE = { cadreId: null, enterpriseId: 'e' };

describe('links of an account', () => {
  const right = [
    ['enterprise', ENTERPRISE],
    ['cadre', CADRE],
    ['coordinator', NONE],
    ['coordinator', CADRE],
    ['manager', NONE],
    ['auditor', NONE],
    ['admin', NONE],
    ['security', NONE],
  ] as const;

  it('fit the role, or are refused', () => {
    for (const role of ROLES) {
      for (const links of [NONE, CADRE, ENTERPRISE]) {
        const fits = right.some(([of, allowed]) => of === role && allowed === links);
        expect([role, links, brokenLink(role, links) === null]).toEqual([role, links, fits]);
      }
    }
  });

  it('are named when they are wrong', () => {
    expect(brokenLink('cadre', NONE)).toEqual({ field: 'cadreId', rule: 'required' });
    expect(brokenLink('enterprise', NONE)).toEqual({ field: 'enterpriseId', rule: 'required' });
    expect(brokenLink('admin', ENTERPRISE)).toEqual({ field: 'enterpriseId', rule: 'forbidden' });
    expect(brokenLink('enterprise', { cadreId: 'c', enterpriseId: 'e' })).toEqual({
      field: 'cadreId',
      rule: 'forbidden',
    });
  });
});
