import { type Language } from '../../../kernel/language.js';
import { endingOf, type FileKind } from './file-kind.js';

export const LONGEST_NAME = 150;

// Controls, invisible formatting such as right-to-left overrides, lone surrogates, the replacement character.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufffd]/gu;
// What Windows does not take in a name, or takes for something else.
const UNSAFE = /[<>:"|?*\\/]/g;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const NAMELESS = 'attachment';

/** A name under which the file can be kept on any system: only its last part, without anything invisible, with the ending of its kind. */
export function cleanName(given: string, kind: FileKind): string {
  const last = given.normalize('NFC').replace(UNSEEN, '').split(/[/\\]/).at(-1)!.replace(UNSAFE, '_');
  const ending = endingOf(last);
  const fits = ending !== null && kind.endings.includes(ending) ? ending : kind.endings[0]!;
  const stem = trimmed(ending === null ? last : last.slice(0, -(ending.length + 1)));
  const room = LONGEST_NAME - fits.length - 1;
  const short = trimmed([...stem].slice(0, room).join(''));
  return `${short === '' || RESERVED.test(short) ? NAMELESS : short}.${fits}`;
}

// Windows drops dots and blanks at the end, Unix hides what begins with a dot.
const trimmed = (text: string): string => text.replace(/^[\s.]+|[\s.]+$/gu, '').replace(/\s+/gu, ' ');

/** For somebody from whom the enterprise is hidden: its files are often called after it. */
export function neutralName(ordinal: number, kind: FileKind, language: Language): string {
  return `${language === 'en' ? 'attachment-' : '附件'}${ordinal}.${kind.endings[0]!}`;
}
