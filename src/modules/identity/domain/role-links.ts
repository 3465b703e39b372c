import type { Role } from '../../../kernel/actor.js';

/** Whom an account stands for. */
export interface Links {
  readonly cadreId: string | null;
  readonly enterpriseId: string | null;
}

type Rule = 'required' | 'allowed' | 'forbidden';

/** A coordinator may also be a cadre of a department; nobody else has a link that their role does not need. */
const LINKS: Readonly<Record<Role, Readonly<Record<keyof Links, Rule>>>> = {
  enterprise: { cadreId: 'forbidden', enterpriseId: 'required' },
  cadre: { cadreId: 'required', enterpriseId: 'forbidden' },
  coordinator: { cadreId: 'allowed', enterpriseId: 'forbidden' },
  manager: { cadreId: 'forbidden', enterpriseId: 'forbidden' },
  auditor: { cadreId: 'forbidden', enterpriseId: 'forbidden' },
  admin: { cadreId: 'forbidden', enterpriseId: 'forbidden' },
  security: { cadreId: 'forbidden', enterpriseId: 'forbidden' },
};

export interface BrokenLink {
  readonly field: keyof Links;
  readonly rule: 'required' | 'forbidden';
}

/** The first link that is missing or too many for the role, or null. */
export function brokenLink(role: Role, links: Links): BrokenLink | null {
  for (const field of ['cadreId', 'enterpriseId'] as const) {
    const rule = LINKS[role][field];
    if (rule === 'required' && links[field] === null) return { field, rule };
    if (rule === 'forbidden' && links[field] !== null) return { field, rule };
  }
  return null;
}
