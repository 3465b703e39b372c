import { read, sourceFiles } from './source-files.js';

const MAKERS = ['src/platform/tables/csv.ts', 'src/platform/tables/xlsx.ts'];
const programs = sourceFiles('src', 'seeds').filter((file) => !file.endsWith('.spec.ts'));

it('one place makes every table for a spreadsheet, with one guard against formulas', () => {
  // Cells joined by commas to lines, a byte order mark, or a library that writes workbooks.
  const makesTables = /uFEFF|\.join\(['"`],['"`]\)\}\\r\\n|from '(yazl|exceljs|xlsx|papaparse|csv-stringify|fast-csv)/;
  const makers = programs.filter((file) => makesTables.test(read(file).replace(/^\s*(\/\/|\*).*$/gm, '')));
  expect(makers).toEqual(MAKERS);
});

it('both formats write their texts through the guard', () => {
  const guard = 'src/platform/tables/cell-text.ts';
  const guarding = programs.filter((file) => /function harmless|\\p\{Cf\}.*[=＝].*[@＠]/.test(read(file)));
  expect(guarding).toEqual([guard]);
  for (const file of [MAKERS[0]!, 'src/platform/tables/sheet-xml.ts']) {
    expect([file, /\bcellText\(kind, cell\)/.test(read(file))]).toEqual([file, true]);
  }
});

it('whoever answers with a table has it from there', () => {
  const sending = programs.filter((file) =>
    /(type\(|type:|Content-Type['"`]?[:,]).*(text\/csv|spreadsheetml)/.test(read(file)),
  );
  expect(sending).toEqual([]);
  const naming = programs.filter((file) => /MEDIA_TYPES\.(csv|xlsx)|MEDIA_TYPES\[format\]/.test(read(file)));
  expect(naming.sort()).toEqual([
    // Only to say in the document what the file may be.
    'src/modules/exports/export-file.controller.ts',
    'src/platform/http/formats.ts',
    'src/platform/http/operation.decorator.ts',
    'src/platform/tables/table-answers.ts',
  ]);
});
