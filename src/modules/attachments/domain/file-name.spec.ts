import fc from 'fast-check';
import { endingOf, FILE_KINDS, kindOf, textKindOf } from './file-kind.js';
import { contentDisposition } from '../../../platform/http/index.js';
import { cleanName, LONGEST_NAME, neutralName } from './file-name.js';

const JPEG = kindOf('image/jpeg')!;
const PDF = kindOf('application/pdf')!;

describe('the name of a file', () => {
  it.each([
    ['现场.jpg', '现场.jpg'],
    ['现场.JPEG', '现场.jpeg'],
    ['现场.png', '现场.jpg'],
    ['photo.jpg.exe', 'photo.jpg.jpg'],
    ['photo', 'photo.jpg'],
    ['C:\\temp\\photo.jpg', 'photo.jpg'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['a\u202egpj.exe', 'agpj.jpg'],
    ['a\u200b\u0000\u0007b.jpg', 'ab.jpg'],
    ['a\ud800b.jpg', 'ab.jpg'],
    ['.htaccess', 'htaccess.jpg'],
    ['  . ..', 'attachment.jpg'],
    ['', 'attachment.jpg'],
    ['con.jpg', 'attachment.jpg'],
    ['<img src=x onerror=alert(1)>.jpg', '_img src=x onerror=alert(1)_.jpg'],
    ['2024.3.15 说明.jpg', '2024.3.15 说明.jpg'],
    ['版本1.2', '版本1.2.jpg'],
    ['𠮷野家.jpg', '𠮷野家.jpg'],
    ['"a"\r\nSet-Cookie: x.jpg', '_a_Set-Cookie_ x.jpg'],
  ])('%j becomes %j', (given, expected) => {
    expect(cleanName(given, JPEG)).toBe(expected);
  });

  it('is safe, short and stays what it is when it is cleaned again, whatever was given', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc
        .array(fc.constantFrom('.', '/', '\\', ' ', '\u202e', 'a', '文', 'pdf', '\ud800', '"'))
        .map((all) => all.join('')),
    );
    fc.assert(
      fc.property(anyText, fc.constantFrom(...FILE_KINDS), (given, kind) => {
        const name = cleanName(given, kind);
        expect([...name].length).toBeLessThanOrEqual(LONGEST_NAME);
        expect(name.isWellFormed()).toBe(true);
        expect(name).not.toMatch(/[\p{Cc}\p{Cf}<>:"|?*\\/]|^[.\s]/u);
        expect(kind.endings).toContain(endingOf(name));
        expect(cleanName(name, kind)).toBe(name);
        expect(contentDisposition(name)).toMatch(/^attachment; filename="[\w .()-]+"; filename\*=UTF-8''[\w.~%!-]+$/);
      }),
    );
  });

  it('is neutral where it could tell of the enterprise', () => {
    expect(neutralName(3, PDF, 'zh-CN')).toBe('附件3.pdf');
    expect(neutralName(3, PDF, 'en')).toBe('attachment-3.pdf');
  });
});

describe('a text', () => {
  it.each([
    ['a.txt', 'text/plain'],
    ['a', 'text/plain'],
    ['a.CSV', 'text/csv'],
    ['a.js', undefined],
    ['a.html', undefined],
    ['a.svg', undefined],
    ['a.bat', undefined],
    ['a.jpg', undefined],
  ])('called %s is %s', (name, mediaType) => {
    expect(textKindOf(name)?.mediaType).toBe(mediaType);
  });
});
