import { Injectable } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Actor } from '../../kernel/actor.js';
import { Cursors, DEFAULT_LIMIT, type Page, pageOf } from '../../platform/http/index.js';
import { allOf, first, isOneOf, Reader, type SqlValue } from '../../platform/persistence/index.js';
import { Clock, type Instant } from '../../kernel/clock.js';
import type { IssueState } from './domain/issue-types.js';
import { DrillDowns } from './drill-down.read-model.js';
import type { IssueListQuery } from './issue-filters.dto.js';
import { handledSql, IssueFilters } from './issue-filters.read-model.js';
import { issueColumns } from './issue-columns.read-model.js';
import { issueFromRow } from './issue-rows.js';
import { IssueNotFound } from './issues.errors.js';

/** An issue with the names that are shown beside it. */
export interface ShownIssue {
  readonly issue: IssueState;
  readonly enterpriseName: string;
  readonly assigneeName: string | null;
  readonly parentStatus: IssueState['status'] | null;
}

/** Through whose eyes it was looked up matters too. */
export interface SeenIssue extends ShownIssue {
  /** Whether the one who looks is a co-handler, or the deputy of somebody absent who handles it. */
  readonly supports: boolean;
}

type ShownRow = { readonly [N in keyof IssueState]: SqlValue } & Omit<ShownIssue, 'issue'> & {
    readonly supports: boolean | number;
  };

export interface EventRow {
  readonly id: string;
  readonly sequence: number;
  readonly action: string;
  readonly actorName: string;
  readonly actorRole: string;
  readonly at: number;
  readonly fromStatus: string | null;
  readonly toStatus: string;
  readonly visibleToEnterprise: boolean | number;
  readonly details: string;
}

const NEIGHBOURS = sql`FROM issue i JOIN enterprise e ON e.id = i.enterprise_id LEFT JOIN cadre c ON c.id = i.assignee_id`;
const NAMES = sql`e.name AS "enterpriseName", c.name AS "assigneeName"`;

const SHOWN = sql`SELECT ${issueColumns()}, ${NAMES},
  (SELECT p.status FROM issue p WHERE p.id = i.merged_into_id) AS "parentStatus"`;

/** What a line of a list shows, and what decides how it is shown. */
const LISTED_COLUMNS = [
  ...['id', 'number', 'status', 'resolution', 'level', 'urgency', 'channel', 'enterpriseId', 'regionCode'],
  ...['categoryCode', 'title', 'departmentId', 'assigneeId', 'confidential', 'releasedAt', 'onBehalf'],
  ...['submittedBy', 'submittedAt'],
  ...['closedAt', 'dueAt', 'confirmation', 'stars', 'common', 'yellowAt', 'orangeAt', 'redAt', 'updatedAt', 'version'],
] as const;
export type ListedIssue = Pick<IssueState, (typeof LISTED_COLUMNS)[number]> &
  Omit<ShownIssue, 'issue' | 'parentStatus'> & {
    /** Whether the one who looks supports it, or has handled it before. */
    readonly handled: boolean | number;
  };

const LISTED = sql`SELECT ${issueColumns(LISTED_COLUMNS)}, ${NAMES}`;

/** What a sort orders by; an absent due date sorts as the far future on both databases. */
const SORT_KEYS: Readonly<Record<string, Sql>> = {
  submittedAt: sql`i.submitted_at`,
  updatedAt: sql`i.updated_at`,
  dueAt: sql`COALESCE(i.due_at, 9007199254740991)`,
};
const FAR_FUTURE = Number.MAX_SAFE_INTEGER;

