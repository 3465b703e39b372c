import type { Bilingual } from '../../kernel/language.js';
import { instantOf } from '../http/index.js';
import type { Cell, Column } from './table.js';

/** A column of texts; the width is in characters. */
export function textColumn<Row>(heading: Bilingual, of: (row: Row) => Cell, width?: number): Column<Row> {
  return { heading, kind: 'text', width, of };
}

/** A column of instants, of what answers write them as. */
export function instantColumn<Row>(heading: Bilingual, of: (row: Row) => string | null): Column<Row> {
  const at = (text: string | null): Cell => (text === null ? null : instantOf(text));
  return { heading, kind: 'instant', of: (row) => at(of(row)) };
}

/** What a cell says of a flag. */
export function yesOrNo(flag: boolean): Bilingual {
  return flag ? { zh: '是', en: 'Yes' } : { zh: '否', en: 'No' };
}
