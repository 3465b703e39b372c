import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Actor } from '../../kernel/actor.js';
import type { Instant } from '../../kernel/clock.js';
import { first, isOneOf, Reader } from '../../platform/persistence/index.js';
import { ROLE_SCOPES } from '../access/index.js';
import { IssueFilters } from '../issues/index.js';
import { type RegionTree, Regions } from '../regions/index.js';
import type { NoticeKind } from './domain/notice-kinds.js';
import type { NoticeParams, ToldBulletin } from './domain/notice-text.js';
import type { InboxHead } from './notices.store.js';

/** A notice as its owner may see it now; of an issue that is not there for them, nothing. */
export interface NoticeRow {
  readonly id: string;
  readonly sequence: number;
  readonly kind: NoticeKind;
  readonly params: string;
  readonly standsInFor: string | null;
  readonly absentName: string | null;
  readonly createdAt: Instant;
  readonly readAt: Instant | null;
  readonly issueId: string | null;
  readonly number: string | null;
  /** Null also for a confidential issue, unless it is the reader's own: a title may tell whose it is. */
  readonly title: string | null;
  /** Null also for one that is not there for the reader. */
  readonly bulletin: ToldBulletin | null;
}

/** Which notices of one person. */
export interface InboxQuery {
  readonly unread?: boolean;
  readonly ids?: readonly string[];
  readonly kinds?: readonly NoticeKind[];
  readonly before?: number;
  readonly after?: number;
  readonly limit: number;
}

const EMPTY: InboxHead = { lastSequence: 0, unread: 0 };

/** Inboxes, always through the eyes of their owners as they are now. */
@Injectable()
export class InboxReadModel {
  constructor(
    private readonly reader: Reader,
    private readonly filters: IssueFilters,
    private readonly regions: Regions,
  ) {}

  /** Newest first; after a sequence, oldest first. */
  async notices(owner: Actor, query: InboxQuery): Promise<NoticeRow[]> {
    const visible = await this.filters.conditions(owner, {});
    const title = owner.role === 'enterprise' ? sql`i.title` : sql`CASE WHEN i.confidential THEN NULL ELSE i.title END`;
    const order = query.after === undefined ? sql`DESC` : sql`ASC`;
    const rows = await this.reader.all<Omit<NoticeRow, 'bulletin'>>(
      sql`SELECT n.id, n.sequence, n.kind, n.params, n.stands_in_for, a.name AS absent_name, n.created_at, n.read_at,
            i.id AS issue_id, i.number, ${title} AS title
          FROM notification n
          LEFT JOIN cadre a ON a.id = n.stands_in_for
          LEFT JOIN issue i ON i.id = n.issue_id AND (${visible})
          WHERE ${wanted(owner.userId, query)} ORDER BY n.sequence ${order} LIMIT ${query.limit}`,
    );
    const tree = await this.regions.tree();
    return rows.map((row) => ({ ...row, bulletin: bulletinFor(owner, row.params, tree) }));
  }

  async count(userId: string, unread: boolean | undefined): Promise<number> {
    const row = await first<{ number: number }>(
      this.reader,
      sql`SELECT COUNT(*) AS number FROM notification n WHERE ${wanted(userId, { unread, limit: 0 })}`,
    );
    return row!.number;
  }

  async head(userId: string): Promise<InboxHead> {
    return (await this.heads([userId])).get(userId) ?? EMPTY;
  }

  async heads(userIds: readonly string[]): Promise<ReadonlyMap<string, InboxHead>> {
    const rows = await this.reader.all<InboxHead & { readonly userId: string }>(
      sql`SELECT user_id, last_sequence, unread FROM notification_inbox WHERE ${isOneOf(sql`user_id`, userIds)}`,
    );
    return new Map(rows.map((row) => [row.userId, row]));
  }
}

/** The bulletin that a notice tells of, if its owner may read it now. */
function bulletinFor({ role, regionCode }: Actor, params: string, tree: RegionTree): ToldBulletin | null {
  const { bulletin } = JSON.parse(params) as NoticeParams;
  if (bulletin === undefined || !ROLE_SCOPES[role].includes('bulletin:read')) return null;
  return tree.isWithin(bulletin.regionCode, regionCode) ? bulletin : null;
}

function wanted(userId: string, { unread, ids, kinds, before, after }: InboxQuery): Sql {
  const state = unread === undefined ? sql`` : unread ? sql`AND n.read_at IS NULL` : sql`AND n.read_at IS NOT NULL`;
  return sql`n.user_id = ${userId} ${state}
    ${ids === undefined ? sql`` : sql`AND ${isOneOf(sql`n.id`, ids)}`}
    ${kinds === undefined ? sql`` : sql`AND ${isOneOf(sql`n.kind`, kinds)}`}
    ${before === undefined ? sql`` : sql`AND n.sequence < ${before}`}
    ${after === undefined ? sql`` : sql`AND n.sequence > ${after}`}`;
}
