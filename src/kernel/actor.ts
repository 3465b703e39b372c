/**
 * The roles that people have; system, security and audit administration are three posts (`admin`, `security`, `auditor`;
 * GB/T 22239-2019). `system` is Zhuqi itself: routing, deadlines, sweeps. */
export const ROLES = ['enterprise', 'cadre', 'coordinator', 'manager', 'auditor', 'admin', 'security'] as const;
export type Role = (typeof ROLES)[number];
export type ActorRole = Role | 'system';

/** Who does something: everything that decides what they may see and do. */
export interface Actor {
  readonly userId: string;
  readonly displayName: string;
  readonly role: ActorRole;
  /** The region whose subtree a coordinator, manager or auditor answers for. */
  readonly regionCode: string;
  /** Set for a cadre, and for a coordinator who also belongs to a department. */
  readonly cadreId: string | null;
  readonly departmentId: string | null;
  /** Set for an enterprise user. */
  readonly enterpriseId: string | null;
}

export const SYSTEM_ACTOR: Actor = Object.freeze({
  userId: 'system',
  displayName: 'system',
  role: 'system',
  regionCode: '',
  cadreId: null,
  departmentId: null,
  enterpriseId: null,
});
