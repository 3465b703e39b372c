import { createHash, randomBytes } from 'node:crypto';
import { HOUR } from '../../src/kernel/clock.js';
import { OrphanFiles } from '../../src/modules/attachments/index.js';
import { attached, attachmentsFor, attachmentsOf, download, filesIn, upload } from '../support/attaching.js';
import { BucketServer } from '../support/bucket-server.js';
import { type Cast, Stories, type Told } from '../support/issue-stories.js';
import { expectRefused } from '../support/refusals.js';
import { pdf, text } from '../support/sample-files.js';
import { straight } from '../support/straight.js';
import { startApp, type TestApp } from '../support/test-app.js';

const UNAVAILABLE = { status: 503, code: 'files.unavailable' };

let bucket: BucketServer;
let t: TestApp;
let cast: Cast;
let issue: Told;
beforeAll(async () => {
  bucket = await BucketServer.start();
  t = await startApp({ settings: { ...bucket.settings } });
  ({ cast } = await Stories.of(t));
  issue = await cast.mill.submits();
});
afterEach(() => {
  bucket.isDown = false;
  bucket.refusesParts = false;
  expect(filesIn(t.dataDir)).toEqual([]);
});
afterAll(async () => {
  await t.close();
  await bucket.stop();
});

/** Larger than one part. */
const large = (): Buffer => pdf(randomBytes(3 * 1_048_576).toString('hex'));

it('keeps files in the bucket by their hash, small ones and those of several parts', async () => {
  for (const content of [text('小\n'), large()]) {
    const made = await attached(cast.mill.as, issue, content, { name: content.length > 100 ? 'a.pdf' : 'a.txt' });
    const hash = createHash('sha256').update(content).digest('hex');
    expect(bucket.objects.get(`${hash.slice(0, 2)}/${hash.slice(2)}`)!.content.equals(content)).toBe(true);
    const { body } = await download(cast.county.as, issue, made).expect(200);
    expect((body as Buffer).equals(content)).toBe(true);
  }
  expect(bucket.uploads.size).toBe(0);
});

it('says so when the bucket is down, and nothing is left', async () => {
  const before = await attachmentsFor(cast.mill.as, issue);
  const { length } = await cast.county.timeline(issue);
  bucket.isDown = true;
  await expectRefused(() => upload(cast.mill.as, issue, text('weg\n')), UNAVAILABLE);
  await expectRefused(() => cast.mill.as.get(`${attachmentsOf(issue)}/${before[0]!.id}`), UNAVAILABLE);
  bucket.isDown = false;
  expect(await attachmentsFor(cast.mill.as, issue)).toEqual(before);
  expect(await cast.county.timeline(issue)).toHaveLength(length);
});

it('gives an upload up in the bucket as well when it fails half-way', async () => {
  const { size } = bucket.objects;
  bucket.refusesParts = true;
  await expectRefused(() => upload(cast.mill.as, issue, large(), { name: 'a.pdf' }), UNAVAILABLE);
  expect([bucket.objects.size, bucket.uploads.size]).toEqual([size, 0]);
});

it('sweeps what no attachment has', async () => {
  const { size } = bucket.objects;
  bucket.objects.set(`ab/${'c'.repeat(62)}`, { content: text(), at: new Date() });
  bucket.objects.set('of-somebody-else.txt', { content: text(), at: new Date() });
  expect(await t.get(OrphanFiles).sweep(straight)).toBe(0);
  t.clock.moveTo(Date.now() + 2 * HOUR);
  expect(await t.get(OrphanFiles).sweep(straight)).toBe(1);
  expect(bucket.objects.size).toBe(size + 1);
});
