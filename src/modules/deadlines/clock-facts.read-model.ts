import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { isOneOf, type SqlSession } from '../../platform/persistence/index.js';
import type { ClockFact, FactClock } from './domain/clock-facts.js';
import type { ClockUnit } from './domain/deadline.js';
import type { ClockName } from './domain/sla-policy.js';

interface FactRow {
  readonly issueId: string;
  readonly clock: FactClock;
  readonly kind: ClockFact['kind'];
  readonly at: number;
  readonly limitName: ClockName | null;
  readonly limitCount: number | null;
  readonly limitUnit: ClockUnit | null;
  readonly stoppedAt: number | null;
  readonly dueAt: number | null;
  readonly reason: string | null;
  readonly untilAt: number | null;
}

/** What has happened to the clocks of issues. */
@Injectable()
export class ClockFactsReadModel {
  /** By issue, each in its order. */
  async of(session: SqlSession, issueIds: readonly string[]): Promise<Map<string, ClockFact[]>> {
    const facts = new Map<string, ClockFact[]>(issueIds.map((id) => [id, []]));
    const rows = await session.all<FactRow>(
      sql`SELECT issue_id, clock, kind, at, limit_name, limit_count, limit_unit, stopped_at, due_at, reason, until_at
          FROM issue_clock_fact WHERE ${isOneOf(sql`issue_id`, issueIds)} ORDER BY issue_id, sequence, ordinal`,
    );
    for (const row of rows) facts.get(row.issueId)!.push(factOf(row));
    return facts;
  }
}

function factOf(row: FactRow): ClockFact {
  const { clock, kind, at, stoppedAt, dueAt, reason, untilAt: until } = row;
  const limit = row.limitName === null ? null : { name: row.limitName, count: row.limitCount!, unit: row.limitUnit! };
  return { clock, kind, at, limit, stoppedAt, dueAt, reason, until };
}
