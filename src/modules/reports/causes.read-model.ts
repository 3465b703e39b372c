import { Injectable } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { SqlSession } from '../../platform/persistence/index.js';
import { COUNTS, type FigureWindow, selectionSql } from '../issues/index.js';

interface CausesPlan {
  /** `issue i`, now or as of the cut-off. */
  readonly source: Sql;
  /** Filters and visibility, over `issue i`. */
  readonly conditions: Sql;
  readonly window: FigureWindow;
}

/** How widely a kind of issue is spread. */
export interface Spread {
  readonly categoryCode: string;
  readonly enterprises: number;
  readonly regions: number;
}

const MOST_COMMON = 20;

@Injectable()
export class CausesReadModel {
  /** From how many enterprises and regions the received issues of each category came, without its sub-categories. */
  spread(session: SqlSession, { source, conditions, window }: CausesPlan): Promise<Spread[]> {
    return session.all(
      sql`SELECT i.category_code, COUNT(DISTINCT i.enterprise_id) AS enterprises, COUNT(DISTINCT i.region_code) AS regions
          FROM ${source} WHERE ${selectionSql(COUNTS.received.of, window)} AND ${conditions} GROUP BY 1`,
    );
  }

  /** The common issues that were submitted in the period and into which most others were merged; most first. */
  common(session: SqlSession, { source, conditions, window }: CausesPlan): Promise<{ id: string; merged: number }[]> {
    return session.all(
      sql`SELECT i.id, c.child_count AS merged FROM ${source} JOIN issue c ON c.id = i.id AND c.common
          WHERE ${selectionSql(COUNTS.received.of, window)} AND ${conditions}
          ORDER BY c.child_count DESC, i.id LIMIT ${raw(String(MOST_COMMON))}`,
    );
  }
}
