import { DAY, HOUR, type Instant, MINUTE } from '../../../kernel/clock.js';
import type { SecurityPolicy } from './security-policy.js';

/** How often something may be tried before whoever tries it has to wait. */
export interface AttemptLimit {
  readonly most: number;
  /** Attempts that began longer ago do not count. */
  readonly windowMs: number;
  /** Whether one success shows that all attempts were honest; else it only takes itself back. */
  readonly clearedBySuccess: boolean;
}

// Wide enough for an office behind one address, narrow enough to make guessing from many places useless.
const ALL_STRANGERS = 10;
const ONE_ADDRESS = 40;

/** From one place to one account: what people who forget their password meet. */
export function limitOfPlace({ attempts }: SecurityPolicy): AttemptLimit {
  return { most: attempts, windowMs: DAY, clearedBySuccess: true };
}

/** From all unknown devices to one account: guessing from many addresses. */
export function limitOfStrangers({ attempts }: SecurityPolicy): AttemptLimit {
  return { most: attempts * ALL_STRANGERS, windowMs: HOUR, clearedBySuccess: false };
}

/** From one address to all accounts: one password tried on many names. */
export function limitOfAddress({ attempts }: SecurityPolicy): AttemptLimit {
  return { most: attempts * ONE_ADDRESS, windowMs: HOUR, clearedBySuccess: false };
}

export function lockMs({ lockMinutes }: SecurityPolicy): number {
  return lockMinutes * MINUTE;
}

/** Older counts are of no use to any limit. */
export function forgottenBefore(now: Instant): Instant {
  return now - 2 * DAY;
}
