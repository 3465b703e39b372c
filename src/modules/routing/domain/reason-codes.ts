/**
 * Why somebody was chosen, or nobody was. Decisions are stored with the issue and outlive a release, so a code keeps its
 * meaning; its words are in `ROUTING_REASONS` of the issues module.
 */
export const REASON_CODES = [
  'by-rule',
  'deputy-of',
  'only-one',
  'least-loaded',
  'longest-since',
  'never-assigned',
  'first-of-equals',
  'nobody-at-rule',
  'nobody',
  'manual',
  'handed-over',
  'common-issue',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** Why a candidate was not taken. */
export const PASSED_OVER_CODES = [
  'on-leave',
  'on-leave-no-deputy',
  'off-duty',
  'off-duty-no-deputy',
  'account-closed',
  'account-closed-no-deputy',
  'excluded',
  'no-capacity',
] as const;
export type PassedOverCode = (typeof PASSED_OVER_CODES)[number];
