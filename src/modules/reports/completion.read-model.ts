import { Injectable } from '@nestjs/common';
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { SqlSession } from '../../platform/persistence/index.js';
import { snakeName } from '../../platform/persistence/sql-session.js';
import { COHORTS, cohortSql, type FigureWindow, overdueSql } from '../issues/index.js';
import type { TallyRow } from './figures.js';

/** What is counted. */
export interface TallyPlan {
  /** `issue i`, now or as of a past instant. */
  readonly source: Sql;
  /** Filters and visibility, over `issue i`. */
  readonly conditions: Sql;
  /** What to group by, over `issue i`. */
  readonly value: Sql;
  /** What to split the groups by, too. */
  readonly split?: Sql;
  readonly window: FigureWindow;
}

@Injectable()
export class CompletionReadModel {
  /**
   * How many issues of which facts each group has, in one pass. By region it reads one index alone, in its order. The
   * handling times come as a list, since grouping by them too would take twice as long.
   */
  tallies(session: SqlSession, { source, conditions, value, split, window }: TallyPlan): Promise<TallyRow[]> {
    const counts = COHORTS.map(
      (cohort) => sql`COUNT(*) FILTER (WHERE ${cohortSql(cohort, window)}) AS ${raw(snakeName(cohort))}`,
    );
    return session.all<TallyRow>(
      sql`SELECT ${value} AS value, i.facts, ${split ? sql`${split} AS split, ` : empty}${join(counts)}, string_agg(CASE WHEN ${cohortSql('receivedInPeriod', window)} THEN CAST(i.handling_tenths AS TEXT) END, ',') AS handling
          FROM ${source} WHERE ${conditions} GROUP BY 1, 2${raw(split ? ', 3' : '')}`,
    );
  }

  /** The same of issues that are overdue alone, as things stand now: a partial index knows them. */
  async overdue(session: SqlSession, { conditions, value, window }: Omit<TallyPlan, 'source'>): Promise<TallyRow[]> {
    const { from, to, asOf } = window;
    // The plus keeps SQLite from the index of submissions, which has all issues of the period.
    const isLate = sql`${overdueSql(asOf)} AND +i.submitted_at BETWEEN ${from} AND ${to - 1}`;
    const rows = await session.all<Pick<TallyRow, 'value' | 'facts' | 'pastDueInPeriod'>>(
      sql`SELECT ${value} AS value, i.facts, COUNT(*) AS past_due_in_period
          FROM (SELECT w.* FROM issue w WHERE w.id IN (SELECT i.id FROM issue i WHERE ${isLate})) i
          WHERE ${conditions} GROUP BY 1, 2`,
    );
    const nothing = { receivedInPeriod: 0, dueInPeriod: 0, originallyDueInPeriod: 0, handling: null };
    return rows.map((row) => ({ ...nothing, ...row }));
  }
}
