import { Readable } from 'node:stream';
import { type Language, say } from '../../kernel/language.js';
import { cellText, harmless } from './cell-text.js';
import type { Cell, ColumnKind, Table } from './table.js';

/** UTF-8 byte order mark, without which spreadsheet programs on Chinese Windows read the file as GBK. */
const BOM = '\uFEFF';
/** Characters that are handed on together. */
const CHUNK = 16_384;

/**
 * The table as RFC 4180 text with a byte order mark, every text made harmless for spreadsheets. Rows are asked for as
 * fast as the reader takes them.
 */
export function csvStream<Row>(table: Table<Row>, language: Language): Readable {
  return Readable.from(chunks(table, language), { objectMode: false, highWaterMark: CHUNK });
}

async function* chunks<Row>({ columns, rows }: Table<Row>, language: Language): AsyncGenerator<string> {
  let text = BOM + line(columns.map(({ heading }) => quoted(harmless(say(heading, language)))));
  for await (const row of rows) {
    text += line(columns.map(({ kind, of }) => csvCell(kind, of(row))));
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

function line(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`;
}

function csvCell(kind: ColumnKind, cell: Cell): string {
  return cell === null ? '' : quoted(cellText(kind, cell));
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
