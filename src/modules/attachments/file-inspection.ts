import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { type FileKind, kindOf, textKindOf } from './domain/file-kind.js';
import { type Charset, charsetOfText } from './text-check.js';

/** What a file is by its content. */
export interface Inspected {
  readonly kind: FileKind;
  /** Of text. */
  readonly charset: Charset | null;
}

/** @returns null for what may not be attached. @param name only tells kinds of text apart */
export async function inspected(path: string, name: string): Promise<Inspected | null> {
  const found = await fileTypeFromFile(path).catch(() => undefined);
  if (found === undefined) return inspectedText(path, name);
  const kind = kindOf(found.mime);
  if (kind === null || kind.mediaType.startsWith('text/')) return null;
  if (kind.mediaType === 'application/pdf' && !(await endsAsPdf(path))) return null;
  return { kind, charset: null };
}

async function inspectedText(path: string, name: string): Promise<Inspected | null> {
  const kind = textKindOf(name);
  const charset = kind === null ? null : await charsetOfText(path);
  return kind === null || charset === null ? null : { kind, charset };
}

const TAIL = 1_024;

/** A document that begins as PDF and ends as something else, such as an archive, is meant to be taken for two things. */
async function endsAsPdf(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const start = Math.max(0, size - TAIL);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(TAIL), 0, TAIL, start);
    const tail = buffer.subarray(0, bytesRead).toString('latin1');
    return /%%EOF[\s\0]*$/.test(tail);
  } finally {
    await handle.close();
  }
}
