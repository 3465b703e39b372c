import { Injectable } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import { isOneOf, type SqlSession } from '../../platform/persistence/index.js';
import { AFTER_EVENT } from '../issues/index.js';
import { type CellAxis, handlingOf, numbersOf } from './cell-changes.js';

/** What one cell holds. */
export interface CellContent {
  /** Null for the issues that are in no group. */
  readonly value: string | null;
  /** In the order of `CELL_NUMBERS`. */
  readonly numbers: readonly number[];
  readonly handling: Iterable<readonly [tenths: number, issues: number]>;
}

/** Beyond this many unfolded issues it is quicker to count all issues. */
const MOST_UNFOLDED = 2_000;

/** Reads the cells; with {@link UNFOLDED}, which counts what they do not know yet, they are right at every moment. */
@Injectable()
export class FigureCellsReadModel {
  /** @param conditions on places alone, over `i.region_code` and `i.facts` */
  async contents(
    session: SqlSession,
    {
      axis,
      spans,
      conditions,
    }: { readonly axis: CellAxis; readonly spans: readonly string[]; readonly conditions: Sql },
  ): Promise<CellContent[]> {
    const rows = await session.all<{ value: string; numbers: string; handling: string }>(
      sql`SELECT i.value, i.numbers, i.handling FROM figure_cell i
          WHERE i.axis = ${axis} AND ${isOneOf(sql`i.span`, spans)} AND ${conditions}`,
    );
    return rows.map(({ value, numbers, handling }) => ({
      value: value === '' ? null : value,
      numbers: numbersOf(numbers),
      handling: handlingOf(handling),
    }));
  }

  /** Whether there are so few unfolded issues that counting them one by one pays. */
  async areCurrent(session: SqlSession): Promise<boolean> {
    const waiting = await session.all(sql`SELECT 1 FROM unfolded_issue LIMIT ${MOST_UNFOLDED + 1}`);
    return waiting.length <= MOST_UNFOLDED;
  }
}

const waiting = (columns: Sql, more: Sql): Sql =>
  // CROSS JOIN lets SQLite begin with the few.
  sql`(SELECT ${columns} FROM unfolded_issue u CROSS JOIN issue j ${more}) i`;

/** `issue i` for a FROM clause: the unfolded issues as they stand, and those that the cells know as the cells know them. */
export const UNFOLDED = {
  asTheyStand: waiting(raw('j.*'), sql`WHERE j.id = u.issue_id`),
  asFolded: waiting(
    AFTER_EVENT,
    sql`CROSS JOIN issue_event s WHERE j.id = u.issue_id AND s.issue_id = u.issue_id AND s.sequence = u.folded_sequence`,
  ),
};