/** Lists and details of issues, always through the eyes of somebody. */
@Injectable()
export class IssuesReadModel {
  constructor(
    private readonly reader: Reader,
    private readonly drillDowns: DrillDowns,
    private readonly filters: IssueFilters,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 404 when it is not there for the actor */
  async one(actor: Actor, issueId: string): Promise<SeenIssue> {
    const { visible, supports } = await this.filters.seenBy(actor);
    const row = await first<ShownRow>(
      this.reader,
      sql`${SHOWN}, ${supports} AS supports ${NEIGHBOURS} WHERE i.id = ${issueId} AND ${visible}`,
    );
    if (row === null) throw IssueNotFound();
    return shown(row);
  }

  /** Those of them that are there for the actor, in no order. */
  async several(actor: Actor, issueIds: readonly string[]): Promise<SeenIssue[]> {
    const { visible, supports } = await this.filters.seenBy(actor);
    const rows = await this.reader.all<ShownRow>(
      sql`${SHOWN}, ${supports} AS supports ${NEIGHBOURS} WHERE ${isOneOf(sql`i.id`, issueIds)} AND ${visible}`,
    );
    return rows.map(shown);
  }

  async list(actor: Actor, query: IssueListQuery): Promise<Page<ListedIssue>> {
    const { sort = '-submittedAt', limit = DEFAULT_LIMIT } = query;
    const conditions = allOf([
      await this.drillDowns.conditions(actor, query),
      ...opinionOverdue(actor, query.opinionOverdue, this.clock.now()),
    ]);
    const rows = await this.reader.all<ListedIssue>(
      sql`${LISTED}, ${handledSql(actor)} AS handled ${NEIGHBOURS}
          WHERE ${conditions} ${this.after(sort, query.cursor)} ${orderBy(sort)} LIMIT ${limit + 1}`,
    );
    const page = pageOf(
      rows,
      limit,
      (row) => this.cursors.encode(sort, [sortValue(sort, row), row.id]),
      (row) => row,
    );
    return query.count ? { ...page, total: await this.count(conditions) } : page;
  }

  async events(issueId: string, onlyVisible: boolean): Promise<EventRow[]> {
    return this.reader.all<EventRow>(
      sql`SELECT id, sequence, action, actor_name, actor_role, at, from_status, to_status, visible_to_enterprise, details
          FROM issue_event WHERE issue_id = ${issueId} ${onlyVisible ? sql`AND visible_to_enterprise` : sql``} ORDER BY sequence`,
    );
  }

  /** These entries of timelines, oldest first. */
  async eventsOf(eventIds: readonly string[]): Promise<(EventRow & { readonly issueId: string })[]> {
    return this.reader.all(
      sql`SELECT issue_id, id, sequence, action, actor_name, actor_role, at, from_status, to_status,
            visible_to_enterprise, details
          FROM issue_event WHERE ${isOneOf(sql`id`, eventIds)} ORDER BY issue_id, sequence`,
    );
  }

  private async count(conditions: Sql): Promise<number> {
    const row = await first<{ total: number }>(
      this.reader,
      sql`SELECT COUNT(*) AS total FROM issue i WHERE ${conditions}`,
    );
    return row!.total;
  }

  private after(sort: string, cursor: string | undefined): Sql {
    if (cursor === undefined) return sql``;
    const [value, id] = this.cursors.decode(cursor, sort);
    return sql`AND (${keyOf(sort)}, i.id) ${raw(sort.startsWith('-') ? '<' : '>')} (${value}, ${id})`;
  }
}

function shown({ enterpriseName, assigneeName, parentStatus, supports, ...columns }: ShownRow): SeenIssue {
  return { issue: issueFromRow(columns), enterpriseName, assigneeName, parentStatus, supports: Boolean(supports) };
}

// Opinions are among officials: an enterprise does not find out by asking for them.
function opinionOverdue({ role }: Actor, wanted: boolean | undefined, now: Instant): Sql[] {
  if (wanted === undefined) return [];
  if (role === 'enterprise') return wanted ? [sql`1 = 0`] : [];
  const waited = sql`i.status IN ('assigned', 'in_progress', 'long_term') AND EXISTS (SELECT 1 FROM issue_co_handler h
    WHERE h.issue_id = i.id AND h.opinion_at IS NULL AND h.opinion_due_at < ${now})`;
  return [wanted ? waited : sql`NOT (${waited})`];
}

function keyOf(sort: string): Sql {
  return SORT_KEYS[sort.replace('-', '')]!;
}

function orderBy(sort: string): Sql {
  const direction = raw(sort.startsWith('-') ? 'DESC' : 'ASC');
  return sql`ORDER BY ${keyOf(sort)} ${direction}, i.id ${direction}`;
}

function sortValue(sort: string, issue: ListedIssue): number {
  const value = issue[sort.replace('-', '') as 'submittedAt' | 'updatedAt' | 'dueAt'];
  return value ?? FAR_FUTURE;
}
