import type { Instant } from '../../kernel/clock.js';
import { type Bilingual, type Language, say } from '../../kernel/language.js';
import type { Column, Table } from '../../platform/tables/index.js';
import type { ReportPeriod } from './domain/report-period.js';
import { AS_OF, codeOf, FROM, TO, TOTAL } from './table-headings.js';

/** A line of a report: a group with what the report tells of it. */
export type GroupLine<Told> = Told & { readonly key: string; readonly label: string };

interface GroupTable<Told> {
  readonly name: Bilingual;
  /** The name of the file for programs that know ASCII only. */
  readonly file: string;
  /** None when the report is about the present alone. */
  readonly period?: ReportPeriod;
  readonly asOf: Instant;
  /** What the lines are. */
  readonly group: Bilingual;
  /** What is told of each. */
  readonly columns: readonly Column<Told>[];
  readonly rows: readonly GroupLine<Told>[];
  /** Of the last line; left out where numbers do not add up. */
  readonly total?: Told;
}

/** A report with a line a group, the total last; every line names its period and cut-off. */
export function groupTable<Told>(plan: GroupTable<Told>, language: Language): Table<GroupLine<Told>> {
  const { name, file, period, asOf, group, columns, rows, total } = plan;
  return {
    name,
    file,
    ...(period && { suffix: `${period.from}-${period.to}` }),
    columns: [
      ...(period ? periodColumns(period) : []),
      { heading: AS_OF, kind: 'instant', of: () => asOf },
      { heading: codeOf(group), kind: 'text', of: ({ key }) => key },
      { heading: group, kind: 'text', width: 28, of: ({ label }) => label },
      ...columns,
    ],
    rows: total === undefined ? rows : [...rows, { ...total, key: '', label: say(TOTAL, language) }],
  };
}

/** The period, the same in every line. */
function periodColumns({ from, to }: ReportPeriod): Column<unknown>[] {
  return [
    { heading: FROM, kind: 'date', of: () => from },
    { heading: TO, kind: 'date', of: () => to },
  ];
}

/** The columns of a part of what a line tells. */
export function columnsOf<Line, Part>(columns: readonly Column<Part>[], partOf: (line: Line) => Part): Column<Line>[] {
  return columns.map((column) => ({ ...column, of: (line) => column.of(partOf(line)) }));
}
