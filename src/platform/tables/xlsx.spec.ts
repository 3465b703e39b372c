import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import fc from 'fast-check';
import { partsOf, readWorkbook } from '../../../test/support/workbook.js';
import type { Cell, Column, ColumnKind, Table } from './table.js';
import { xlsxStream } from './xlsx.js';

type Row = readonly Cell[];

function tableOf(kinds: readonly ColumnKind[], rows: Table<Row>['rows']): Table<Row> {
  const columns = kinds.map((kind, index): Column<Row> => ({
    heading: { zh: `列${index}`, en: `c${index}` },
    kind,
    of: (row) => row[index]!,
  }));
  return { name: { zh: '办结率', en: 'Completion' }, file: 'completion', columns, rows };
}

const written = (table: Table<Row>, sheetRows?: number): Promise<Buffer> =>
  buffer(xlsxStream(table, 'zh-CN', sheetRows));

async function cellsOf(kind: ColumnKind, cells: readonly Cell[]): Promise<unknown[]> {
  const [sheet] = await readWorkbook(
    await written(
      tableOf(
        [kind, 'whole'],
        cells.map((cell) => [cell, 1]),
      ),
    ),
  );
  return sheet!.rows.slice(1).map(([cell]) => cell);
}

describe('a workbook', () => {
  it('has typed cells, a Chinese sheet name and a heading', async () => {
    const row = ['川汇区', 626, 3.2, '99.04%', '2024-02-04', Date.parse('2024-02-04T16:00:59.999Z')];
    const file = await written(tableOf(['text', 'whole', 'decimal', 'percent', 'date', 'instant'], [row]));
    const [sheet, ...others] = await readWorkbook(file);
    expect(others).toEqual([]);
    expect(sheet).toEqual({
      name: '办结率',
      rows: [
        ['列0', '列1', '列2', '列3', '列4', '列5'],
        // Dates of a workbook have no zone, so they are read as UTC: this is midnight of the fifth on the wall.
        ['川汇区', 626, 3.2, 0.9904, new Date('2024-02-04T00:00:00Z'), new Date('2024-02-05T00:00:59Z')],
      ],
    });
  });

  it('keeps its heading in sight and has widths', async () => {
    const table = tableOf(['text', 'whole'], [['a', 1]]);
    const columns = [{ ...table.columns[0]!, width: 31 }, table.columns[1]!];
    const sheet = partsOf(await written({ ...table, columns })).get('xl/worksheets/sheet1.xml')!;
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheet).toContain('<cols><col min="1" max="1" width="31" customWidth="1"/><col min="2" max="2" width="12"');
    expect(sheet).toContain('<row r="1"><c r="A1" s="2" t="inlineStr">');
    expect(sheet).toContain('<c r="B2" s="3"><v>1</v></c>');
  });

  it('says how numbers look', async () => {
    const parts = partsOf(await written(tableOf(['percent'], [['5.00%'], ['—']])));
    const formats = [...parts.get('xl/styles.xml')!.matchAll(/<xf numFmtId="(\d+)"[^>]*applyNumberFormat/g)];
    expect(formats.map(([, id]) => Number(id))).toEqual([0, 49, 49, 1, 164, 10, 165, 166]);
    expect(parts.get('xl/worksheets/sheet1.xml')).toContain('<c r="A2" s="5"><v>0.0500</v></c>');
    expect(parts.get('xl/worksheets/sheet1.xml')).toContain('<c r="A3" s="1" t="inlineStr">');
  });

  it('names every part that it has, and no other', async () => {
    const parts = partsOf(await written(tableOf(['whole'], [[1], [2], [3]]), 2));
    const types = parts.get('[Content_Types].xml')!;
    const named = [...types.matchAll(/PartName="\/([^"]+)"/g)].map(([, path]) => path!);
    expect([...named, '[Content_Types].xml', '_rels/.rels', 'xl/_rels/workbook.xml.rels'].sort()).toEqual(
      [...parts.keys()].sort(),
    );
    const targets = [...parts.get('xl/_rels/workbook.xml.rels')!.matchAll(/Target="([^"]+)"/g)].map(
      ([, path]) => `xl/${path!}`,
    );
    expect(targets.filter((path) => !parts.has(path))).toEqual([]);
  });

  it('is the same file whenever it is made', async () => {
    const table = tableOf(['text'], [['a']]);
    expect((await written(table)).equals(await written(table))).toBe(true);
  });

  it('is sound without any row', async () => {
    expect(await readWorkbook(await written(tableOf(['text'], [])))).toEqual([{ name: '办结率', rows: [['列0']] }]);
  });
});

