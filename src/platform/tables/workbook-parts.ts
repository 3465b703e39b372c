/** The place of each kind of cell in the list of formats of {@link stylesXml}. */
export const STYLES = { text: 1, heading: 2, whole: 3, decimal: 4, percent: 5, date: 6, instant: 7 } as const;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The parts of a workbook beside its sheets, by their paths (ECMA-376 part 1, § 12). */
export function workbookParts(sheetNames: readonly string[]): ReadonlyMap<string, string> {
  const parts = [
    ['[Content_Types].xml', contentTypes(sheetNames.length)],
    ['_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])],
    ['xl/workbook.xml', workbook(sheetNames)],
    ['xl/_rels/workbook.xml.rels', relations(workbookRelations(sheetNames.length))],
    ['xl/styles.xml', stylesXml()],
  ] as const;
  return new Map(parts.map(([path, content]) => [path, DECLARATION + content]));
}

/** The path of a sheet; they count from 1. */
export function sheetPath(nth: number): string {
  return `xl/worksheets/sheet${nth}.xml`;
}

/** A name that spreadsheets take: up to 31 characters, none of `[]:*?/\`, no apostrophe at its ends. */
export function sheetName(name: string, nth: number): string {
  const behind = nth === 1 ? '' : ` (${nth})`;
  const allowed = name.replace(/[[\]:*?/\\\p{Cc}]/gu, ' ').replace(/^[\s']+|[\s']+$/g, '');
  const room = 31 - behind.length;
  let short = '';
  for (const sign of allowed) if (short.length + sign.length <= room) short += sign;
  return `${short.replace(/[\s']+$/, '') || 'Sheet'}${behind}`;
}

// What XML 1.0 cannot hold, not even escaped.
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * The text as XML holds it. Characters that XML does not allow are dropped, a line ends with a line feed, and what
 * looks like the spreadsheets' own way of writing a character (`_x0041_`) stays as it is written.
 */
export function xmlText(text: string): string {
  return text
    .replace(FORBIDDEN, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign]!)
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}

function contentTypes(sheets: number): string {
  const override = (path: string, type: string) =>
    `<Override PartName="/${path}" ContentType="${SPREADSHEET}.${type}+xml"/>`;
  return (
    `<Types xmlns="${TYPES}">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    override('xl/workbook.xml', 'sheet.main') +
    override('xl/styles.xml', 'styles') +
    upTo(sheets, (nth) => override(sheetPath(nth), 'worksheet')) +
    '</Types>'
  );
}

function workbook(sheetNames: readonly string[]): string {
  const sheets = sheetNames.map((name, index) => {
    const nth = index + 1;
    return `<sheet name="${xmlText(name)}" sheetId="${nth}" r:id="rId${nth}"/>`;
  });
  return `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join('')}</sheets></workbook>`;
}

function workbookRelations(sheets: number): [string, string][] {
  const ofSheets = Array.from({ length: sheets }, (_, index): [string, string] => [
    'worksheet',
    sheetPath(index + 1).replace('xl/', ''),
  ]);
  return [...ofSheets, ['styles', 'styles.xml']];
}

function relations(list: readonly (readonly [string, string])[]): string {
  const each = list.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${RELATIONS}">${each.join('')}</Relationships>`;
}

function stylesXml(): string {
  const format = (numberFormat: number, font = 0) =>
    `<xf numFmtId="${numberFormat}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"` +
    `${font === 0 ? '' : ' applyFont="1"'}/>`;
  // In the order of STYLES: 49 is text, 1 is 0, 10 is 0.00%.
  const formats = [format(0), format(49), format(49, 1), format(1), format(164), format(10), format(165), format(166)];
  return (
    `<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="0.0##"/>` +
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>' +
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>' +
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${formats.length}">${formats.join('')}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}

function upTo(count: number, make: (nth: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index + 1)).join('');
}
