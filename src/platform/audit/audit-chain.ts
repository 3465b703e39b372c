import { createHash } from 'node:crypto';
import type { Instant } from '../../kernel/clock.js';

/** What one entry of the audit trail says; JSON columns are text already, so that the same text is hashed and stored. */
export interface AuditFacts {
  readonly at: Instant;
  /** Id of the account, `system`, or `anonymous` for somebody who is not signed in. */
  readonly actorId: string;
  readonly actorRole: string;
  readonly actorRegionCode: string | null;
  /** Where the request came from, as the trusted proxies tell it; null when there was no request. */
  readonly address: string | null;
  readonly requestId: string;
  readonly action: string;
  readonly outcome: AuditOutcome;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  /** The region whose auditors may read the entry; null for those of the root only. */
  readonly regionCode: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly details: string | null;
}

export const AUDIT_OUTCOMES = ['done', 'refused'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** An entry in its place in the chain. */
export interface AuditLink extends AuditFacts {
  /** 1, 2, 3 … without a gap. */
  readonly sequence: number;
  readonly previousHash: string;
  readonly hash: string;
}

/** The end of the chain so far. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

/** Before the first entry. */
export const AUDIT_GENESIS: AuditHead = { sequence: 0, hash: '0'.repeat(64) };

/** SHA-256 (hex) over the hash before it and everything that the entry says, in a fixed order. */
export function auditHash(previousHash: string, sequence: number, facts: AuditFacts): string {
  const said = [
    previousHash,
    sequence,
    facts.at,
    facts.actorId,
    facts.actorRole,
    facts.actorRegionCode,
    facts.address,
    facts.requestId,
    facts.action,
    facts.outcome,
    facts.subjectKind,
    facts.subjectId,
    facts.regionCode,
    facts.before,
    facts.after,
    facts.details,
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

/** The entries with their places in the chain, after its end. */
export function linked(head: AuditHead, entries: readonly AuditFacts[]): AuditLink[] {
  let { sequence, hash } = head;
  return entries.map((facts) => {
    const previousHash = hash;
    sequence += 1;
    hash = auditHash(previousHash, sequence, facts);
    return { ...facts, sequence, previousHash, hash };
  });
}

/** Where a chain stops being what was written. */
export interface BrokenLink {
  readonly sequence: number;
  readonly reason: 'missing' | 'changed' | 'detached';
}

/**
 * The first entry that does not follow from the one before it, or null: `missing` when a number is left out or comes
 * twice, `detached` when it names another predecessor, `changed` when its own words do not give its hash.
 * @param after the end of the part that was checked before
 */
export function firstBroken(after: AuditHead, links: readonly AuditLink[]): BrokenLink | null {
  let { sequence, hash } = after;
  for (const link of links) {
    sequence += 1;
    if (link.sequence !== sequence) return { sequence, reason: 'missing' };
    if (link.previousHash !== hash) return { sequence, reason: 'detached' };
    if (auditHash(link.previousHash, sequence, link) !== link.hash) return { sequence, reason: 'changed' };
    hash = link.hash;
  }
  return null;
}
