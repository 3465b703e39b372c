import { createHash, randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import sql from 'sql-template-tag';
import { HOUR } from '../../src/kernel/clock.js';
import { OrphanFiles } from '../../src/modules/attachments/index.js';
import {
  attached,
  attachmentsFor,
  attachmentsOf,
  download,
  filesIn,
  type ToldAttachment,
  upload,
} from '../support/attaching.js';
import { type Cast, Stories, type Told } from '../support/issue-stories.js';
import { expectRefused } from '../support/refusals.js';
import { gb18030, office, pdf, photo, text } from '../support/sample-files.js';
import { straight } from '../support/straight.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let stories: Stories;
let cast: Cast;
let issue: Told;
beforeAll(async () => {
  t = await startApp({ settings: { ZHUQI_ATTACHMENT_MIB: '1' } });
  stories = await Stories.of(t);
  ({ cast } = stories);
});
beforeEach(async () => {
  issue = await cast.mill.submits();
});
afterAll(() => t.close());

const files = (): string[] => filesIn(join(t.dataDir, 'files'));
const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
const unique = (): Buffer => text(`${randomBytes(12).toString('hex')}\n`);

describe('an upload', () => {
  it('becomes part of the issue, its timeline and the audit trail, and can be had again', async () => {
    const content = pdf();
    const made = await attached(cast.mill.as, issue, content, { name: '用工计划.pdf' });
    expect(made).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/),
      ordinal: 1,
      name: '用工计划.pdf',
      mediaType: 'application/pdf',
      size: content.length,
      uploadedBy: 'mill',
      uploadedByRole: 'enterprise',
      uploadedAt: '2024-03-04T01:00:00.000Z',
      visibleToEnterprise: true,
    });
    expect(await attachmentsFor(cast.county.as, issue)).toEqual([{ ...made, uploadedBy: 'm*' }]);
    expect((await cast.county.timeline(issue)).at(-1)).toMatchObject({
      action: 'attach',
      actor: 'm*',
      details: { attachmentId: made.id, ordinal: 1, mediaType: 'application/pdf', size: content.length },
    });
    const [entry] = await t.reader.all<{ action: string; after: string }>(
      sql`SELECT action, after FROM audit_entry WHERE subject_id = ${made.id}`,
    );
    expect(entry!.action).toBe('attachment.added');
    expect(JSON.parse(entry!.after)).toMatchObject({ name: '用工计划.pdf', sha256: sha256(content) });
    const answer = await download(cast.wang.as, issue, made).expect(200);
    expect(answer.body).toEqual(content);
  });

  it.each([
    ['photo.jpg', () => photo(), 'image/jpeg'],
    ['photo.png', () => photo('png'), 'image/png'],
    ['photo.webp', () => photo('webp'), 'image/webp'],
    ['plan.pdf', () => pdf(), 'application/pdf'],
    ['plan.docx', () => office('docx'), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['plan.xlsx', () => office('xlsx'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['plan.pptx', () => office('pptx'), 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
    ['plan.txt', () => text(), 'text/plain'],
    ['plan.csv', () => gb18030, 'text/csv'],
  ])('takes %s for what it is, whatever the client declares', async (name, content, mediaType) => {
    const made = await attached(cast.mill.as, issue, await content(), { name, declared: 'application/x-msdownload' });
    expect(made).toMatchObject({ name, mediaType });
    const answer = await download(cast.mill.as, issue, made).expect(200);
    expect(answer.headers['content-type']).toMatch(new RegExp(`^${mediaType.replaceAll('.', '\\.')}(; charset=|$)`));
  });

  it('tells the encoding of a text', async () => {
    const made = await attached(cast.mill.as, issue, gb18030);
    const answer = await download(cast.mill.as, issue, made).expect(200);
    expect(answer.headers['content-type']).toBe('text/plain; charset=gb18030');
    expect(answer.body).toEqual(gb18030);
  });

  it('gives a name the ending of its kind, and no path, control or override', async () => {
    const name = '..\\..\\现场\u202egpj.exe';
    expect(await attached(cast.mill.as, issue, await photo(), { name })).toMatchObject({ name: '现场gpj.jpg' });
  });

  it('draws a picture anew: upright, without place and camera', async () => {
    const original = await photo();
    expect((await sharp(original).metadata()).exif).toBeDefined();
    const made = await attached(cast.mill.as, issue, original, { name: '现场.jpg' });
    const { body } = await download(cast.mill.as, issue, made).expect(200);
    const drawn = await sharp(body as Buffer).metadata();
    expect(drawn).toMatchObject({ width: 40, height: 60, format: 'jpeg' });
    expect([drawn.exif, drawn.icc, drawn.xmp, drawn.iptc, drawn.orientation]).toEqual(Array(5).fill(undefined));
    expect((body as Buffer).includes('SecretCamera')).toBe(false);
  });

  it('keeps the same content once', async () => {
    const content = unique();
    const before = files().length;
    await attached(cast.mill.as, issue, content, { name: 'a.txt' });
    await attached(cast.county.as, issue, content, { name: 'b.txt' });
    await attached(cast.bakery.as, await cast.bakery.submits(), content);
    expect(files()).toHaveLength(before + 1);
    const stored = files().find((file) => file.replaceAll('/', '') === sha256(content))!;
    expect(statSync(join(t.dataDir, 'files', stored)).mode & 0o777).toBe(0o600);
    expect(statSync(join(t.dataDir, 'files', stored, '..')).mode & 0o777).toBe(0o700);
  });

  it('is answered alike when it is repeated with its key, also when the issue has ended meanwhile', async () => {
    const content = unique();
    const send = (name = 'a.txt', body = content) =>
      upload(cast.mill.as, issue, body, { name }).set('Idempotency-Key', `upload-${issue.id}`);
    const [first, twin] = await Promise.all([send(), send()]);
    expect([first.status, twin.status]).toEqual([201, 201]);
    expect(twin.body).toEqual(first.body);
    await cast.mill.does('withdraw', issue);
    expect((await send()).body).toEqual(first.body);
    expect(await attachmentsFor(cast.mill.as, issue)).toHaveLength(1);
    await expectRefused(() => send('b.txt'), { status: 409, code: 'request.idempotency-key-reused' });
    await expectRefused(() => send('a.txt', unique()), { status: 409, code: 'request.idempotency-key-reused' });
  });
});

describe('refused, and nothing of it is left', () => {
  let before: string[];
  beforeEach(() => (before = files()));
  afterEach(() => expect(files()).toEqual(before));

  it('what is larger than the limit', async () => {
    const big = text('x'.repeat(1_048_577));
    await expectRefused(() => upload(cast.mill.as, issue, big), { status: 413, code: 'attachment.too-large' });
  });

  it('what is empty', async () => {
    await expectRefused(() => upload(cast.mill.as, issue, Buffer.alloc(0)), { status: 422, code: 'attachment.empty' });
  });

  it('a picture that would unpack to too many pixels', async () => {
    const bomb = await sharp({ create: { width: 12_000, height: 5_000, channels: 3, background: 'black' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(1_048_576);
    const send = () => upload(cast.mill.as, issue, bomb, { name: 'a.png' });
    await expectRefused(send, { status: 422, code: 'attachment.too-many-pixels' });
  });

  it('a damaged picture', async () => {
    const damaged = (await photo('png', [200, 200])).subarray(0, 200);
    const send = () => upload(cast.mill.as, issue, damaged, { name: 'a.png' });
    await expectRefused(send, { status: 415, code: 'attachment.type' });
  });

  it('a form with another field, two files, or none', async () => {
    const send = () => cast.mill.as.post(attachmentsOf(issue));
    const refused = { status: 400, code: 'request.invalid' };
    await expectRefused(() => send().field('role', 'admin').attach('file', text(), 'a.txt'), {
      ...refused,
      fields: ['role'],
    });
    const two = () => send().attach('file', text(), 'a.txt').attach('file', text(), 'b.txt');
    await expectRefused(two, { ...refused, fields: ['file'] });
    await expectRefused(() => send().attach('content', text(), 'a.txt'), { ...refused, fields: ['content'] });
    await expectRefused(() => send().field('visibleToEnterprise', 'true'), { ...refused, fields: ['file'] });
    const maybe = () => upload(cast.mill.as, issue, text(), { fields: { visibleToEnterprise: 'maybe' } });
    await expectRefused(maybe, { ...refused, fields: ['visibleToEnterprise'] });
  });

  it('a form that breaks off', async () => {
    const send = () =>
      cast.mill.as
        .post(attachmentsOf(issue))
        .set('Content-Type', 'multipart/form-data; boundary=x')
        .send('--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf of it');
    await expectRefused(send, { status: 400, code: 'request.form-broken' });
    const unbounded = () =>
      cast.mill.as.post(attachmentsOf(issue)).set('Content-Type', 'multipart/form-data').send('anything');
    await expectRefused(unbounded, { status: 400, code: 'request.form-broken' });
  });

  it('what is no form; and a form is taken nowhere else', async () => {
    await expectRefused(() => cast.mill.as.post(attachmentsOf(issue), { file: 'x' }), {
      status: 415,
      code: 'request.form-type',
    });
    await expectRefused(() => cast.mill.as.post('/api/v1/issues').field('title', 'x'), {
      status: 415,
      code: 'request.content-type',
    });
  });

  it('for those who only look on, and when the issue has ended', async () => {
    await expectRefused(() => upload(cast.manager.as, issue, text()), { status: 403, code: 'issue.action-forbidden' });
    await cast.mill.does('withdraw', issue);
    await expectRefused(() => upload(cast.mill.as, issue, text()), {
      status: 409,
      code: 'issue.transition-not-allowed',
    });
  });
});

it('an issue has at most 20 attachments, also when they come at once', async () => {
  for (let nth = 0; nth < 18; nth++) await attached(cast.mill.as, issue, unique());
  const answers = await Promise.all([1, 2, 3, 4].map(() => upload(cast.mill.as, issue, unique())));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 422, 422]);
  const kept = await attachmentsFor(cast.mill.as, issue);
  expect(kept.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: 20 }, (_, nth) => nth + 1));
  await expectRefused(() => upload(cast.mill.as, issue, unique()), { status: 422, code: 'attachment.too-many' });
});

it('an enterprise has its own files and those that are meant for it', async () => {
  const [own, internal, shown] = [
    await attached(cast.mill.as, issue, text('a')),
    await attached(cast.wang.as, issue, text('b')),
    await attached(cast.wang.as, issue, text('c'), { fields: { visibleToEnterprise: 'true' } }),
  ];
  expect((await attachmentsFor(cast.mill.as, issue)).map(({ id }) => id)).toEqual([own.id, shown.id]);
  expect(await attachmentsFor(cast.auditor.as, issue)).toHaveLength(3);
  await expectRefused(() => cast.mill.as.get(`${attachmentsOf(issue)}/${internal.id}`), {
    status: 404,
    code: 'attachment.not-found',
  });
  const seen = (await cast.mill.timeline(issue)).filter(({ action }) => action === 'attach');
  expect(seen.map(({ details }) => details.attachmentId)).toEqual([own.id, shown.id]);
});

describe('a download', () => {
  const name = "招聘 'a'(1)*.txt";
  let made: ToldAttachment;
  beforeEach(async () => {
    made = await attached(cast.mill.as, issue, text('名单'), { name });
  });

  it('is saved and neither shown, run nor guessed by a browser', async () => {
    const { headers } = await download(cast.mill.as, issue, made).expect(200);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-length': '6',
      'content-disposition':
        'attachment; filename="__ _a_(1)_.txt"; filename*=UTF-8\'\'%E6%8B%9B%E8%81%98%20%27a%27%281%29_.txt',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      etag: `"${sha256(text('名单'))}"`,
    });
  });

  it('can be asked about without its content, and is not sent to who has it', async () => {
    const address = `${attachmentsOf(issue)}/${made.id}`;
    const login = await download(cast.mill.as, issue, made);
    const head = await t.http.head(address).set('Authorization', login.request.getHeader('Authorization') as string);
    expect([head.status, head.headers['content-length'], head.text]).toEqual([200, '6', undefined]);
    expect(head.headers.etag).toBe(login.headers.etag);
    const again = await cast.mill.as.get(address).set('If-None-Match', head.headers.etag as string);
    expect([again.status, again.text]).toEqual([304, '']);
  });
});

describe('the sweep', () => {
  it('removes files that no attachment has after an hour, and no other', async () => {
    const content = unique();
    const made = await attached(cast.mill.as, issue, content);
    const orphan = await attached(cast.mill.as, issue, unique());
    await t.uow.run((tx) => tx.run(sql`DELETE FROM attachment WHERE id = ${orphan.id}`));
    const count = files().length;
    expect(await t.get(OrphanFiles).sweep(straight)).toBe(0);
    t.clock.moveTo(Date.now() + 2 * HOUR);
    expect(await t.get(OrphanFiles).sweep(straight)).toBe(1);
    expect(files()).toHaveLength(count - 1);
    expect((await download(cast.mill.as, issue, made).expect(200)).body).toEqual(content);
  });
});
