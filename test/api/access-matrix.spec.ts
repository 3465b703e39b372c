import type supertest from 'supertest';
import { DAY, iso } from '../../src/kernel/clock.js';
import { ApiDocument, type Operation } from '../support/api-document.js';
import { Watchman } from '../support/everything.js';
import type { SignedIn } from '../support/people.js';
import type { Problem } from '../support/refusals.js';
import { type RoutedIssue, RoutingOffice, issueBody } from '../support/routing-office.js';
import { cadreBody, create, loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const ROLES = ['enterprise', 'cadre', 'coordinator', 'manager', 'auditor', 'admin'] as const;
type Role = (typeof ROLES)[number];

const V1 = '/api/v1';
const ISSUE = `${V1}/issues/{issueId}`;
const PUBLIC = ['GET /health/live', 'GET /health/ready', `POST ${V1}/auth/login`, `POST ${V1}/auth/refresh`];

const verbs = (path: string, ...methods: string[]): string[] => methods.map((method) => `${method} ${V1}/${path}`);
const reference = ['regions', 'departments', 'categories', 'chains', 'campaigns'];
const keyOf = (resource: string): string => (resource === 'departments' ? '{id}' : '{code}');

/**
 * Who may call what, written out once more from what the roles are for, and not taken from the program. `ACTIONS`
 * stands for every action of the lifecycle: which of them somebody may take is decided for each issue.
 */
const TABLE: readonly { readonly scope: string; readonly roles: readonly Role[]; readonly routes: readonly string[] }[] = [
  { scope: 'profile:read', roles: ROLES, routes: [...verbs('me', 'GET'), ...verbs('auth/tokens', 'GET')] },
  {
    scope: 'profile:write',
    roles: ROLES,
    routes: [
      ...verbs('auth/password', 'POST'),
      ...verbs('auth/tokens', 'POST'),
      ...verbs('auth/tokens/{id}', 'DELETE'),
      // Last of all: it ends the session.
      ...verbs('auth/logout', 'POST'),
    ],
  },
  {
    scope: 'reference:read',
    roles: ROLES,
    routes: reference.flatMap((path) => [...verbs(path, 'GET'), ...verbs(`${path}/${keyOf(path)}`, 'GET')]),
  },
  {
    scope: 'reference:write',
    roles: ['admin'],
    routes: reference.flatMap((path) => [...verbs(path, 'POST'), ...verbs(`${path}/${keyOf(path)}`, 'PATCH')]),
  },
  {
    scope: 'enterprise:read',
    roles: ROLES,
    routes: ['enterprises', 'enterprises/{id}', 'enterprises/by-credit-code/{code}', 'enterprises/{id}/pairings'].flatMap(
      (path) => verbs(path, 'GET'),
    ),
  },
  {
    scope: 'enterprise:write',
    roles: ['coordinator', 'admin'],
    routes: [...verbs('enterprises', 'POST'), ...verbs('enterprises/{id}', 'PATCH')],
  },
  {
    scope: 'pairing:write',
    roles: ['coordinator', 'admin'],
    routes: [...verbs('enterprises/{id}/pairings', 'POST'), ...verbs('enterprises/{id}/pairings/{pairingId}', 'DELETE')],
  },
  {
    scope: 'cadre:read',
    roles: ['cadre', 'coordinator', 'manager', 'auditor', 'admin'],
    routes: [...verbs('cadres', 'GET'), ...verbs('cadres/{id}', 'GET')],
  },
  {
    scope: 'cadre:write',
    roles: ['coordinator', 'admin'],
    routes: [...verbs('cadres', 'POST'), ...verbs('cadres/{id}', 'PATCH')],
  },
  { scope: 'cadre:handover', roles: ['coordinator'], routes: verbs('cadres/{cadreId}/handover', 'POST') },
  {
    scope: 'issue:read',
    roles: ['enterprise', 'cadre', 'coordinator', 'manager', 'auditor'],
    routes: [...verbs('issues', 'GET'), ...['', '/events', '/actions'].map((path) => `GET ${ISSUE}${path}`)],
  },
  { scope: 'issue:submit', roles: ['enterprise', 'cadre', 'coordinator'], routes: verbs('issues', 'POST') },
  {
    scope: 'issue:act',
    roles: ['enterprise', 'cadre', 'coordinator', 'manager'],
    routes: [`PATCH ${ISSUE}`, 'ACTIONS'],
  },
  {
    scope: 'routing:read',
    roles: ['coordinator', 'auditor', 'admin'],
    routes: [...verbs('routing/rules', 'GET'), ...verbs('routing/rules/{id}', 'GET')],
  },
  {
    scope: 'routing:write',
    roles: ['admin'],
    routes: [...verbs('routing/rules', 'POST'), ...verbs('routing/rules/{id}', 'PATCH', 'DELETE')],
  },
  {
    scope: 'routing:preview',
    roles: ['cadre', 'coordinator', 'admin'],
    routes: verbs('routing/preview', 'POST'),
  },
  {
    scope: 'policy:read',
    roles: ['coordinator', 'manager', 'auditor', 'admin'],
    routes: [...verbs('sla/policies', 'GET'), ...verbs('sla/policies/{id}', 'GET')],
  },
  {
    scope: 'policy:write',
    roles: ['admin'],
    routes: [...verbs('sla/policies', 'POST'), ...verbs('sla/policies/{id}', 'PATCH', 'DELETE')],
  },
  {
    scope: 'calendar:read',
    roles: ROLES,
    routes: [...verbs('calendar', 'GET'), ...verbs('calendar/deadline', 'GET')],
  },
  {
    scope: 'calendar:write',
    roles: ['admin'],
    routes: [...verbs('calendar/corrections', 'POST'), ...verbs('calendar/corrections/{date}', 'DELETE')],
  },
  {
    scope: 'report:read',
    roles: ['coordinator', 'manager', 'auditor'],
    routes: verbs('reports/completion', 'GET'),
  },
];

const PREPARATION_MS = 30_000;
const ACTION = new RegExp(`^POST ${V1}/issues/\\{issueId\\}/actions/[a-z-]+$`);
const rowOf = ({ name }: Operation) => TABLE.find(({ routes }) => routes.includes(ACTION.test(name) ? 'ACTIONS' : name));

let t: TestApp;
let document: ApiDocument;
/** Those that need a sign-in, in the order in which they can be called. */
let closed: readonly Operation[];
let office: RoutingOffice;
let elsewhere: RoutingOffice;
let cadreId: string;
let enterpriseId: string;
let issue: RoutedIssue;

beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  document = new ApiDocument(t.app);
  const isLast = ({ name }: Operation): number => Number(name.endsWith('/auth/logout'));
  closed = document.operations.filter(({ name }) => !PUBLIC.includes(name)).sort((a, b) => isLast(a) - isLast(b));
  [office, elsewhere] = [await RoutingOffice.open(t), await RoutingOffice.open(t)];
  cadreId = (await office.cadre('王强')).id;
  enterpriseId = await office.enterprise({ [cadreId]: 'chief' });
  issue = await office.submit(enterpriseId);
}, PREPARATION_MS);
afterAll(() => t.close());

