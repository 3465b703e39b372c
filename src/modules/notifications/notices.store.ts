import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import type { RetentionDue } from '../../kernel/retention-due.js';
import { first, insertRows, type Tx } from '../../platform/persistence/index.js';
import type { NoticeKind } from './domain/notice-kinds.js';
import type { NoticeParams } from './domain/notice-text.js';

/** A notice for one person, before it has its place in their inbox. */
export interface NewNotice {
  readonly userId: string;
  /** What makes it one of its kind: there is one notice for a cause. */
  readonly cause: string;
  readonly kind: NoticeKind;
  /** Null for a notice of something else. */
  readonly issueId: string | null;
  readonly params: NoticeParams;
  readonly standsInFor: string | null;
  readonly createdAt: Instant;
}

export interface InboxHead {
  readonly lastSequence: number;
  readonly unread: number;
}

@Injectable()
export class NoticesStore {
  constructor(private readonly ids: IdSource) {}

  /**
   * Puts notices into inboxes, one after the other in the order of the owners: parallel units lock the heads alike, and
   * what has a higher sequence is never committed before what has a lower one.
   * @returns those that were not there yet
   */
  async add(tx: Tx, notices: readonly NewNotice[]): Promise<(NewNotice & { readonly id: string })[]> {
    const added: (NewNotice & { readonly id: string })[] = [];
    for (const notice of [...notices].sort((one, other) => (one.userId < other.userId ? -1 : 1))) {
      const { userId, cause } = notice;
      const head = await this.lockHead(tx, userId);
      const known = await first(tx, sql`SELECT 1 FROM notification WHERE user_id = ${userId} AND cause = ${cause}`);
      if (known !== null) continue;
      const id = this.ids.next();
      const sequence = head.lastSequence + 1;
      const params = JSON.stringify(notice.params);
      await tx.run(insertRows('notification', [{ ...notice, id, sequence, params, readAt: null }]));
      await tx.run(
        sql`UPDATE notification_inbox SET last_sequence = ${sequence}, unread = unread + 1 WHERE user_id = ${userId}`,
      );
      added.push({ ...notice, id });
    }
    return added;
  }

  /** @returns whether the person has such a notice, and how many are unread now */
  async read(tx: Tx, userId: string, id: string, now: Instant): Promise<{ found: boolean; changed: boolean }> {
    await this.lockHead(tx, userId);
    const notice = await first<{ readAt: Instant | null }>(
      tx,
      sql`SELECT read_at FROM notification WHERE id = ${id} AND user_id = ${userId}`,
    );
    if (notice === null) return { found: false, changed: false };
    if (notice.readAt !== null) return { found: true, changed: false };
    await tx.run(sql`UPDATE notification SET read_at = ${now} WHERE id = ${id}`);
    await tx.run(sql`UPDATE notification_inbox SET unread = unread - 1 WHERE user_id = ${userId}`);
    return { found: true, changed: true };
  }

  /** @returns how many were unread */
  async readAll(tx: Tx, userId: string, now: Instant): Promise<number> {
    await this.lockHead(tx, userId);
    const changed = await tx.run(
      sql`UPDATE notification SET read_at = ${now} WHERE user_id = ${userId} AND read_at IS NULL`,
    );
    if (changed > 0) await tx.run(sql`UPDATE notification_inbox SET unread = 0 WHERE user_id = ${userId}`);
    return changed;
  }

  async unread(tx: Tx, userId: string): Promise<number> {
    const head = await first<InboxHead>(tx, sql`SELECT unread FROM notification_inbox WHERE user_id = ${userId}`);
    return head?.unread ?? 0;
  }

  /** Everything that is kept for the person; how many notices that were. */
  async erase(tx: Tx, userId: string): Promise<number> {
    const erased = await tx.run(sql`DELETE FROM notification WHERE user_id = ${userId}`);
    await tx.run(sql`DELETE FROM notification_inbox WHERE user_id = ${userId}`);
    return erased;
  }

  /** Whatever was read before then; an unread one never was. */
  dropRead(tx: Tx, { endedBefore, most }: RetentionDue): Promise<number> {
    return tx.run(
      sql`DELETE FROM notification WHERE id IN
          (SELECT id FROM notification WHERE read_at < ${endedBefore} ORDER BY read_at LIMIT ${most})`,
    );
  }

  async countRead(tx: Tx, { endedBefore }: RetentionDue): Promise<number> {
    const row = await first<{ n: number }>(
      tx,
      sql`SELECT COUNT(*) AS n FROM notification WHERE read_at < ${endedBefore}`,
    );
    return row!.n;
  }

  private async lockHead(tx: Tx, userId: string): Promise<InboxHead> {
    const head = await first<InboxHead>(
      tx,
      sql`INSERT INTO notification_inbox (user_id, last_sequence, unread) VALUES (${userId}, 0, 0)
          ON CONFLICT (user_id) DO UPDATE SET last_sequence = notification_inbox.last_sequence
          RETURNING last_sequence, unread`,
    );
    return head!;
  }
}
