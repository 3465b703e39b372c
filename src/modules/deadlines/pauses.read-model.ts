import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Actor } from '../../kernel/actor.js';
import { startOfDay } from '../../kernel/local-date.js';
import { Cursors, DEFAULT_LIMIT, type Page, pageOf } from '../../platform/http/index.js';
import { allOf, first, Reader } from '../../platform/persistence/index.js';
import { IssueFilters } from '../issues/index.js';
import type { PauseQuery } from './clocks.dto.js';

export interface PauseRow {
  readonly issueId: string;
  readonly number: string;
  readonly sequence: number;
  readonly clock: string;
  readonly reason: string;
  readonly approvedBy: string;
  readonly approvedByRole: string;
  readonly pausedAt: number;
  readonly until: number | null;
  readonly resumedAt: number | null;
}

const SORT = 'pauses';
// A refusal ends an issue; its clock rests only so that an objection can revive it.
const PAUSES = sql`FROM issue_clock_fact f JOIN issue i ON i.id = f.issue_id
  JOIN issue_event e ON e.issue_id = f.issue_id AND e.sequence = f.sequence
  WHERE f.kind = 'paused' AND f.reason <> 'refused'`;
const RESUMED = sql`(SELECT MIN(r.at) FROM issue_clock_fact r WHERE r.issue_id = f.issue_id AND r.clock = f.clock
  AND r.kind IN ('resumed', 'stopped', 'cancelled') AND r.sequence > f.sequence)`;

/** Every time at which a clock stood still, of the issues that somebody may see. */
@Injectable()
export class PausesReadModel {
  constructor(
    private readonly reader: Reader,
    private readonly filters: IssueFilters,
    private readonly cursors: Cursors,
  ) {}

  /** Newest first. */
  async list(actor: Actor, query: PauseQuery): Promise<Page<PauseRow>> {
    const { limit = DEFAULT_LIMIT, cursor, from, to, regionCode, count } = query;
    const conditions = allOf([
      await this.filters.conditions(actor, { regionCode }),
      ...(from === undefined ? [] : [sql`f.at >= ${startOfDay(from)}`]),
      ...(to === undefined ? [] : [sql`f.at < ${startOfDay(to)}`]),
    ]);
    const rows = await this.reader.all<PauseRow>(
      sql`SELECT f.issue_id, i.number, f.sequence, f.clock, f.reason, e.actor_name AS approved_by,
            e.actor_role AS approved_by_role, f.at AS paused_at, f.until_at AS until, ${RESUMED} AS resumed_at
          ${PAUSES} AND ${conditions} ${this.after(cursor)}
          ORDER BY f.at DESC, f.issue_id DESC, f.sequence DESC LIMIT ${limit + 1}`,
    );
    const cursorOf = (row: PauseRow): string => this.cursors.encode(SORT, [row.pausedAt, row.issueId, row.sequence]);
    const page = pageOf(rows, limit, cursorOf, (row) => row);
    if (count !== true) return page;
    const counted = await first<{ total: number }>(
      this.reader,
      sql`SELECT COUNT(*) AS total ${PAUSES} AND ${conditions}`,
    );
    return { ...page, total: counted!.total };
  }

  private after(cursor: string | undefined) {
    if (cursor === undefined) return sql``;
    const [at, issueId, sequence] = this.cursors.decode(cursor, SORT);
    return sql`AND (f.at, f.issue_id, f.sequence) < (${at}, ${issueId}, ${sequence})`;
  }
}