describe('a cell', () => {
  it.each<[string, unknown]>([
    ['0.00%', 0],
    ['0.05%', 0.0005],
    ['3.03%', 0.0303],
    ['57.00%', 0.57],
    ['99.99%', 0.9999],
    ['100.00%', 1],
    ['1234.56%', 12.3456],
    ['-1.20%', -0.012],
    ['+1.20%', 0.012],
    ['—', '—'],
    ['-1.20%x', "'-1.20%x"],
  ])('of %s percent holds %s', async (text, value) => {
    expect(await cellsOf('percent', [text])).toEqual([value]);
  });

  it.each<[ColumnKind, Cell, unknown]>([
    ['decimal', '—', '—'],
    ['decimal', Number.NaN, 'NaN'],
    ['decimal', -0.5, -0.5],
    ['date', '1900-02-28', '1900-02-28'],
    ['date', '1900-03-01', new Date('1900-03-01T00:00:00Z')],
    ['date', '2199-12-31', new Date('2199-12-31T00:00:00Z')],
    ['date', 'none', 'none'],
    ['instant', Date.parse('1890-01-01T00:00:00Z'), '1890-01-01 08:00:00'],
    ['text', null, null],
    ['text', '', null],
    ['text', '411602', '411602'],
  ])('of kind %s with %s holds %s', async (kind, cell, value) => {
    expect(await cellsOf(kind, [cell])).toEqual([value]);
  });

  it.each(['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', '＝1', '\u200b=1', '"=1'])('makes %j a text', async (text) => {
    expect(await cellsOf('text', [text])).toEqual([`'${text}`]);
  });

  it.each([
    ['a & <b> "c" \'d\'', 'a & <b> "c" \'d\''],
    ['两行\r\n文字\r完', '两行\n文字\n完'],
    ['  blank  ', '  blank  '],
    ['bell\u0007 null\u0000 \ufffe\uffff', 'bell null '],
    ['lone \ud800 half', 'lone  half'],
    ['𠮷野家', '𠮷野家'],
  ])('holds the text %j as %j', async (text, held) => {
    expect(await cellsOf('text', [text])).toEqual([held]);
  });

  it('writes out what spreadsheets would take for a character', async () => {
    const sheet = partsOf(await written(tableOf(['text'], [['_x0041_ _x_']]))).get('xl/worksheets/sheet1.xml');
    expect(sheet).toContain('>_x005F_x0041_ _x_</t>');
  });

  it('holds no more than a spreadsheet takes', async () => {
    const [text] = (await cellsOf('text', ['𠮷'.repeat(20_000)])) as string[];
    expect(text!.length).toBeLessThanOrEqual(32_767);
    expect(text!.isWellFormed()).toBe(true);
  });

  it('holds any text, less what XML cannot hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 20 }), async (texts) => {
        const read = await cellsOf(
          'text',
          texts.map((text) => `文${text}`),
        );
        const kept = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
        expect(read).toEqual(texts.map((text) => `文${text.replace(kept, '').replace(/\r\n?/g, '\n')}`));
      }),
      { seed: 376, numRuns: 60 },
    );
  });
});

describe('more rows than a sheet holds', () => {
  it.each([
    [0, [0]],
    [1, [1]],
    [2, [2]],
    [3, [2, 1]],
    [4, [2, 2]],
    [5, [2, 2, 1]],
  ])('%i rows at two a sheet', async (count, perSheet) => {
    const rows = Array.from({ length: count }, (_, nth): Row => [nth]);
    const sheets = await readWorkbook(await written(tableOf(['whole'], rows), 3));
    expect(sheets.map(({ name }) => name)).toEqual(['办结率', '办结率 (2)', '办结率 (3)'].slice(0, sheets.length));
    expect(sheets.map((sheet) => sheet.rows.length - 1)).toEqual(perSheet);
    expect(sheets.every((sheet) => sheet.rows[0]![0] === '列0')).toBe(true);
    expect(sheets.flatMap((sheet) => sheet.rows.slice(1).flat())).toEqual(rows.flat());
  });
});

describe('the name of a sheet', () => {
  it.each([
    ["'a:b/c'", 'a b c'],
    ['[x]*?\\', 'x'],
    ['', 'Sheet'],
    ['长'.repeat(40), '长'.repeat(31)],
    ['Q & <A>', 'Q & <A>'],
  ])('of %j is %j', async (name, shown) => {
    const table = { ...tableOf(['whole'], [[1]]), name: { zh: name, en: name } };
    expect((await readWorkbook(await written(table))).map((sheet) => sheet.name)).toEqual([shown]);
  });
});

describe('a reader who goes, a source that fails', () => {
  it('the source is let go when nobody reads on', async () => {
    let leave = (): void => undefined;
    const left = new Promise<void>((resolve) => (leave = resolve));
    async function* endless(): AsyncGenerator<Row> {
      try {
        for (let nth = 0; ; nth++) yield await Promise.resolve([nth]);
      } finally {
        leave();
      }
    }
    const stream = xlsxStream(tableOf(['whole'], endless()), 'en');
    await new Promise((resolve) => stream.once('data', resolve));
    stream.destroy();
    await expect(finished(stream)).rejects.toThrow('Premature close');
    await left;
  });

  it('a file is not ended as if it were whole', async () => {
    async function* failing(): AsyncGenerator<Row> {
      yield await Promise.resolve([1]);
      throw new Error('the database is gone');
    }
    await expect(written(tableOf(['whole'], failing()))).rejects.toThrow('the database is gone');
  });
});
