import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { Cursors, DEFAULT_LIMIT, type Page, pageOf } from '../../platform/http/index.js';
import { allOf, first, isOneOf, Reader } from '../../platform/persistence/index.js';
import { Regions } from '../regions/index.js';
import { ABOUT_ISSUE, type AboutIssue } from './about-issue.read-model.js';
import { OPEN, type SupervisionState } from './domain/issue-types.js';
import { handledSql, IssueFilters } from './issue-filters.read-model.js';
import { DUTY, OPEN_DUTY } from './issue-neighbours.read-model.js';
import type { SupervisionListQuery } from './supervisions.dto.js';

/** A supervision or an instruction with the issue that it is about. */
export type ListedSupervision = SupervisionState & AboutIssue;

const FROM = sql`FROM issue_supervision s JOIN issue i ON i.id = s.issue_id`;
const NEWEST_FIRST = 'supervisions:-openedAt';

/** Supervisions and instructions of the issues that somebody may see, the newest first. */
@Injectable()
export class SupervisionsReadModel {
  constructor(
    private readonly reader: Reader,
    private readonly filters: IssueFilters,
    private readonly regions: Regions,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, query: SupervisionListQuery): Promise<Page<ListedSupervision>> {
    const { limit = DEFAULT_LIMIT, cursor } = query;
    const conditions = await this.conditions(actor, query);
    const after = cursor === undefined ? [] : [this.after(cursor)];
    const rows = await this.reader.all<ListedSupervision>(
      sql`SELECT ${DUTY}, s.issue_id, ${ABOUT_ISSUE}, ${handledSql(actor)} AS handled ${FROM}
          JOIN enterprise e ON e.id = i.enterprise_id LEFT JOIN cadre c ON c.id = i.assignee_id
          WHERE ${allOf([...conditions, ...after])} ORDER BY s.opened_at DESC, s.id DESC LIMIT ${limit + 1}`,
    );
    const page = pageOf(
      rows,
      limit,
      ({ openedAt, id }) => this.cursors.encode(NEWEST_FIRST, [openedAt, id]),
      (row) => row,
    );
    return query.count ? { ...page, total: await this.count(conditions) } : page;
  }

  private async conditions(actor: Actor, query: SupervisionListQuery): Promise<Sql[]> {
    const { open, overdue, kind, regionCode } = query;
    const now = this.clock.now();
    const tree = await this.regions.tree();
    // With an issue that has ended its duties rest; they are there again when it is opened again.
    const waits = sql`(${OPEN_DUTY} AND ${isOneOf(sql`i.status`, [...OPEN])})`;
    const late = sql`(${waits} AND s.answer_due_at IS NOT NULL AND s.answer_due_at < ${now})`;
    return [
      (await this.filters.seenBy(actor)).visible,
      ...(open === undefined ? [] : [open ? waits : sql`NOT ${waits}`]),
      ...(overdue === undefined ? [] : [overdue ? late : sql`NOT ${late}`]),
      ...(kind === undefined ? [] : [sql`s.kind = ${kind}`]),
      ...(regionCode === undefined ? [] : [isOneOf(sql`i.region_code`, tree.subtree(regionCode))]),
    ];
  }

  private async count(conditions: readonly Sql[]): Promise<number> {
    const row = await first<{ total: number }>(
      this.reader,
      sql`SELECT COUNT(*) AS total ${FROM} WHERE ${allOf(conditions)}`,
    );
    return row!.total;
  }

  private after(cursor: string): Sql {
    const [openedAt, id] = this.cursors.decode(cursor, NEWEST_FIRST);
    return sql`(s.opened_at, s.id) < (${openedAt}, ${id})`;
  }
}
