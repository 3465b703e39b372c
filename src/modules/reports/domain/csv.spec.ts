import fc from 'fast-check';
import { csvText } from './csv.js';

const body = (...rows: (string | number | null)[][]): string => csvText(rows).slice(1);

describe('csvText', () => {
  it('starts with a byte order mark and ends every line with CRLF', () => {
    expect(
      csvText([
        ['地区', 1],
        ['川汇区', null],
      ]),
    ).toBe('\uFEFF地区,1\r\n川汇区,\r\n');
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
  ])('writes %j as %s', (value, written) => {
    expect(body([value])).toBe(`${written}\r\n`);
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
  ])('makes the formula %j a text', (value) => {
    expect(body([value]).replace(/^"/, '').startsWith("'")).toBe(true);
  });

  it('leaves numbers, also negative ones, as numbers', () => {
    expect(body([-1.5, 0, 626])).toBe('-1.5,0,626\r\n');
  });

  it('can be read back', () => {
    const cells = fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 4 }), { maxLength: 5 });
    fc.assert(
      fc.property(cells, (rows) => {
        const read = readBack(csvText(rows).slice(1));
        expect(read.map((row) => row.length)).toEqual(rows.map((row) => row.length));
        read.flat().forEach((text, index) => {
          const original = rows.flat()[index]!;
          expect([original, `'${original}`]).toContain(text);
        });
      }),
      { seed: 4180, numRuns: 500 },
    );
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
