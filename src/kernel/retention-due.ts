import type { Instant } from './clock.js';

/** What is not kept for ever; the audit trail and the record of an issue are not in the list, since they stay. */
export const RETENTION_KINDS = ['sign-ins', 'api-tokens', 'issue-contacts', 'read-notices', 'told-colours'] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];

/**
 * An event: whoever keeps things of this kind drops some of those that ended before the instant; in a rehearsal, counts
 * all of them by the same condition and writes nothing.
 */
export class RetentionDue {
  /** How many were dropped, or would be. */
  dropped = 0;

  constructor(
    readonly kind: RetentionKind,
    readonly endedBefore: Instant,
    /** The most that one unit of work drops, so that others need not wait long. */
    readonly most: number,
    readonly isRehearsal = false,
  ) {}
}
