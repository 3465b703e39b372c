import { Injectable } from '@nestjs/common';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { insertRows, isOneOf, type Tx } from '../../platform/persistence/index.js';
import {
  type Cell,
  type CellKey,
  type CountedIssue,
  handlingOf,
  handlingText,
  numbersOf,
  numbersText,
} from './cell-changes.js';

/** One unfolded issue: as the cells count it, null when they do not, and as it stands. */
export interface UnfoldedIssueState {
  readonly issueId: string;
  readonly folded: CountedIssue | null;
  readonly current: CountedIssue;
}

type CellRow = CellKey & { readonly numbers: string; readonly handling: string };

const LASTING = ['region_code', 'chain_code', 'enterprise_size', 'campaign_code', 'channel', 'submitted_at'];
const CHANGING = [
  ...['category_code', 'level', 'department_id', 'assignee_id'],
  ...['due_at', 'original_due_at', 'facts', 'handling_tenths'],
];
const COLUMNS = raw(
  [
    ...[...LASTING, ...CHANGING].map((column) => `i.${column}`),
    ...CHANGING.map((column) => `s.${column} AS was_${column}`),
  ].join(', '),
);

const keyColumns = raw('axis, span, value, region_code, facts');

const keyRows = (cells: readonly CellKey[]): Sql =>
  join(
    cells.map(
      ({ axis, span, value, regionCode, facts }) =>
        sql`(${axis}, ${span}, ${value}, ${regionCode}, CAST(${facts} AS INTEGER))`,
    ),
  );

const isCell = ({ axis, span, value, regionCode, facts }: CellKey): Sql =>
  sql`(axis = ${axis} AND span = ${span} AND value = ${value} AND region_code = ${regionCode} AND facts = ${facts})`;

@Injectable()
export class FigureCellsStore {
  /**
   * Some unfolded issues, entered as folded: until the unit of work ends whoever changes one of them waits. Those that
   * are being changed at this moment are passed over.
   */
  async take(tx: Tx, most: number): Promise<UnfoldedIssueState[]> {
    const taken = await tx.all<{ issueId: string }>(
      sql`SELECT issue_id FROM unfolded_issue ORDER BY issue_id LIMIT ${most} ${tx.dialect.forUpdateFree}`,
    );
    if (taken.length === 0) return [];
    const isTaken = isOneOf(
      sql`u.issue_id`,
      taken.map(({ issueId }) => issueId),
    );
    const rows = await tx.all<Record<string, never> & { issueId: string }>(
      sql`SELECT u.issue_id, s.issue_id AS known, ${COLUMNS} FROM unfolded_issue u JOIN issue i ON i.id = u.issue_id
          LEFT JOIN issue_event s ON s.issue_id = u.issue_id AND s.sequence = u.folded_sequence WHERE ${isTaken}`,
    );
    await tx.run(sql`DELETE FROM unfolded_issue AS u WHERE ${isTaken}`);
    return rows.map(unfoldedFromRow);
  }

  /** Everything anew: no cells, and every issue unfolded. */
  async forget(tx: Tx): Promise<void> {
    await tx.run(sql`DELETE FROM figure_cell`);
    await tx.run(
      sql`INSERT INTO unfolded_issue (issue_id, folded_sequence) SELECT id, 0 FROM issue WHERE 1 = 1
          ON CONFLICT (issue_id) DO UPDATE SET folded_sequence = 0`,
    );
  }

  /** Those of the cells that there are. */
  async cells(tx: Tx, keys: readonly CellKey[]): Promise<Cell[]> {
    const found: Cell[] = [];
    for (const some of inParts(keys)) {
      const rows = await tx.all<CellRow>(
        // CROSS JOIN: SQLite would read all cells and look for each among the keys.
        sql`WITH k (${keyColumns}) AS (VALUES ${keyRows(some)})
            SELECT c.* FROM k CROSS JOIN figure_cell c WHERE c.axis = k.axis AND c.span = k.span
              AND c.value = k.value AND c.region_code = k.region_code AND c.facts = k.facts`,
      );
      found.push(...rows.map(cellFromRow));
    }
    return found;
  }

  /** Writes the cells as they are; those that count nothing are removed. */
  async write(tx: Tx, cells: readonly Cell[]): Promise<void> {
    for (const some of inParts(cells.filter(counts)))
      await tx.run(
        sql`${insertRows('figure_cell', some.map(rowOf))} ON CONFLICT (${keyColumns})
            DO UPDATE SET numbers = excluded.numbers, handling = excluded.handling`,
      );
    for (const some of inParts(cells.filter((cell) => !counts(cell))))
      await tx.run(sql`DELETE FROM figure_cell WHERE ${join(some.map(isCell), ' OR ')}`);
  }
}

const counts = ({ numbers, handling }: Cell): boolean => numbers.some(Boolean) || handling.size > 0;

/** Statements of few sizes: each of them is prepared once and kept. */
const PART_SIZES = [256, 16, 1];

function* inParts<Key extends CellKey>(keys: readonly Key[]): Iterable<readonly Key[]> {
  let start = 0;
  for (const size of PART_SIZES)
    for (; keys.length - start >= size; start += size) yield keys.slice(start, start + size);
}

function unfoldedFromRow({ issueId, known, ...row }: Record<string, unknown>): UnfoldedIssueState {
  const current = row as unknown as CountedIssue;
  const { wasCategoryCode, wasLevel, wasDepartmentId, wasAssigneeId, ...was } = row;
  const { wasDueAt, wasOriginalDueAt, wasFacts, wasHandlingTenths } = was;
  const changing = {
    ...{ categoryCode: wasCategoryCode, level: wasLevel, departmentId: wasDepartmentId, assigneeId: wasAssigneeId },
    ...{ dueAt: wasDueAt, originalDueAt: wasOriginalDueAt, facts: wasFacts, handlingTenths: wasHandlingTenths },
  };
  return {
    issueId: issueId as string,
    current,
    folded: known === null ? null : ({ ...current, ...changing } as CountedIssue),
  };
}

function cellFromRow({ numbers, handling, ...key }: CellRow): Cell {
  return { ...key, numbers: numbersOf(numbers), handling: new Map(handlingOf(handling)) };
}

function rowOf({ axis, span, value, regionCode, facts, numbers, handling }: Cell) {
  return { axis, span, value, regionCode, facts, numbers: numbersText(numbers), handling: handlingText(handling) };
}
