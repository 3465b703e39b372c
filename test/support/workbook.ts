import { inflateRawSync } from 'node:zlib';
import readExcelFile from 'read-excel-file/node';

type WorkbookCell = string | number | boolean | Date | null;

interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly WorkbookCell[])[];
}

/** The sheets as a reader that knows nothing of our writer sees them. */
export async function readWorkbook(file: Buffer): Promise<Sheet[]> {
  const sheets = await readExcelFile(file, { trim: false });
  return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data as readonly (readonly WorkbookCell[])[] }));
}

/** The parts of a ZIP file by their paths, found through its directory at the end (APPNOTE 4.3). */
export function partsOf(file: Buffer): ReadonlyMap<string, string> {
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const parts = new Map<string, string>();
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((offset) => file.readUInt16LE(at + offset));
    const start = file.readUInt32LE(at + 42);
    const path = file.toString('utf8', at + 46, at + 46 + nameLength!);
    const content = start + 30 + file.readUInt16LE(start + 26) + file.readUInt16LE(start + 28);
    const packed = file.subarray(content, content + file.readUInt32LE(at + 20));
    parts.set(path, (file.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)).toString('utf8'));
    at += 46 + nameLength! + extraLength! + noteLength!;
  }
  return parts;
}
