import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { first, Reader } from '../persistence/index.js';
import { AUDIT_GENESIS, type AuditHead, type AuditLink, type BrokenLink, firstBroken } from './audit-chain.js';

/** What the trail looks like. */
export interface AuditVerdict {
  /** Entries that were looked at. */
  readonly entries: number;
  /** The end of the chain as it is noted beside it; keep it elsewhere, and a later look can be held against it. */
  readonly head: AuditHead;
  readonly firstBroken: Finding | null;
}

/**
 * `before-start`: something stands before the first entry; `cut-off`: the trail ends before its noted end;
 * `beyond-end`: or after it; `end-missing`: no end is noted; `not-the-anchor`: an entry noted earlier was another one.
 */
export const FINDINGS = [
  'missing',
  'changed',
  'detached',
  'before-start',
  'cut-off',
  'beyond-end',
  'end-missing',
  'not-the-anchor',
] as const;

export interface Finding {
  readonly sequence: number;
  readonly reason: BrokenLink['reason'] | (typeof FINDINGS)[number];
}

// A page is hashed in a few milliseconds, so that other requests go on between two of them.
const PAGE = 500;

/** Walks the whole trail and says where it stops being what was written. */
@Injectable()
export class AuditVerification {
  constructor(private readonly reader: Reader) {}

  async head(): Promise<AuditHead> {
    return (await this.notedEnd()) ?? AUDIT_GENESIS;
  }

  /** @param anchor an end of the chain that was noted earlier, in the log or on paper */
  async verify(anchor: AuditHead | null = null): Promise<AuditVerdict> {
    // Entries never change, so the trail up to its end of this moment is a picture that stands still.
    const head = await this.notedEnd();
    if (head === null) return { entries: 0, head: AUDIT_GENESIS, firstBroken: { sequence: 1, reason: 'end-missing' } };
    const early = await this.beforeStart();
    if (early !== null) return { entries: 0, head, firstBroken: early };
    return this.walk(head, anchor);
  }

  private async walk(head: AuditHead, anchor: AuditHead | null): Promise<AuditVerdict> {
    let place: AuditHead = AUDIT_GENESIS;
    for (;;) {
      const links = await this.after(place.sequence, head.sequence);
      if (links.length === 0) break;
      const broken = firstBroken(place, links) ?? againstAnchor(links, anchor);
      if (broken) return { entries: broken.sequence - 1, head, firstBroken: broken };
      const { sequence, hash } = links.at(-1)!;
      place = { sequence, hash };
    }
    return { entries: place.sequence, head, firstBroken: await this.atTheEnd(place, head, anchor) };
  }

  private async atTheEnd(place: AuditHead, head: AuditHead, anchor: AuditHead | null): Promise<Finding | null> {
    if (place.sequence < head.sequence) return { sequence: place.sequence + 1, reason: 'cut-off' };
    if (place.hash !== head.hash) return { sequence: place.sequence, reason: 'detached' };
    if (anchor !== null && anchor.sequence > place.sequence) return { sequence: place.sequence + 1, reason: 'cut-off' };
    return this.beyond(head);
  }

  /** There from the beginning, and moved by every entry. */
  private notedEnd(): Promise<AuditHead | null> {
    return first<AuditHead>(this.reader, sql`SELECT sequence, hash FROM audit_head WHERE id = 1`);
  }

  private async beforeStart(): Promise<Finding | null> {
    const row = await first<{ sequence: number | null }>(
      this.reader,
      sql`SELECT MIN(sequence) AS sequence FROM audit_entry WHERE sequence <= ${AUDIT_GENESIS.sequence}`,
    );
    return row === null || row.sequence === null ? null : { sequence: row.sequence, reason: 'before-start' };
  }

  /** Both in one statement: whoever appends meanwhile moves both. */
  private async beyond(head: AuditHead): Promise<Finding | null> {
    const row = await first<{ sequence: number | null }>(
      this.reader,
      sql`SELECT MIN(e.sequence) AS sequence FROM audit_entry e, audit_head h
          WHERE h.id = 1 AND e.sequence > h.sequence AND e.sequence > ${head.sequence}`,
    );
    return row === null || row.sequence === null ? null : { sequence: row.sequence, reason: 'beyond-end' };
  }

  private after(sequence: number, last: number): Promise<AuditLink[]> {
    return this.reader.all<AuditLink>(
      sql`SELECT * FROM audit_entry WHERE sequence > ${sequence} AND sequence <= ${last} ORDER BY sequence LIMIT ${PAGE}`,
    );
  }
}

function againstAnchor(links: readonly AuditLink[], anchor: AuditHead | null): Finding | null {
  const noted = anchor && links.find(({ sequence }) => sequence === anchor.sequence);
  return noted && noted.hash !== anchor.hash ? { sequence: noted.sequence, reason: 'not-the-anchor' } : null;
}
