/** UTF-8 byte order mark, without which spreadsheet programs on Chinese Windows read the file as GBK. */
const BOM = '\uFEFF';

// What a spreadsheet would run as a formula (CWE-1236), also behind quotes, spaces and invisible signs, which some skip.
const FORMULA = /^[\s\p{Cf}"'“”‘’＂＇]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** A table as RFC 4180 text with a byte order mark, every text made harmless for spreadsheets. */
export function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
  return BOM + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
