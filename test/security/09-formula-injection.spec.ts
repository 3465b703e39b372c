import { RoutingOffice } from '../support/routing-office.js';
import { loadReferenceData } from '../support/sample-bodies.js';
import { partsOf, readWorkbook } from '../support/workbook.js';
import { startApp, type TestApp } from '../support/test-app.js';

const V1 = '/api/v1';
const FORMULA = /^[\s\p{Cf}"'“”‘’＂＇]*[=+\-@＝＋－＠]/u;
const NAMES = [
  ...['=1+1', '+cmd|/c calc!A0', '-2+3', '@SUM(A1)', '＝HYPERLINK("http://evil.example")', '＋1', '－1', '＠x'],
  ...['"=1+1', "'=1+1", '“＝1', '王\t=1', '王\r\n=1+1', '王,=1', '王","=1'],
];

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let t: TestApp;
beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  const office = await RoutingOffice.open(t);
  for (const name of NAMES) {
    const { id } = await office.cadre(name);
    await office.submit(await office.enterprise({ [id]: 'chief' }));
  }
});
afterAll(() => t.close());

/** Cells as a spreadsheet reads them (RFC 4180). */
function cellsOf(csv: string): string[] {
  return [...csv.slice(1).matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}

it('names that are formulas leave as text, in every form of the export', async () => {
  const report = `${V1}/reports/completion?from=2024-03-01&to=2024-04-01&groupBy=cadre`;
  for (const send of [
    () => t.as.coordinator().get(`${report}&format=csv`),
    () => t.as.coordinator().get(report).set('Accept', 'text/csv'),
    () => t.as.auditor().get(`${report}&format=csv`).set('Accept-Language', 'en'),
  ]) {
    const { text, headers } = await send().expect(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toMatch(/^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w.%-]+$/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    const cells = cellsOf(text);
    expect(cells.filter((cell) => cell.includes('1') && /[王=＝]/.test(cell)).length).toBeGreaterThan(5);
    // The apostrophe in front is what makes a spreadsheet take the rest as text.
    expect(cells.filter((cell) => FORMULA.test(cell) && !cell.startsWith("'"))).toEqual([]);
    for (const name of NAMES.filter((each) => FORMULA.test(each))) expect(cells).toContain(`'${name}`);
  }
});

it('names that are formulas are text in a workbook, too', async () => {
  const report = `${V1}/reports/completion?from=2024-03-01&to=2024-04-01&groupBy=cadre&format=xlsx`;
  const { body } = await t.as.coordinator().get(report).responseType('blob').expect(200);
  const cells = (await readWorkbook(body as Buffer)).flatMap(({ rows }) => rows.flat());
  expect(cells.filter((cell) => typeof cell === 'string' && FORMULA.test(cell) && !cell.startsWith("'"))).toEqual([]);
  for (const name of NAMES.filter((each) => FORMULA.test(each))) expect(cells).toContain(`'${name}`);
  const sheet = partsOf(body as Buffer).get('xl/worksheets/sheet1.xml')!;
  expect(sheet).not.toContain('<f');
});

/** Every operation whose answer can be a table. */
async function tables(): Promise<string[]> {
  const { paths } = (await t.http.get('/api/openapi.json')).body as { paths: Record<string, Record<string, unknown>> };
  const named = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, operation]) => /text\/csv|spreadsheetml|ms-excel/.test(JSON.stringify(operation)))
      .map(([method]) => `${method} ${path}`),
  );
  // A file comes back as the bytes that were taken, to be saved and never shown.
  return named.filter((name) => !name.includes('/attachments/'));
}

/** What an operation must be told. */
const QUERIES: Readonly<Record<string, string>> = {
  'reports/completion': 'groupBy=cadre',
};

it('no cell of any table is a formula', async () => {
  const by = t.as.coordinator();
  const names = await tables();
  expect(names).toEqual(expect.arrayContaining(['cadres', 'enterprises', 'issues'].map((path) => `get ${V1}/${path}`)));
  for (const name of names.filter((each) => !each.includes('{'))) {
    const path = name.replace(`get ${V1}/`, '');
    const address = `${V1}/${path}?${QUERIES[path] ?? ''}`;
    const csv = await by.get(address).set('Accept', 'text/csv');
    expect([name, csv.status, csv.headers['content-type']]).toEqual([name, 200, 'text/csv; charset=utf-8']);
    const { body } = await by.get(address).set('Accept', XLSX).responseType('blob').expect(200);
    const cells = [...cellsOf(csv.text), ...(await readWorkbook(body as Buffer)).flatMap(({ rows }) => rows.flat())];
    expect([name, cells.length > 2]).toEqual([name, true]);
    const formulas = cells.filter((cell) => typeof cell === 'string' && FORMULA.test(cell) && !cell.startsWith("'"));
    // What stands for no value, or the sign of a difference that is a number, is none.
    expect([name, formulas.filter((cell) => !/^[+-][\d.]+%?$/.test(String(cell)))]).toEqual([name, []]);
  }
});
