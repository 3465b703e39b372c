import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { type Language, say } from '../../kernel/language.js';
import { harmless } from './cell-text.js';
import { RowSource } from './row-source.js';
import {
  columnNames,
  headingXml,
  MOST_SHEET_ROWS,
  rowXml,
  SHEET_END,
  type SheetColumns,
  sheetStart,
} from './sheet-xml.js';
import type { Table } from './table.js';
import { sheetName, sheetPath, workbookParts } from './workbook-parts.js';

/** Characters that are handed on together. */
const CHUNK = 16_384;
// The same content is the same file, whenever it is made.
const ENTRY = { mtime: new Date(Date.UTC(1980, 0, 1)), mode: 0o100644 } as const;

/**
 * The table as a workbook (ECMA-376). Rows are asked for as fast as the reader takes them; nothing but the sheet at
 * hand is in memory. What does not fit into one sheet goes on in the next.
 * @param sheetRows rows of one sheet, its heading among them
 */
export function xlsxStream<Row>(table: Table<Row>, language: Language, sheetRows = MOST_SHEET_ROWS): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const rows = new RowSource(table.rows);
  const sheets = new Sheets(table, rows, { language, sheetRows });
  let current: Readable | null = null;
  const fail = (error: Error): void => void output.destroy(error);

  const addSheet = (nth: number): void => {
    const addNext = (more: boolean): void => (more ? addSheet(nth + 1) : addParts(nth));
    zip.addReadStreamLazy(sheetPath(nth), ENTRY, (hand) => {
      current = Readable.from(sheets.sheet(addNext), { objectMode: false, highWaterMark: CHUNK });
      current.on('error', fail);
      hand(null, current);
    });
  };
  const addParts = (count: number): void => {
    const names = Array.from({ length: count }, (_, index) => sheetName(say(table.name, language), index + 1));
    for (const [path, content] of workbookParts(names)) zip.addBuffer(Buffer.from(content), path, ENTRY);
    zip.end();
  };

  zip.on('error', fail);
  // Whoever reads may go before the end; then whoever delivers the rows is let go, too.
  output.once('close', () => {
    current?.destroy();
    rows.close();
  });
  addSheet(1);
  return output;
}

class Sheets<Row> {
  private readonly start: string;
  private readonly columns: SheetColumns<Row>;

  constructor(
    table: Table<Row>,
    private readonly rows: RowSource<Row>,
    private readonly limits: { readonly language: Language; readonly sheetRows: number },
  ) {
    const names = columnNames(table.columns.length);
    const headings = table.columns.map(({ heading }) => harmless(say(heading, limits.language)));
    this.columns = { columns: table.columns, names };
    this.start = sheetStart(table.columns) + headingXml(headings, names);
  }

  /** @param ended is told whether rows are left for another sheet */
  async *sheet(ended: (more: boolean) => void): AsyncGenerator<string> {
    let text = this.start;
    for (let nth = 2; nth <= this.limits.sheetRows && (await this.rows.hasMore()); nth++) {
      text += rowXml(this.rows.take(), nth, this.columns);
      if (text.length < CHUNK) continue;
      yield text;
      text = '';
    }
    const more = await this.rows.hasMore();
    yield text + SHEET_END;
    ended(more);
  }
}
