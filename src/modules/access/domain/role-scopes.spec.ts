import { type ActorRole, ROLES } from '../../../kernel/actor.js';
import { type Scope, SCOPES } from '../../../kernel/scopes.js';
import { ROLE_SCOPES } from './role-scopes.js';

/** Columns: enterprise, cadre, coordinator, manager, auditor, admin, security. */
const TABLE: Readonly<Record<Scope, string>> = {
  'profile:read': 'yes yes yes yes yes yes yes',
  'profile:write': 'yes yes yes yes yes yes yes',
  'notification:read': 'yes yes yes yes yes yes yes',
  'notification:write': 'yes yes yes yes yes yes yes',
  'reference:read': 'yes yes yes yes yes yes yes',
  'reference:write': '- - - - - yes -',
  'enterprise:read': 'yes yes yes yes yes yes -',
  'enterprise:write': '- - yes - - yes -',
  'pairing:write': '- - yes - - yes -',
  'cadre:read': '- yes yes yes yes yes -',
  'cadre:write': '- - yes - - yes -',
  'cadre:handover': '- - yes - - - -',
  'issue:read': 'yes yes yes yes yes - -',
  'issue:submit': 'yes yes yes - - - -',
  'issue:act': 'yes yes yes yes - - -',
  'request:read': 'yes yes yes - - - -',
  'supervision:read': '- - yes yes yes - -',
  'routing:read': '- - yes - yes yes -',
  'routing:write': '- - - - - yes -',
  'routing:preview': '- yes yes - - yes -',
  'policy:read': '- - yes yes yes yes -',
  'policy:write': '- - - - - yes -',
  'calendar:read': 'yes yes yes yes yes yes yes',
  'calendar:write': '- - - - - yes -',
  'call-back:read': '- - yes - - - -',
  'sampling:read': '- - - - yes yes -',
  'sampling:write': '- - - - - yes -',
  'report:read': '- - yes yes yes - -',
  'export:read': 'yes yes yes yes yes yes -',
  'export:write': 'yes yes yes yes yes yes -',
  'bulletin:read': '- - yes yes yes - -',
  'bulletin:write': '- - yes yes - - -',
  'contact:reveal': '- yes yes yes - yes -',
  'user:read': '- - - - - yes yes',
  'user:write': '- - - - - yes -',
  'security:read': '- - - - - - yes',
  'security:write': '- - - - - - yes',
  'privacy:read': '- - - - - - yes',
  'privacy:write': '- - - - - - yes',
  'audit:read': '- - - - yes - -',
  'webhook:read': '- - - - - yes -',
  'webhook:write': '- - - - - yes -',
};

const has = (role: ActorRole, scope: Scope): boolean => ROLE_SCOPES[role].includes(scope);

describe('scopes of the roles', () => {
  it.each(SCOPES)('%s', (scope) => {
    expect(ROLES.map((role) => (has(role, scope) ? 'yes' : '-')).join(' ')).toBe(TABLE[scope]);
  });

  it('name nothing twice', () => {
    for (const scopes of Object.values(ROLE_SCOPES)) expect(new Set(scopes).size).toBe(scopes.length);
  });

  it('let the system do everything', () => {
    expect(ROLE_SCOPES.system).toEqual(SCOPES);
  });
});

describe('separation of duties', () => {
  it('keeps administrators away from issues and figures', () => {
    expect(ROLE_SCOPES.admin.filter((scope) => /^(issue|report):/.test(scope))).toEqual([]);
  });

  it('keeps system, security and audit administration apart', () => {
    const holders = (pattern: RegExp) => ROLES.filter((role) => ROLE_SCOPES[role].some((scope) => pattern.test(scope)));
    expect(holders(/^(user|reference):write$/)).toEqual(['admin']);
    expect(holders(/^(security|privacy):/)).toEqual(['security']);
    expect(holders(/^audit:/)).toEqual(['auditor']);
    expect(ROLE_SCOPES.security.filter((scope) => /^(issue|report|enterprise|cadre):/.test(scope))).toEqual([]);
  });

  it('lets auditors change nothing but their own profile, inbox and exports', () => {
    const changing = ROLE_SCOPES.auditor.filter((scope) => !/:(read|preview)$/.test(scope));
    expect(changing).toEqual(['profile:write', 'notification:write', 'export:write']);
  });

  it('lets only administrators set the rules that coordinators are measured by', () => {
    const setters = ROLES.filter((role) =>
      ROLE_SCOPES[role].some((scope) => /^(routing|policy|calendar):write$/.test(scope)),
    );
    expect(setters).toEqual(['admin']);
  });
});
