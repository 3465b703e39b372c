import { createHash } from 'node:crypto';
import {
  attached,
  attachmentsFor,
  attachmentsOf,
  download,
  type ToldAttachment,
  upload,
} from '../support/attaching.js';
import { type Cast, Stories, type Told } from '../support/issue-stories.js';
import { text } from '../support/sample-files.js';
import { startApp, type TestApp } from '../support/test-app.js';

// FreeScout CVE-2026-40496, Zammad CVE-2026-13229, osTicket #2615: attachments by a guessable address, or by way of
// another issue.
const CONTENT = text('只给看得到问题的人\n');

let t: TestApp;
let cast: Cast;
let issue: Told;
let other: Told;
let made: ToldAttachment;
beforeAll(async () => {
  t = await startApp();
  ({ cast } = await Stories.of(t));
  issue = await cast.mill.submits();
  other = await cast.farm.submits();
  made = await attached(cast.mill.as, issue, CONTENT, { name: '名单.txt' });
});
afterAll(() => t.close());

const strangers = () => [cast.bakery, cast.farm, cast.zhao, cast.sun, cast.neighbour, cast.otherManager];

it('is not there for whoever does not see the issue: to read, to list, to add to', async () => {
  for (const { as, name } of strangers()) {
    const answers = [
      await as.get(`${attachmentsOf(issue)}/${made.id}`),
      await as.get(attachmentsOf(issue)),
      await upload(as, issue, text()),
    ];
    expect([name, ...answers.map(({ status }) => status)]).toEqual([name, 404, 404, 404]);
    expect(answers.map(({ text: said }) => said).join()).not.toMatch(/名单|[0-9a-f]{64}/);
  }
  expect(await attachmentsFor(cast.mill.as, issue)).toEqual([made]);
});

it('is not there by way of an issue that one does see', async () => {
  for (const { as } of [cast.farm, cast.sun, cast.neighbour]) {
    await as.get(`/api/v1/issues/${other.id}`).expect(200);
    await as.get(`${attachmentsOf(other)}/${made.id}`).expect(404);
  }
});

it('has no address without a sign-in, with a sign-in in the query, or beside the API', async () => {
  const address = `${attachmentsOf(issue)}/${made.id}`;
  const signedIn = await download(cast.mill.as, issue, made).expect(200);
  const token = (signedIn.request.getHeader('Authorization') as string).replace('Bearer ', '');
  for (const query of ['', `?token=${token}`, `?access_token=${token}`, `?authorization=Bearer%20${token}`]) {
    expect([query, (await t.http.get(address + query)).status]).toEqual([query, 401]);
    expect((await t.http.head(address + query)).status).toBe(401);
  }
  const hash = createHash('sha256').update(CONTENT).digest('hex');
  const guesses = [`/files/${hash}`, `/files/${hash.slice(0, 2)}/${hash.slice(2)}`, `/attachments/${made.id}`];
  for (const guess of [...guesses, ...guesses.map((path) => `/api/v1${path}`), '/data/files', '/files']) {
    expect([guess, (await cast.mill.as.get(guess)).status]).toEqual([guess, 404]);
  }
});

it('is found by its random id only: not by its number, its hash, its name or a path', async () => {
  const hash = createHash('sha256').update(CONTENT).digest('hex');
  const names = ['1', hash, encodeURIComponent('名单.txt'), '..%2f..%2fzhuqi.sqlite', '%00', `${made.id}.txt`];
  for (const name of [...names, made.id.slice(0, 8), made.id.toUpperCase()]) {
    expect([name, (await cast.mill.as.get(`${attachmentsOf(issue)}/${name}`)).status]).toEqual([name, 404]);
  }
  const ids = [
    made.id,
    (await attached(cast.mill.as, issue, CONTENT)).id,
    (await attached(cast.mill.as, issue, CONTENT)).id,
  ];
  // Version 4: no clock and no counter in it, so that one id does not lead to the next one.
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids.map((id) => id.slice(0, 8))).size).toBe(ids.length);
});

it('ends for an enterprise where the office keeps to itself, and the timeline does not tell of it', async () => {
  const internal = await attached(cast.wang.as, issue, text('内部意见\n'), { name: '内部意见.txt' });
  await cast.mill.as.get(`${attachmentsOf(issue)}/${internal.id}`).expect(404);
  expect((await attachmentsFor(cast.mill.as, issue)).map(({ id }) => id)).not.toContain(internal.id);
  expect(JSON.stringify(await cast.mill.timeline(issue))).not.toContain(internal.id);
});

it('ends with the right to see the issue', async () => {
  await download(cast.wang.as, issue, made).expect(200);
  await cast.county.does('reassign', issue, { cadreId: cast.zhao.id, reason: '专业不符' });
  await download(cast.zhao.as, issue, made).expect(200);
  await cast.li.as.get(`${attachmentsOf(issue)}/${made.id}`).expect(404);
});
