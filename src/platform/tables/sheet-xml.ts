import { DAY, type Instant } from '../../kernel/clock.js';
import { dayNamed, dayOf, midnightOf } from '../../kernel/day-number.js';
import { cellText, PERCENT } from './cell-text.js';
import type { Cell, Column, ColumnKind } from './table.js';
import { STYLES, xmlText } from './workbook-parts.js';

/** Rows of a sheet, its heading among them (Excel's limit). */
export const MOST_SHEET_ROWS = 1_048_576;

/** The day 0 of spreadsheets in days since 1970-01-01. */
const DAY_ZERO = -25_569;
// Spreadsheets know a 29 February 1900, so that their days before that are off by one.
const FIRST_SOUND_DAY = 61;
/** Characters that a cell can hold. */
const LONGEST_TEXT = 32_767;

const WIDTHS: Readonly<Record<ColumnKind, number>> = {
  ...{ text: 20, whole: 12, decimal: 12, percent: 12, date: 12, instant: 20 },
};

/** What stands before the rows: the heading does not scroll away, the columns have their widths. */
export function sheetStart(columns: readonly Pick<Column<never>, 'kind' | 'width'>[]): string {
  const widths = columns.map(({ kind, width = WIDTHS[kind] }, index) => {
    const nth = index + 1;
    return `<col min="${nth}" max="${nth}" width="${width}" customWidth="1"/>`;
  });
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    '<sheetViews><sheetView workbookViewId="0">' +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
    '<selection pane="bottomLeft"/></sheetView></sheetViews>' +
    `<cols>${widths.join('')}</cols><sheetData>`
  );
}

export const SHEET_END = '</sheetData></worksheet>';

/** `A`, `B`, …, `Z`, `AA`: the names of that many columns. */
export function columnNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    let name = '';
    for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) {
      name = String.fromCharCode(65 + (rest % 26)) + name;
    }
    return name;
  });
}

export function headingXml(headings: readonly string[], names: readonly string[]): string {
  const cells = headings.map((heading, index) => textCell(`${names[index]!}1`, STYLES.heading, heading));
  return `<row r="1">${cells.join('')}</row>`;
}

/** One row of the sheet; `nth` counts from 1. */
export function rowXml<Row>(row: Row, nth: number, { columns, names }: SheetColumns<Row>): string {
  let cells = '';
  for (const [index, { kind, of }] of columns.entries()) cells += cellXml(`${names[index]!}${nth}`, kind, of(row));
  return `<row r="${nth}">${cells}</row>`;
}

export interface SheetColumns<Row> {
  readonly columns: readonly Column<Row>[];
  readonly names: readonly string[];
}

function cellXml(place: string, kind: ColumnKind, cell: Cell): string {
  if (cell === null) return '';
  const value = numberOf(kind, cell);
  if (value === null) return textCell(place, STYLES.text, cellText(kind, cell));
  return `<c r="${place}" s="${STYLES[kind]}"><v>${value}</v></c>`;
}

// Kept in the cell itself and not in a list of shared texts, which would have to be in memory as a whole.
function textCell(place: string, style: number, text: string): string {
  const short = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text;
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(short)}</t></is></c>`;
}

/** What the cell holds when it is a number to a spreadsheet, or null. */
function numberOf(kind: ColumnKind, cell: string | number): number | string | null {
  if (typeof cell === 'number') return kind === 'instant' ? sound(serialOf(cell)) : finite(cell);
  if (kind === 'percent' && PERCENT.test(cell)) return hundredthOf(cell);
  const day = kind === 'date' ? dayNamed(cell) : null;
  return day === null ? null : sound(day - DAY_ZERO);
}

function serialOf(instant: Instant): number {
  const second = Math.floor(instant / 1000) * 1000;
  const day = dayOf(second);
  const time = second - midnightOf(day);
  // A fifth of a millisecond more than it is, so that no reader gets the second before out of a fraction of a day.
  return day - DAY_ZERO + (time === 0 ? 0 : (time + 0.2) / DAY);
}

const sound = (serial: number): number | null => (serial < FIRST_SOUND_DAY ? null : serial);
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** `99.04%` → `0.9904`, by moving the point and without any arithmetic, so that it shows what it was made from. */
function hundredthOf(percent: string): string {
  const [, sign = '', digits = ''] = /^([+-]?)([\d.]+)%$/.exec(percent)!;
  const [whole = '', decimals = ''] = digits.split('.');
  const padded = whole.padStart(3, '0');
  const value = `${padded.slice(0, -2).replace(/^0+(?=\d)/, '')}.${padded.slice(-2)}${decimals}`;
  return sign === '-' ? `-${value}` : value;
}
