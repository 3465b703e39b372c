import { crc32 } from 'node:zlib';
import sharp from 'sharp';

/** Files as people attach them, and as attackers do. */

/** A picture with a place, a camera and an orientation in its metadata. */
export function photo(format: 'jpeg' | 'png' | 'webp' = 'jpeg', [width, height] = [60, 40]): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#4080c0' } })
    .withExif({ IFD0: { Make: 'SecretCamera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '33/1 37/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .toFormat(format)
    .toBuffer();
}

export const pdf = (inside = ''): Buffer => Buffer.from(`%PDF-1.4\n${inside}\ntrailer<</Root 1 0 R>>\n%%EOF\n`);

export const text = (content = '缺口 60 名\n'): Buffer => Buffer.from(content);

/** 招聘清单 and so on, in the encoding of Chinese Windows. */
export const gb18030 = Buffer.from('d5d0c6b8c7e5b5a52cc8cbcafd0a', 'hex');

const OFFICE_TYPES = {
  docx: ['word/document.xml', 'wordprocessingml.document'],
  xlsx: ['xl/workbook.xml', 'spreadsheetml.sheet'],
  pptx: ['ppt/presentation.xml', 'presentationml.presentation'],
} as const;

export function office(ending: keyof typeof OFFICE_TYPES): Buffer {
  const [main, type] = OFFICE_TYPES[ending];
  const contentType = `application/vnd.openxmlformats-officedocument.${type}.main+xml`;
  return zip({
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
      `<Override PartName="/${main}" ContentType="${contentType}"/></Types>`,
    '_rels/.rels': '<?xml version="1.0"?><Relationships/>',
    [main]: '<?xml version="1.0"?><x/>',
  });
}

/** An archive without compression. */
export function zip(entries: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const [nameBytes, bytes] = [Buffer.from(name), Buffer.from(content)];
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(bytes.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(nameBytes.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, nameBytes, bytes]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, place, nameBytes]));
    parts.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}
