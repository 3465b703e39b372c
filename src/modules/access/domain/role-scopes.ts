import type { ActorRole } from '../../../kernel/actor.js';
import { type Scope, SCOPES } from '../../../kernel/scopes.js';

const OWN_PROFILE = [
  'profile:read',
  'profile:write',
  'notification:read',
  'notification:write',
  'reference:read',
] as const satisfies readonly Scope[];

const EXPORTS = ['export:read', 'export:write'] as const satisfies readonly Scope[];

const ENTERPRISE = [
  ...OWN_PROFILE,
  'enterprise:read',
  'issue:read',
  'issue:submit',
  'issue:act',
  'request:read',
  'calendar:read',
  ...EXPORTS,
] as const satisfies readonly Scope[];

/**
 * What each role may do at all; to which enterprises and issues is decided by visibility, and when by the lifecycle.
 * Whoever runs the system decides nothing about an issue, and whoever audits changes nothing (GB/T 22239-2019:
 * separation of system, security and audit administration).
 */
export const ROLE_SCOPES: Readonly<Record<ActorRole, readonly Scope[]>> = {
  enterprise: ENTERPRISE,
  cadre: [...ENTERPRISE, 'cadre:read', 'routing:preview', 'contact:reveal'],
  coordinator: [
    ...OWN_PROFILE,
    ...EXPORTS,
    'enterprise:read',
    'enterprise:write',
    'pairing:write',
    'cadre:read',
    'cadre:write',
    'cadre:handover',
    'issue:read',
    'issue:submit',
    'issue:act',
    'request:read',
    'supervision:read',
    'routing:read',
    'routing:preview',
    'policy:read',
    'calendar:read',
    'call-back:read',
    'report:read',
    'contact:reveal',
  ],
  manager: [
    ...OWN_PROFILE,
    ...EXPORTS,
    'enterprise:read',
    'cadre:read',
    'issue:read',
    'issue:act',
    'supervision:read',
    'policy:read',
    'calendar:read',
    'report:read',
    'contact:reveal',
  ],
  auditor: [
    ...OWN_PROFILE,
    ...EXPORTS,
    'enterprise:read',
    'cadre:read',
    'issue:read',
    'supervision:read',
    'routing:read',
    'policy:read',
    'calendar:read',
    'sampling:read',
    'report:read',
    'audit:read',
  ],
  admin: [
    ...OWN_PROFILE,
    ...EXPORTS,
    'reference:write',
    'enterprise:read',
    'enterprise:write',
    'pairing:write',
    'cadre:read',
    'cadre:write',
    'routing:read',
    'routing:write',
    'routing:preview',
    'policy:read',
    'policy:write',
    'calendar:read',
    'calendar:write',
    'sampling:read',
    'sampling:write',
    'contact:reveal',
    'user:read',
    'user:write',
    'webhook:read',
    'webhook:write',
  ],
  security: [
    ...OWN_PROFILE,
    'calendar:read',
    'user:read',
    'security:read',
    'security:write',
    'privacy:read',
    'privacy:write',
  ],
  system: SCOPES,
};
