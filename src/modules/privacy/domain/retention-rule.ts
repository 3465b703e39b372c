import { DAY, type Instant } from '../../../kernel/clock.js';
import { RETENTION_KINDS, type RetentionKind } from '../../../kernel/retention-due.js';

/** How long one kind of thing is kept after it has ended. */
export interface RetentionRule {
  readonly kind: RetentionKind;
  readonly keepDays: number;
  readonly active: boolean;
  readonly lastRunAt: Instant | null;
  readonly version: number;
}

/** Days that a rule may be set to. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

const YEAR = 366;

/**
 * Who signed in when stays in the audit trail, so that a dead session need not. Records of giving personal data to others
 * are kept for three years (Network Data Security Regulations, Art. 12): a contact is given to the handling unit. A step is told
 * for up to thirty days: what has been told is known for longer.
 */
export const RETENTION_BOUNDS: Readonly<Record<RetentionKind, Bounds>> = {
  'sign-ins': { least: 1, most: 10 * YEAR },
  'api-tokens': { least: 1, most: 10 * YEAR },
  'issue-contacts': { least: 3 * YEAR, most: 30 * YEAR },
  'read-notices': { least: 31, most: 10 * YEAR },
  'told-colours': { least: 31, most: 10 * YEAR },
};

export function isWithinBounds(kind: RetentionKind, keepDays: number): boolean {
  const { least, most } = RETENTION_BOUNDS[kind];
  return keepDays >= least && keepDays <= most;
}

/** What ended before this instant is dropped. */
export function endedBefore(rule: Pick<RetentionRule, 'keepDays'>, now: Instant): Instant {
  return now - rule.keepDays * DAY;
}

/** Rules in the order in which people read them. */
export function inOrder(rules: readonly RetentionRule[]): RetentionRule[] {
  return [...rules].sort((one, other) => RETENTION_KINDS.indexOf(one.kind) - RETENTION_KINDS.indexOf(other.kind));
}
