import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Actor } from '../../kernel/actor.js';
import type { AuditLink } from '../../platform/audit/index.js';
import { Cursors, DEFAULT_LIMIT, instantOf, type Page, pageOf } from '../../platform/http/index.js';
import { allOf, first, Reader } from '../../platform/persistence/index.js';
import { IssueFilters } from '../issues/index.js';
import { inSubtree, Regions } from '../regions/index.js';
import type { AuditListQuery } from './audit.dto.js';

/** An entry with the name that its actor has now. */
export interface NamedEntry extends AuditLink {
  readonly actorName: string | null;
}

const SORT = 'audit';
const NAMED = sql`SELECT a.*, u.display_name AS actor_name FROM audit_entry a LEFT JOIN app_user u ON u.id = a.actor_id`;

/** Entries of the audit trail, through the eyes of an auditor. */
@Injectable()
export class AuditReadModel {
  constructor(
    private readonly reader: Reader,
    private readonly regions: Regions,
    private readonly issues: IssueFilters,
    private readonly cursors: Cursors,
  ) {}

  /** Newest first. */
  async list(actor: Actor, query: AuditListQuery): Promise<Page<NamedEntry>> {
    const { limit = DEFAULT_LIMIT, cursor } = query;
    const conditions = allOf([await this.visibleTo(actor), ...filters(query)]);
    const from = cursor === undefined ? sql`` : sql`AND a.sequence < ${this.cursors.decode(cursor, SORT)[0]}`;
    const rows = await this.reader.all<NamedEntry>(
      sql`${NAMED} WHERE ${conditions} ${from} ORDER BY a.sequence DESC LIMIT ${limit + 1}`,
    );
    const cursorOf = ({ sequence }: NamedEntry): string => this.cursors.encode(SORT, [sequence]);
    const page = pageOf(rows, limit, cursorOf, (row) => row);
    return query.count ? { ...page, total: await this.count(conditions) } : page;
  }

  /** Oldest first, after that one and up to the other one. */
  async chapter(actor: Actor, range: Sql, limit: number): Promise<AuditLink[]> {
    return this.reader.all<AuditLink>(
      sql`SELECT a.* FROM audit_entry a WHERE ${await this.visibleTo(actor)} AND ${range}
          ORDER BY a.sequence LIMIT ${limit}`,
    );
  }

  /** Whether no entry is kept from the actor. */
  async seesAll({ regionCode }: Actor): Promise<boolean> {
    return (await this.regions.tree()).isRoot(regionCode);
  }

  /** Those of the auditor's regions; of an issue, or a file of it, only to those for whom the issue is there. */
  private async visibleTo(actor: Actor): Promise<Sql> {
    const tree = await this.regions.tree();
    if (tree.isRoot(actor.regionCode)) return sql`1 = 1`;
    const issueIsThere = await this.issues.conditions(actor, {});
    return sql`${inSubtree(sql`a.region_code`, tree, actor.regionCode)} AND (a.subject_kind IS NULL
      OR a.subject_kind NOT IN ('issue', 'attachment')
      OR a.subject_kind = 'issue' AND NOT EXISTS (
        SELECT 1 FROM issue i WHERE i.id = a.subject_id AND NOT (${issueIsThere}))
      OR a.subject_kind = 'attachment' AND NOT EXISTS (
        SELECT 1 FROM attachment f JOIN issue i ON i.id = f.issue_id WHERE f.id = a.subject_id AND NOT (${issueIsThere})))`;
  }

  private async count(conditions: Sql): Promise<number> {
    const row = await first<{ total: number }>(
      this.reader,
      sql`SELECT COUNT(*) AS total FROM audit_entry a WHERE ${conditions}`,
    );
    return row!.total;
  }
}

function filters(query: AuditListQuery): Sql[] {
  const { from, to, action, actorId, subjectKind, subjectId, outcome, address } = query;
  const equals: readonly (readonly [Sql, string | undefined])[] = [
    [sql`a.actor_id`, actorId],
    [sql`a.subject_kind`, subjectKind],
    [sql`a.subject_id`, subjectId],
    [sql`a.outcome`, outcome],
    [sql`a.address`, address],
  ];
  return [
    ...period(from, to),
    ...equals.flatMap(([column, value]) => (value === undefined ? [] : [sql`${column} = ${value}`])),
    ...(action === undefined ? [] : [sql`substr(a.action, 1, ${action.length}) = ${action}`]),
  ];
}

/** The SQL of "at or after `from` and before `to`". */
export function period(from: string | undefined, to: string | undefined): Sql[] {
  return [
    ...(from === undefined ? [] : [sql`a.at >= ${instantOf(from)}`]),
    ...(to === undefined ? [] : [sql`a.at < ${instantOf(to)}`]),
  ];
}
