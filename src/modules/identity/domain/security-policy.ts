import type { ActorRole, Role } from '../../../kernel/actor.js';
import { DAY, HOUR, type Instant, MINUTE } from '../../../kernel/clock.js';

/** A session ends when nobody has used it for so long, and in any case after so long. */
export interface SessionLimits {
  readonly idleMinutes: number;
  readonly absoluteHours: number;
}

/** How people sign in; the security officer decides it. */
export interface SecurityPolicy {
  /** After so many days a password must be changed; null for never. */
  readonly passwordMaxDays: number | null;
  /** A new password is none of so many last ones, the present one included. */
  readonly passwordHistory: number;
  /** So many wrong passwords from one place, and that place is locked out of the account. */
  readonly attempts: number;
  readonly lockMinutes: number;
  /** Those roles work only with a second factor. */
  readonly secondFactorRoles: readonly Role[];
  readonly sessions: { readonly officials: SessionLimits; readonly enterprises: SessionLimits };
}

type Range = readonly [least: number, most: number];

/** What no security officer can go below or beyond. */
export const POLICY_BOUNDS = {
  passwordMaxDays: [1, 730],
  passwordHistory: [5, 24],
  attempts: [3, 10],
  lockMinutes: [5, 1_440],
  idleMinutes: [5, 30 * 24 * 60],
  absoluteHours: [1, 90 * 24],
} as const satisfies Record<string, Range>;

export function sessionLimits({ sessions }: SecurityPolicy, role: ActorRole): SessionLimits {
  return role === 'enterprise' ? sessions.enterprises : sessions.officials;
}

export interface SessionTimes {
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant;
  /** What the policy said when it was opened. */
  readonly expiresAt: Instant;
}

/** When the session ends if nobody uses it any more; by the policy of now or of then, whichever is stricter. */
export function sessionEnd(session: SessionTimes, limits: SessionLimits): Instant {
  return Math.min(
    session.expiresAt,
    session.createdAt + limits.absoluteHours * HOUR,
    session.lastUsedAt + limits.idleMinutes * MINUTE,
  );
}

/** What a session must do first: until then it opens nothing but the person's own profile. */
export const RESTRICTIONS = ['password-expired', 'second-factor-required'] as const;
export type Restriction = (typeof RESTRICTIONS)[number];

interface Proofs {
  readonly role: ActorRole;
  /** Null for an account without a password. */
  readonly passwordSetAt: Instant | null;
  /** Whether a second factor was proved in the session. */
  readonly secondFactor: boolean;
}

export function restrictionOf(policy: SecurityPolicy, proofs: Proofs, now: Instant): Restriction | null {
  const { role, passwordSetAt, secondFactor } = proofs;
  const forced: readonly ActorRole[] = policy.secondFactorRoles;
  if (forced.includes(role) && !secondFactor) return 'second-factor-required';
  if (policy.passwordMaxDays === null || passwordSetAt === null) return null;
  return passwordSetAt + policy.passwordMaxDays * DAY <= now ? 'password-expired' : null;
}
