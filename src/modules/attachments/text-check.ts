import { createReadStream } from 'node:fs';

const CHARSETS = ['utf-8', 'gb18030'] as const;
export type Charset = (typeof CHARSETS)[number];

// Controls other than tab, line feed, form feed and carriage return; an escape could speak to a terminal.
const NO_TEXT = new RegExp('[\\u0000-\\u0008\\u000b\\u000e-\\u001f\\u007f\\ufffe\\uffff]');
// A page, a drawing or a script says so with its first sign.
const MARKUP = /^[\s\ufeff]*(<[a-z!?/]|#!)/i;

/** Reads the whole file and says in which encoding it is text for people; null when it is none. */
export async function charsetOfText(path: string): Promise<Charset | null> {
  for (const charset of CHARSETS) if (await isTextIn(path, charset)) return charset;
  return null;
}

async function isTextIn(path: string, charset: Charset): Promise<boolean> {
  const decoder = new TextDecoder(charset, { fatal: true });
  let beginning = '';
  try {
    for await (const piece of createReadStream(path)) {
      const text = decoder.decode(piece as Buffer, { stream: true });
      if (NO_TEXT.test(text)) return false;
      // White space may stand before the first sign, but not without end.
      if (beginning.trim().length < 3) beginning = (beginning + text.slice(0, 1_000)).slice(-10_000);
    }
    decoder.decode();
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false;
    throw error;
  }
  return !MARKUP.test(beginning);
}