/** Sends nothing that could be carried out: an address of nothing, and a body that lacks everything. */
function knock(person: SignedIn, { method, path, body }: Operation): supertest.Test {
  return person[method](path.replace(/\{\w+\}/g, 'nothing'), body ? {} : undefined);
}

it('every route is in the table, and the table has no other', () => {
  const routes = TABLE.flatMap((row) => row.routes);
  const served = closed.map(({ name }) => (ACTION.test(name) ? 'ACTIONS' : name));
  expect([...new Set(served)].sort()).toEqual([...routes].sort());
  expect(document.operations.filter(({ needsSignIn }) => !needsSignIn).map(({ name }) => name).sort()).toEqual(PUBLIC.sort());
});

it('nobody gets in without a sign-in, by any verb', async () => {
  for (const { method, path, name } of closed) {
    const address = path.replace(/\{\w+\}/g, 'nothing');
    expect([name, (await t.http[method](address)).status]).toEqual([name, 401]);
    if (method === 'get') expect(['HEAD', name, (await t.http.head(address)).status]).toEqual(['HEAD', name, 401]);
  }
}, PREPARATION_MS);

it.each(ROLES)('%s is let in where the role has work to do, and nowhere else', async (role) => {
  const person = t.as.role(role, {
    username: `matrix-${role}`,
    ...(role === 'cadre' ? { cadreId } : {}),
    ...(role === 'enterprise' ? { enterpriseId } : {}),
  });
  for (const operation of closed) {
    const { status, body } = await knock(person, operation);
    const { scope, roles } = rowOf(operation)!;
    const seen = { route: operation.name, status, code: (body as Problem).code };
    if (roles.includes(role)) expect(seen).toEqual({ ...seen, status: expect.not.toBeOneOfThese(401, 403) });
    else expect(seen).toEqual({ ...seen, status: 403, code: 'access.scope-missing' });
    expect([operation.name, scope, status < 500]).toEqual([operation.name, scope, true]);
  }
}, PREPARATION_MS);
