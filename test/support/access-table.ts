export const ROLES = ['enterprise', 'cadre', 'coordinator', 'manager', 'auditor', 'admin', 'security'] as const;
export type Role = (typeof ROLES)[number];

export const V1 = '/api/v1';
export const ISSUE = `${V1}/issues/{issueId}`;
export const PUBLIC = [
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  `POST ${V1}/auth/login`,
  `POST ${V1}/auth/refresh`,
  `POST ${V1}/auth/invitations/accept`,
  `POST ${V1}/auth/oidc/begin`,
  `POST ${V1}/auth/oidc/finish`,
  `POST ${V1}/setup`,
];

const verbs = (path: string, ...methods: string[]): string[] => methods.map((method) => `${method} ${V1}/${path}`);
const reference = ['regions', 'departments', 'categories', 'chains', 'campaigns'];
const keyOf = (resource: string): string => (resource === 'departments' ? '{id}' : '{code}');

const REPORTS = [
  ...['ageing', 'comparison', 'completion', 'cross', 'flow', 'handling-times', 'pauses', 'restatements', 'trend'],
  ...['common-causes', 'warnings', 'workload'],
];

const EXPORTING: readonly Role[] = ['enterprise', 'cadre', 'coordinator', 'manager', 'auditor', 'admin'];

/**
 * Who may call what, written out once more from what the roles are for, and not taken from the program. `ACTIONS`
 * stands for every action of the lifecycle: which of them somebody may take is decided for each issue.
 */
