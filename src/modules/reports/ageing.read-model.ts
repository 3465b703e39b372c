import { Injectable } from '@nestjs/common';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { SqlSession } from '../../platform/persistence/index.js';
import { cohortSql, COUNTS, type FigureWindow, selectionSql } from '../issues/index.js';

interface AgeingPlan {
  /** `issue i` as of the cut-off. */
  readonly source: Sql;
  /** Filters and visibility, over `issue i`. */
  readonly conditions: Sql;
  /** What to group by, over `issue i`. */
  readonly value: Sql;
  /** When the issues of each band were submitted. */
  readonly bands: readonly FigureWindow[];
}

export interface AgeingRow {
  readonly value: string | null;
  /** In the order of the bands. */
  readonly counts: readonly number[];
}

@Injectable()
export class AgeingReadModel {
  /** How many open issues were submitted within each band, by what they are grouped by. */
  async open(session: SqlSession, { source, conditions, value, bands }: AgeingPlan): Promise<AgeingRow[]> {
    const counts = bands.map(
      (window, index) =>
        sql`COUNT(*) FILTER (WHERE ${cohortSql(COUNTS.open.of.cohort, window)}) AS ${raw(`band${index}`)}`,
    );
    const whole = { ...bands[0]!, from: Math.min(...bands.map(({ from }) => from)) };
    const rows = await session.all<{ readonly value: string | null } & Readonly<Record<string, number>>>(
      sql`SELECT ${value} AS value, ${join(counts)} FROM ${source}
          WHERE ${selectionSql(COUNTS.open.of, whole)} AND ${conditions} GROUP BY 1`,
    );
    return rows.map((row) => ({ value: row.value, counts: bands.map((_, index) => row[`band${index}`]!) }));
  }
}
