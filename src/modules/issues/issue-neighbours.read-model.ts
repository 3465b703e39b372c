import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Clock } from '../../kernel/clock.js';
import { groupedBy } from '../../kernel/grouping.js';
import { localDateOf } from '../../kernel/local-date.js';
import { isOneOf, type SqlSession } from '../../platform/persistence/index.js';
import { Pairings } from '../enterprises/index.js';
import type { IssueRequestState } from './domain/issue-types.js';
import { requestFromRow } from './issue-rows.js';

/** What stands around some issues: open requests, co-handlers with their names, and pairings. */
export interface Neighbourhood {
  readonly requests: ReadonlyMap<string, readonly IssueRequestState[]>;
  readonly coHandlers: ReadonlyMap<string, readonly { readonly id: string; readonly name: string }[]>;
}

interface Numbered {
  readonly id: string;
  readonly pendingRequests: number;
  readonly coHandlerCount: number;
}

@Injectable()
export class IssueNeighbours {
  constructor(
    private readonly pairings: Pairings,
    private readonly clock: Clock,
  ) {}

  isPaired(session: SqlSession, cadreId: string, enterpriseId: string): Promise<boolean> {
    return this.pairings.isPaired(session, cadreId, enterpriseId, localDateOf(this.clock.now()));
  }

  /** The enterprises that a cadre is paired with today. */
  async pairedEnterpriseIds(session: SqlSession, cadreId: string): Promise<ReadonlySet<string>> {
    const today = localDateOf(this.clock.now());
    const rows = await session.all<{ enterpriseId: string }>(
      sql`SELECT enterprise_id FROM pairing WHERE cadre_id = ${cadreId} AND starts_on <= ${today} AND (ends_on IS NULL OR ends_on > ${today})`,
    );
    return new Set(rows.map((row) => row.enterpriseId));
  }

  /** One query for each kind of neighbour that any of the issues has; none for issues without. */
  async of(session: SqlSession, issues: readonly Numbered[]): Promise<Neighbourhood> {
    const asked = issues.filter((issue) => issue.pendingRequests > 0).map((issue) => issue.id);
    const supported = issues.filter((issue) => issue.coHandlerCount > 0).map((issue) => issue.id);
    return {
      requests: asked.length === 0 ? new Map() : await this.requests(session, asked),
      coHandlers: supported.length === 0 ? new Map() : await this.coHandlers(session, supported),
    };
  }

  private async requests(session: SqlSession, issueIds: readonly string[]) {
    const rows = await session.all<Parameters<typeof requestFromRow>[0]>(
      sql`SELECT * FROM issue_request WHERE status = 'pending' AND ${isOneOf(sql`issue_id`, issueIds)} ORDER BY requested_at, id`,
    );
    return groupedBy(rows.map(requestFromRow), (request) => request.issueId);
  }

  private async coHandlers(session: SqlSession, issueIds: readonly string[]) {
    const rows = await session.all<{ issueId: string; id: string; name: string }>(
      sql`SELECT h.issue_id, c.id, c.name FROM issue_co_handler h JOIN cadre c ON c.id = h.cadre_id
          WHERE ${isOneOf(sql`h.issue_id`, issueIds)} ORDER BY h.added_at, c.id`,
    );
    return groupedBy(rows, (row) => row.issueId);
  }
}
