import { Injectable } from '@nestjs/common';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import type { SqlSession } from '../../platform/persistence/index.js';
import { FACTS, WARNING_COLOURS, type WarningColour, warningSql } from '../issues/index.js';

export type WarningCounts = Readonly<Record<WarningColour, number>>;

interface WarningPlan {
  /** Filters and visibility, over `issue i`. */
  readonly conditions: Sql;
  /** What to group by, over `issue i`. */
  readonly value: Sql;
  readonly at: Instant;
}

@Injectable()
export class WarningsReadModel {
  /** How many open issues have which colour, by what they are grouped by. */
  counts(
    session: SqlSession,
    { conditions, value, at }: WarningPlan,
  ): Promise<(WarningCounts & { readonly value: string | null })[]> {
    const counted = WARNING_COLOURS.map(
      (colour) => sql`COUNT(*) FILTER (WHERE ${warningSql(colour, at)}) AS ${raw(colour)}`,
    );
    return session.all(
      sql`SELECT ${value} AS value, ${join(counted)} FROM issue i
          WHERE (i.facts & ${raw(String(FACTS.open))}) <> 0 AND ${conditions} GROUP BY 1`,
    );
  }
}
