import { Injectable } from '@nestjs/common';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { isOneOf, type SqlSession } from '../../platform/persistence/index.js';
import { factMask, overdueSql, warningSql } from '../issues/index.js';

/** What a unit has on its hands. */
export interface OpenWork {
  readonly open: number;
  readonly overdue: number;
  readonly yellow: number;
  readonly orange: number;
  readonly red: number;
}

interface WorkPlan {
  /** Filters and visibility, over `issue i`. */
  readonly conditions: Sql;
  readonly at: Instant;
}

const COLOURS = ['yellow', 'orange', 'red'] as const;
const OPEN = factMask(['received', 'open']);

@Injectable()
export class WorkloadReadModel {
  /** The open issues of each unit; of none for those that nobody handles. */
  open(session: SqlSession, { conditions, at }: WorkPlan): Promise<(OpenWork & { readonly value: string | null })[]> {
    const counts = [
      sql`COUNT(*) AS open`,
      sql`COUNT(*) FILTER (WHERE ${overdueSql(at)}) AS overdue`,
      ...COLOURS.map((colour) => sql`COUNT(*) FILTER (WHERE ${warningSql(colour, at)}) AS ${raw(colour)}`),
    ];
    return session.all(
      sql`SELECT i.department_id AS value, ${join(counts)} FROM issue i
          WHERE (i.facts & ${raw(String(OPEN))}) = ${raw(String(OPEN))} AND ${conditions} GROUP BY 1`,
    );
  }

  /** How many cadres are on duty in each of the units and in every other unit of the regions. */
  async cadresOnDuty(
    session: SqlSession,
    {
      departmentIds,
      regionCodes,
    }: { readonly departmentIds: readonly string[]; readonly regionCodes: readonly string[] },
  ): Promise<ReadonlyMap<string, number>> {
    const rows = await session.all<{ departmentId: string; cadres: number }>(
      sql`SELECT c.department_id, COUNT(*) AS cadres FROM cadre c JOIN department d ON d.id = c.department_id
          WHERE c.on_duty AND (${isOneOf(sql`d.region_code`, regionCodes)} OR ${isOneOf(sql`d.id`, departmentIds)})
          GROUP BY 1`,
    );
    return new Map(rows.map(({ departmentId, cadres }) => [departmentId, cadres]));
  }
}
