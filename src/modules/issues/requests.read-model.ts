import { Injectable } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { Cursors, DEFAULT_LIMIT, type Page, pageOf } from '../../platform/http/index.js';
import { allOf, first, isOneOf, Reader } from '../../platform/persistence/index.js';
import { type RegionTree, Regions } from '../regions/index.js';
import type { IssueRequestState } from './domain/issue-types.js';
import { ABOUT_ISSUE, type AboutIssue } from './about-issue.read-model.js';
import { handledSql, isFree, IssueFilters, neverStoodInSql, supportsSql } from './issue-filters.read-model.js';
import { requestFromRow } from './issue-rows.js';
import type { RequestListQuery, RequestSort } from './requests.dto.js';

/** A request with the issue that it is about. */
export interface ListedRequest extends AboutIssue {
  readonly request: IssueRequestState;
}

type RequestRow = Parameters<typeof requestFromRow>[0] & AboutIssue;

const FROM = sql`FROM issue_request r JOIN issue i ON i.id = r.issue_id`;

/** Requests, through the eyes of whoever decides them or has made them. */
@Injectable()
export class RequestsReadModel {
  constructor(
    private readonly reader: Reader,
    private readonly filters: IssueFilters,
    private readonly regions: Regions,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, query: RequestListQuery): Promise<Page<ListedRequest>> {
    const { sort = 'decideBy', limit = DEFAULT_LIMIT } = query;
    const conditions = await this.conditions(actor, query);
    const rows = await this.reader.all<RequestRow>(
      sql`SELECT r.*, ${ABOUT_ISSUE}, ${handledSql(actor)} AS handled ${FROM}
          JOIN enterprise e ON e.id = i.enterprise_id LEFT JOIN cadre c ON c.id = i.assignee_id
          WHERE ${allOf([...conditions, ...this.after(sort, query.cursor)])} ${orderBy(sort)} LIMIT ${limit + 1}`,
    );
    const page = pageOf(
      rows.map((row) => ({ ...row, request: requestFromRow(row) })),
      limit,
      ({ request }) => this.cursors.encode(cursorOf(sort), [request[fieldOf(sort)], request.id]),
      (row) => row,
    );
    return query.count ? { ...page, total: await this.count(conditions) } : page;
  }

  private async conditions(actor: Actor, query: RequestListQuery): Promise<Sql[]> {
    const now = this.clock.now();
    const { status = 'pending', kind, overdue, mine = false } = query;
    const tree = await this.regions.tree();
    return [
      sql`r.status = ${status}`,
      mine ? sql`r.requested_by = ${actor.userId}` : decidableSql(actor, tree),
      (await this.filters.seenBy(actor)).visible,
      ...(kind === undefined ? [] : [sql`r.kind = ${kind}`]),
      ...(overdue === undefined ? [] : [overdueRequestSql(now, overdue)]),
    ];
  }

  private async count(conditions: readonly Sql[]): Promise<number> {
    const row = await first<{ total: number }>(
      this.reader,
      sql`SELECT COUNT(*) AS total ${FROM} WHERE ${allOf(conditions)}`,
    );
    return row!.total;
  }

  private after(sort: RequestSort, cursor: string | undefined): Sql[] {
    if (cursor === undefined) return [];
    const [value, id] = this.cursors.decode(cursor, cursorOf(sort));
    return [sql`(${keyOf(sort)}, r.id) ${raw(sort.startsWith('-') ? '<' : '>')} (${value}, ${id})`];
  }
}

/** That the request comes before the actor: the SQL of `isDecider`, over `issue_request r` and its `issue i`. */
export function decidableSql(actor: Actor, tree: RegionTree): Sql {
  const { role, userId, cadreId, regionCode } = actor;
  if (role !== 'coordinator') return sql`1 = 0`;
  const asked = sql`r.requested_by <> ${userId} AND (r.opposed_user_id IS NULL OR r.opposed_user_id <> ${userId})`;
  const near = tree.isRoot(regionCode) ? sql`1 = 1` : isOneOf(sql`r.decider_region_code`, tree.subtree(regionCode));
  if (cadreId === null) return sql`${asked} AND ${near}`;
  const other = (column: string): Sql => sql`(${raw(column)} IS NULL OR ${raw(column)} <> ${cadreId})`;
  return sql`${asked} AND ${near} AND ${isFree(cadreId)} AND ${neverStoodInSql(cadreId)} AND NOT ${supportsSql(actor)} AND ${other('i.assignee_id')}
    AND ${other('r.requested_cadre_id')} AND ${other('r.opposed_cadre_id')}`;
}

/** The SQL of `isOverdue`. */
function overdueRequestSql(now: number, overdue: boolean): Sql {
  return overdue
    ? sql`r.status = 'pending' AND (r.decide_by < ${now} OR r.overdue_since IS NOT NULL)`
    : sql`(r.status <> 'pending' OR (r.decide_by >= ${now} AND r.overdue_since IS NULL))`;
}

const cursorOf = (sort: RequestSort): string => `requests:${sort}`;

const fieldOf = (sort: RequestSort): 'decideBy' | 'requestedAt' =>
  sort.endsWith('decideBy') ? 'decideBy' : 'requestedAt';

const keyOf = (sort: RequestSort): Sql => raw(fieldOf(sort) === 'decideBy' ? 'r.decide_by' : 'r.requested_at');

function orderBy(sort: RequestSort): Sql {
  const direction = raw(sort.startsWith('-') ? 'DESC' : 'ASC');
  return sql`ORDER BY ${keyOf(sort)} ${direction}, r.id ${direction}`;
}
