import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { csvStream } from './csv.js';
import type { Column, Table } from './table.js';
import { xlsxStream } from './xlsx.js';

const ROWS = 200_000;
/** Rows on their way at most: a few pieces of 16 KiB in each part of the pipe. */
const AHEAD = 8_000;

/** Rows that hardly shrink, and how many of them have been asked for. */
class Source {
  asked = 0;

  *rows(): Generator<string> {
    for (; this.asked < ROWS; this.asked++) yield createHash('sha1').update(String(this.asked)).digest('hex');
  }

  /** Gives everybody time for all that they would do by themselves, and tells how far the source has come. */
  async atRest(): Promise<number> {
    for (let turn = 0; turn < 1_000; turn++) await new Promise((resolve) => setImmediate(resolve));
    return this.asked;
  }
}

const COLUMNS: readonly Column<string>[] = [
  { heading: { zh: '编号', en: 'Number' }, kind: 'text', of: (row) => row },
  { heading: { zh: '件数', en: 'Count' }, kind: 'whole', of: () => 626 },
];

const FORMATS: readonly [string, (table: Table<string>) => Readable][] = [
  ['csv', (table) => csvStream(table, 'en')],
  ['xlsx', (table) => xlsxStream(table, 'en')],
];

it.each(FORMATS)('%s: however many rows there are, few of them are on their way at a time', async (_, write) => {
  const source = new Source();
  const stream = write({ name: { zh: '表', en: 'Table' }, file: 'table', columns: COLUMNS, rows: source.rows() });
  expect(await source.atRest()).toBeLessThan(AHEAD);
  let bytes = 0;
  let paused = 0;
  for await (const piece of stream) {
    bytes += (piece as Buffer).length;
    if (source.asked < (paused + 1) * 50_000) continue;
    const before = source.asked;
    expect((await source.atRest()) - before).toBeLessThan(AHEAD);
    paused += 1;
  }
  expect([source.asked, paused]).toEqual([ROWS, 4]);
  expect(bytes).toBeGreaterThan(ROWS * 20);
});
