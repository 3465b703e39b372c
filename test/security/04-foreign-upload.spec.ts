import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import { attached, attachmentsFor, attachmentsOf, filesIn, type ToldAttachment, upload } from '../support/attaching.js';
import { type Cast, Stories, type Told } from '../support/issue-stories.js';
import { text } from '../support/sample-files.js';
import { startApp, type TestApp } from '../support/test-app.js';

// Zammad CVE-2024-33668: an upload of somebody else used by its id. Here no upload is without its issue: there is
// nothing between the first byte and the row that anybody could name.
const CONTENT = text('川汇棉纺的用工名单\n');

let t: TestApp;
let cast: Cast;
let issue: Told;
let foreign: Told;
let made: ToldAttachment;
beforeAll(async () => {
  t = await startApp();
  ({ cast } = await Stories.of(t));
  issue = await cast.mill.submits();
  foreign = await cast.bakery.submits();
  made = await attached(cast.mill.as, issue, CONTENT);
});
afterAll(() => t.close());

it('no route takes the id of an upload', async () => {
  // The file of an export is known by the id of the export, and by nothing else.
  const files = t.routes.filter(({ path }) => /attach|upload|draft|file/i.test(path) && !path.includes('/profile'));
  const exported = files.filter(({ path }) => path === '/api/v1/exports/:id/file');
  expect(exported.map(({ method }) => method).sort()).toEqual(['GET', 'HEAD']);
  for (const person of [cast.mill.as, cast.bakery.as]) await person.get(`/api/v1/exports/${made.id}/file`).expect(404);
  const routes = files.filter((route) => !exported.includes(route));
  const known = ['GET', 'HEAD', 'POST'].map((method) => `${method} /api/v1/issues/:issueId/attachments`);
  const one = ['GET', 'HEAD'].map((method) => `${method} /api/v1/issues/:issueId/attachments/:attachmentId`);
  expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...known, ...one].sort());
});

it('no body and no form takes one either', async () => {
  const hash = createHash('sha256').update(CONTENT).digest('hex');
  for (const reference of [made.id, hash]) {
    for (const name of ['attachmentId', 'attachments', 'uploadId', 'fileHash', 'file', 'formId']) {
      const body = { categoryCode: 'labour', title: '招工', description: '招工', [name]: [reference] };
      expect([name, (await cast.bakery.as.post('/api/v1/issues', body)).status]).toEqual([name, 400]);
      const form = cast.bakery.as.post(attachmentsOf(foreign)).field(name, reference);
      expect([name, (await form).status]).toEqual([name, 400]);
      expect((await cast.bakery.as.post(attachmentsOf(foreign), { [name]: reference })).status).toBe(415);
    }
  }
  expect(await attachmentsFor(cast.bakery.as, foreign)).toEqual([]);
});

it('the same content brought by another is theirs, and tells nothing of the first one', async () => {
  const own = await attached(cast.bakery.as, foreign, CONTENT, { name: '我们的.txt' });
  expect(own).toMatchObject({ ordinal: 1, name: '我们的.txt', uploadedBy: 'bakery' });
  expect(own.id).not.toBe(made.id);
  expect(await attachmentsFor(cast.mill.as, issue)).toEqual([made]);
  await cast.bakery.as.get(`${attachmentsOf(foreign)}/${made.id}`).expect(404);
});

it('a key of somebody else repeats nothing of theirs', async () => {
  const send = (by: typeof cast.mill, to: Told) => upload(by.as, to, text('k\n')).set('Idempotency-Key', 'shared-key');
  const first = await send(cast.mill, issue);
  expect(first.status).toBe(201);
  const second = await send(cast.bakery, foreign);
  expect([second.status, (second.body as ToldAttachment).uploadedBy]).toEqual([201, 'bakery']);
  expect((await send(cast.mill, await cast.mill.submits())).status).toBe(409);
});

it('nothing lies in the store or the database that belongs to no issue', async () => {
  expect((await upload(cast.bakery.as, issue, text('fremd\n'))).status).toBe(404);
  const rows = await t.reader.all<{ fileHash: string }>(
    sql`SELECT DISTINCT a.file_hash FROM attachment a JOIN issue i ON i.id = a.issue_id`,
  );
  const mark = 'installation';
  const stored = filesIn(t.dataDir).map((path) => path.replace(/^files/, '').replaceAll('/', ''));
  expect(stored).toContain(mark);
  expect(stored.filter((name) => name !== mark).sort()).toEqual(rows.map(({ fileHash }) => fileHash).sort());
});
