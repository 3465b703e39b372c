import type { Bilingual } from '../../kernel/language.js';

/**
 * What a column holds, and so how its cells are written:
 * - `text`: as it is;
 * - `whole`, `decimal`: a number;
 * - `percent`: a text as reports print it, cut off after two decimals (`99.04%`), which becomes the number 0.9904;
 * - `date`: `YYYY-MM-DD`;
 * - `instant`: epoch milliseconds, written as local time in Asia/Shanghai, to the second.
 *
 * A text where a number belongs, such as `—` for no value, stays text; null leaves the cell empty.
 */
export type ColumnKind = 'text' | 'whole' | 'decimal' | 'percent' | 'date' | 'instant';
export type Cell = string | number | null;

export interface Column<Row> {
  readonly heading: Bilingual;
  readonly kind: ColumnKind;
  /** In characters of the sheet; by the kind when left out. */
  readonly width?: number;
  of(row: Row): Cell;
}

/** What is exported. The rows are read once, while the file is being written. */
export interface Table<Row> {
  /** Of the sheet and of the file. */
  readonly name: Bilingual;
  /** The name of the file for programs that know ASCII only: lower-case words with hyphens, without ending. */
  readonly file: string;
  /** Stands behind both names of the file, such as the period. */
  readonly suffix?: string;
  readonly columns: readonly Column<Row>[];
  /** How many rows there are, where that takes a count; may differ a little from those that are then read. */
  readonly total?: number;
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
}
