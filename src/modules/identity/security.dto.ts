import { type Role, ROLES } from '../../kernel/actor.js';
import { ManyCodes, Nested, Text, Whole } from '../../platform/http/index.js';
import { POLICY_BOUNDS, type SecurityPolicy, type SessionLimits } from './domain/security-policy.js';

interface Presence {
  readonly optional?: boolean;
}

/** A number of the policy within its bounds. */
function Bounded(bound: keyof typeof POLICY_BOUNDS, description: string, more: Presence & { nullable?: boolean } = {}) {
  const [min, max] = POLICY_BOUNDS[bound];
  return Whole({ min, max, description, ...more });
}

const MaxDays = (more: Presence = {}) =>
  Bounded('passwordMaxDays', 'Days after which a password must be changed; null for never.', {
    nullable: true,
    ...more,
  });
const History = (more?: Presence) => Bounded('passwordHistory', 'A new password is none of so many last ones.', more);
const Attempts = (more?: Presence) => Bounded('attempts', 'Wrong passwords before a place is locked out.', more);
const LockMinutes = (more?: Presence) => Bounded('lockMinutes', 'How long it is locked out.', more);
const FactorRoles = (more: Presence = {}) =>
  ManyCodes({ values: ROLES, example: ['admin', 'security'], description: 'Work only with a second factor.', ...more });
const Idle = (more?: Presence) => Bounded('idleMinutes', 'A session that nobody uses for so long ends.', more);
const Absolute = (more?: Presence) => Bounded('absoluteHours', 'A session ends after so long in any case.', more);

const OPTIONAL = { optional: true } as const;

export class SessionLimitsView implements SessionLimits {
  @Idle() idleMinutes!: number;
  @Absolute() absoluteHours!: number;
}

export class SessionPolicyView {
  @Nested(() => SessionLimitsView, { description: 'Everybody but enterprise users.' }) officials!: SessionLimitsView;
  @Nested(() => SessionLimitsView, { description: 'Enterprise users.' }) enterprises!: SessionLimitsView;
}

export class SecurityPolicyView implements SecurityPolicy {
  @MaxDays() passwordMaxDays!: number | null;
  @History() passwordHistory!: number;
  @Attempts() attempts!: number;
  @LockMinutes() lockMinutes!: number;
  @FactorRoles() secondFactorRoles!: Role[];
  @Nested(() => SessionPolicyView) sessions!: SessionPolicyView;
  @Whole({ min: 1, example: 1 }) version!: number;
}

export class SessionLimitsPatch {
  @Idle(OPTIONAL) idleMinutes?: number;
  @Absolute(OPTIONAL) absoluteHours?: number;
}

export class SessionPolicyPatch {
  @Nested(() => SessionLimitsPatch, OPTIONAL) officials?: SessionLimitsPatch;
  @Nested(() => SessionLimitsPatch, OPTIONAL) enterprises?: SessionLimitsPatch;
}

export class SecurityPolicyPatch {
  @MaxDays(OPTIONAL) passwordMaxDays?: number | null;
  @History(OPTIONAL) passwordHistory?: number;
  @Attempts(OPTIONAL) attempts?: number;
  @LockMinutes(OPTIONAL) lockMinutes?: number;
  @FactorRoles(OPTIONAL) secondFactorRoles?: Role[];
  @Nested(() => SessionPolicyPatch, OPTIONAL) sessions?: SessionPolicyPatch;
}

export class UnlockRequest {
  @Text({ max: 100, example: 'coordinator', description: 'In any case, half-width or full-width.' }) username!: string;
}
