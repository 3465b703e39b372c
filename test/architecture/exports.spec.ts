import { read, sourceFiles } from './source-files.js';

const MAKER = 'src/modules/reports/domain/csv.ts';
const programs = sourceFiles('src', 'seeds').filter((file) => !file.endsWith('.spec.ts'));

it('one function makes every table for a spreadsheet, with its guard against formulas', () => {
  // Cells joined by commas to lines, a byte order mark, or a library that writes workbooks.
  const makesTables = /uFEFF|\.join\(['"`],['"`]\)\}\\r\\n|from '(exceljs|xlsx|papaparse|csv-stringify|fast-csv)/;
  const makers = programs.filter((file) => makesTables.test(read(file).replace(/^\s*(\/\/|\*).*$/gm, '')));
  expect(makers).toEqual([MAKER]);
});

it('whoever answers with a table has it from there', () => {
  const answering = programs.filter((file) => /\.type\(['"`]text\/csv/.test(read(file)));
  expect(answering.length).toBeGreaterThan(0);
  for (const file of answering) {
    const imported = [...read(file).matchAll(/from '(\.[^']+)\.js'/g)].map(([, path]) => path!);
    const csv = imported.filter((path) => path.includes('csv'));
    expect([file, csv.length > 0]).toEqual([file, true]);
    const folder = file.slice(0, file.lastIndexOf('/'));
    for (const path of csv) {
      const source = `${folder}/${path.replace('./', '')}.ts`;
      expect([source, source === MAKER || read(source).includes('domain/csv.js')]).toEqual([source, true]);
    }
  }
});