export const TABLE: readonly {
  readonly scope: string;
  readonly roles: readonly Role[];
  readonly routes: readonly string[];
}[] = [
  {
    scope: 'profile:read',
    roles: ROLES,
    routes: ['me', 'me/data', 'auth/tokens', 'auth/sessions', 'auth/second-factor'].flatMap((path) =>
      verbs(path, 'GET'),
    ),
  },
  {
    scope: 'profile:write',
    roles: ROLES,
    routes: [
      ...verbs('auth/password', 'POST'),
      ...verbs('auth/tokens', 'POST'),
      ...verbs('auth/tokens/{id}', 'DELETE'),
      ...verbs('auth/sessions/{id}', 'DELETE'),
      ...['', '/confirm', '/remove'].flatMap((path) => verbs(`auth/second-factor${path}`, 'POST')),
      ...verbs('auth/oidc/link', 'POST', 'DELETE'),
      // Last of all: it ends the session.
      ...verbs('auth/logout', 'POST'),
    ],
  },
  {
    scope: 'notification:read',
    roles: ROLES,
    routes: ['notifications', 'notifications/stream', 'me/notification-preferences'].flatMap((path) =>
      verbs(path, 'GET'),
    ),
  },
  {
    scope: 'notification:write',
    roles: ROLES,
    routes: [
      ...['notifications/read-all', 'notifications/{id}/read'].flatMap((path) => verbs(path, 'POST')),
      ...verbs('me/notification-preferences', 'PATCH'),
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
    roles: ['enterprise', 'cadre', 'coordinator', 'manager', 'auditor', 'admin'],
    routes: [
      'enterprises',
      'enterprises/{id}',
      'enterprises/by-credit-code/{code}',
      'enterprises/{id}/pairings',
    ].flatMap((path) => verbs(path, 'GET')),
  },
  {
    scope: 'enterprise:write',
    roles: ['coordinator', 'admin'],
    routes: [...verbs('enterprises', 'POST'), ...verbs('enterprises/{id}', 'PATCH')],
  },
  {
    scope: 'pairing:write',
    roles: ['coordinator', 'admin'],
    routes: [
      ...verbs('enterprises/{id}/pairings', 'POST'),
      ...verbs('enterprises/{id}/pairings/{pairingId}', 'DELETE'),
    ],
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
  {
    scope: 'user:read',
    roles: ['admin', 'security'],
    routes: [...verbs('users', 'GET'), ...verbs('users/{id}', 'GET')],
  },
  {
    scope: 'user:write',
    roles: ['admin'],
    routes: [...verbs('users', 'POST'), ...verbs('users/{id}', 'PATCH'), ...verbs('users/{id}/invitation', 'POST')],
  },
  { scope: 'cadre:handover', roles: ['coordinator'], routes: verbs('cadres/{cadreId}/handover', 'POST') },
  {
    scope: 'issue:read',
    roles: ['enterprise', 'cadre', 'coordinator', 'manager', 'auditor'],
    routes: [
      ...verbs('issues', 'GET'),
      `GET ${ISSUE}/clocks`,
      ...['', '/events', '/actions', '/attachments', '/attachments/{attachmentId}'].map(
        (path) => `GET ${ISSUE}${path}`,
      ),
    ],
  },
  {
    scope: 'contact:reveal',
    roles: ['cadre', 'coordinator', 'manager', 'admin'],
    routes: [
      ...verbs('enterprises/{id}/contacts/reveal', 'POST'),
      ...verbs('cadres/{id}/phone/reveal', 'POST'),
      ...verbs('issues/{issueId}/contact/reveal', 'POST'),
    ],
  },
  { scope: 'issue:submit', roles: ['enterprise', 'cadre', 'coordinator'], routes: verbs('issues', 'POST') },
  {
    scope: 'issue:act',
    roles: ['enterprise', 'cadre', 'coordinator', 'manager'],
    routes: [`PATCH ${ISSUE}`, `POST ${ISSUE}/attachments`, 'ACTIONS'],
  },
  { scope: 'request:read', roles: ['enterprise', 'cadre', 'coordinator'], routes: verbs('requests', 'GET') },
  { scope: 'supervision:read', roles: ['coordinator', 'manager', 'auditor'], routes: verbs('supervisions', 'GET') },
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
    routes: [
      ...verbs('sla/policies', 'POST'),
      ...verbs('sla/policies/{id}', 'PATCH', 'DELETE'),
      ...verbs('sla/policies/preview', 'POST'),
      ...verbs('sla/recalculations', 'POST'),
      ...verbs('sla/recalculations/preview', 'POST'),
    ],
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
    scope: 'privacy:read',
    roles: ['security'],
    routes: [
      ...verbs('privacy/persons/{userId}', 'GET'),
      ...verbs('privacy/exports', 'POST'),
      ...verbs('privacy/retention', 'GET'),
    ],
  },
  {
    scope: 'privacy:write',
    roles: ['security'],
    routes: [
      ...verbs('privacy/erasures', 'POST'),
      ...verbs('privacy/retention/{kind}', 'PATCH'),
      ...verbs('privacy/retention/runs', 'POST'),
    ],
  },
  {
    scope: 'audit:read',
    roles: ['auditor'],
    routes: ['audit', 'audit/verify', 'audit/export', 'audit/key'].flatMap((path) => verbs(path, 'GET')),
  },
  { scope: 'call-back:read', roles: ['coordinator'], routes: verbs('call-backs/tasks', 'GET') },
  { scope: 'sampling:read', roles: ['auditor', 'admin'], routes: verbs('call-backs/rules', 'GET') },
  {
    scope: 'sampling:write',
    roles: ['admin'],
    routes: [...verbs('call-backs/rules', 'POST'), ...verbs('call-backs/rules/{id}', 'PATCH', 'DELETE')],
  },
  {
    scope: 'report:read',
    roles: ['coordinator', 'manager', 'auditor'],
    routes: REPORTS.flatMap((report) => verbs(`reports/${report}`, 'GET')),
  },
  {
    scope: 'export:read',
    roles: EXPORTING,
    routes: ['exports', 'exports/{id}', 'exports/{id}/file'].flatMap((path) => verbs(path, 'GET')),
  },
  {
    scope: 'export:write',
    roles: EXPORTING,
    routes: [...verbs('exports', 'POST'), ...verbs('exports/{id}', 'DELETE')],
  },
  {
    scope: 'bulletin:read',
    roles: ['coordinator', 'manager', 'auditor'],
    routes: [
      ...['', '/{id}', '/{id}/restatements', '/{id}/recipients', '/{id}/verify', '/{id}/print'].flatMap((path) =>
        verbs(`bulletins${path}`, 'GET'),
      ),
      ...verbs('bulletin-schedules', 'GET'),
    ],
  },
  {
    scope: 'bulletin:write',
    roles: ['coordinator', 'manager'],
    routes: [
      ...verbs('bulletins', 'POST'),
      ...verbs('bulletin-schedules', 'POST'),
      ...verbs('bulletin-schedules/{id}', 'PATCH', 'DELETE'),
    ],
  },
  {
    scope: 'webhook:read',
    roles: ['admin'],
    routes: ['webhooks', 'webhooks/{id}', 'webhooks/{id}/deliveries'].flatMap((path) => verbs(path, 'GET')),
  },
  {
    scope: 'webhook:write',
    roles: ['admin'],
    routes: [
      ...verbs('webhooks', 'POST'),
      ...verbs('webhooks/{id}', 'PATCH', 'DELETE'),
      ...['secret', 'test', 'deliveries/{deliveryId}/replay'].flatMap((path) => verbs(`webhooks/{id}/${path}`, 'POST')),
    ],
  },
  { scope: 'security:read', roles: ['security'], routes: verbs('security/policy', 'GET') },
  {
    scope: 'security:write',
    roles: ['security'],
    routes: [
      ...verbs('security/policy', 'PATCH'),
      ...verbs('security/unlock', 'POST'),
      ...verbs('users/{id}/end-sessions', 'POST'),
      ...verbs('users/{id}/second-factor/reset', 'POST'),
    ],
  },
];
