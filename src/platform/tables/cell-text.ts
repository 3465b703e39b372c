import { localDateOf, clockTimeOf } from '../../kernel/local-date.js';
import { MINUTE, SECOND, type Instant } from '../../kernel/clock.js';
import type { Cell, ColumnKind } from './table.js';

// What a spreadsheet would run as a formula (CWE-1236), also behind quotes, spaces and invisible signs, which some skip.
const FORMULA = /^[\s\p{Cf}"'“”‘’＂＇]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** A percentage as reports print it. */
export const PERCENT = /^[+-]?\d{1,12}\.\d\d%$/;

/** The text in a form that no spreadsheet takes for a formula: an apostrophe goes before what could be one. */
export function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** `2024-02-04 09:00:00`, in Asia/Shanghai; parts of a second are left out. */
export function localTimeText(instant: Instant): string {
  const seconds = Math.floor((instant - Math.floor(instant / MINUTE) * MINUTE) / SECOND);
  return `${localDateOf(instant)} ${clockTimeOf(instant)}:${String(seconds).padStart(2, '0')}`;
}

/** What people read in the cell; numbers and dates are safe by themselves. */
export function cellText(kind: ColumnKind, cell: Exclude<Cell, null>): string {
  if (typeof cell === 'number') return kind === 'instant' ? localTimeText(cell) : String(cell);
  return kind === 'percent' && PERCENT.test(cell) ? cell : harmless(cell);
}
