import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { csvStream } from './csv.js';
import type { Cell, ColumnKind } from './table.js';

// The reader of texts would drop the byte order mark.
const textOf = async (stream: ReturnType<typeof csvStream>): Promise<string> => (await buffer(stream)).toString();

/** A table of these rows, whose headings are `c0`, `c1`, …, without the heading. */
async function body(rows: readonly (readonly Cell[])[], kind: ColumnKind = 'text'): Promise<string> {
  return (await written(rows, kind)).replace(/^.*\r\n/, '');
}

function written(rows: readonly (readonly Cell[])[], kind: ColumnKind): Promise<string> {
  const width = Math.max(...rows.map((row) => row.length), 1);
  const columns = Array.from({ length: width }, (_, index) => ({
    heading: { zh: `c${index}`, en: `c${index}` },
    kind,
    of: (row: readonly Cell[]) => row[index]!,
  }));
  return textOf(csvStream({ name: { zh: '表', en: 'Table' }, file: 'table', columns, rows }, 'en'));
}

describe('a table as CSV', () => {
  it('starts with a byte order mark and ends every line with CRLF', async () => {
    const columns = [
      { heading: { zh: '地区', en: 'Region' }, kind: 'text', of: (row: readonly Cell[]) => row[0]! },
      { heading: { zh: '=收集数', en: '=Received' }, kind: 'whole', of: (row: readonly Cell[]) => row[1]! },
    ] as const;
    const table = { name: { zh: '表', en: 'Table' }, file: 'table', columns, rows: [['川汇区', null]] };
    expect(await textOf(csvStream(table, 'zh-CN'))).toBe("\uFEFF地区,'=收集数\r\n川汇区,\r\n");
    expect(await textOf(csvStream(table, 'en'))).toBe("\uFEFFRegion,'=Received\r\n川汇区,\r\n");
  });

  it.each([
    ['a,b', '"a,b"'],
    ['say "yes"', '"say ""yes"""'],
    ['two\nlines', '"two\nlines"'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['川汇区', '川汇区'],
    ['—', '—'],
    ['99.04%', '99.04%'],
    ['', ''],
  ])('writes %j as %s', async (value, line) => {
    expect(await body([[value]])).toBe(`${line}\r\n`);
  });

  it.each([
    '=1+1',
    '+86',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\tx',
    '\rx',
    '\nx',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    ' =1',
    '\u3000=1',
    '\u00a0=1',
    '\u200b=1',
    '\ufeff=1',
    '"=1',
    "'=1",
    '" \'=1',
    '“＝1',
  ])('makes the formula %j a text', async (value) => {
    expect((await body([[value]])).replace(/^"/, '').startsWith("'")).toBe(true);
  });

  it.each<[ColumnKind, Cell, string]>([
    ['whole', 626, '626'],
    ['whole', -1, '-1'],
    ['decimal', -1.5, '-1.5'],
    ['decimal', '—', '—'],
    ['decimal', '=1', "'=1"],
    ['percent', '99.04%', '99.04%'],
    ['percent', '-1.20%', '-1.20%'],
    ['percent', '—', '—'],
    ['percent', '-1.20%+1', "'-1.20%+1"],
    ['date', '2024-02-04', '2024-02-04'],
    ['instant', Date.parse('2024-02-04T16:00:59.999Z'), '2024-02-05 00:00:59'],
    ['instant', Date.parse('1969-12-31T23:59:59.500Z'), '1970-01-01 07:59:59'],
    ['instant', null, ''],
  ])('writes a cell of kind %s, %s, as %s', async (kind, value, line) => {
    expect(await body([[value]], kind)).toBe(`${line}\r\n`);
  });

  it('can be read back', async () => {
    const cell = fc.string({ unit: 'grapheme' });
    const cells = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(cells, async (rows) => {
        const read = readBack((await written(rows, 'text')).slice(1)).slice(1);
        expect(read.map((row) => row.length)).toEqual(rows.map((row) => row.length));
        read.flat().forEach((text, index) => {
          const original = rows.flat()[index]!;
          expect([original, `'${original}`]).toContain(text);
        });
      }),
      { seed: 4180, numRuns: 500 },
    );
  });

  it('comes in pieces that hold whole rows, and lets go of the rows when nobody reads on', async () => {
    let asked = 0;
    let leave = (): void => undefined;
    const left = new Promise<void>((resolve) => (leave = resolve));
    function* numbers(): Generator<readonly Cell[]> {
      try {
        for (;;) yield [`${asked++}`.padEnd(100, 'x')];
      } finally {
        leave();
      }
    }
    const columns = [
      { heading: { zh: '数', en: 'Number' }, kind: 'text', of: ([cell]: readonly Cell[]) => cell! },
    ] as const;
    const stream = csvStream({ name: { zh: '表', en: 'Table' }, file: 'table', columns, rows: numbers() }, 'en');
    for await (const piece of stream) {
      expect((piece as Buffer).toString()).toMatch(/\r\n$/);
      break;
    }
    await left;
    // Two pieces of 16 KiB at most.
    expect(asked).toBeLessThan(400);
  });
});

/** A plain reader of RFC 4180. */
function readBack(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
