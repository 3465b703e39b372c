import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { HOUR } from '../../src/kernel/clock.js';
import { OrphanFiles } from '../../src/modules/attachments/index.js';
import { attached, download, filesIn, upload } from '../support/attaching.js';
import { BucketServer } from '../support/bucket-server.js';
import { type Cast, Stories, type Told } from '../support/issue-stories.js';
import { expectRefused } from '../support/refusals.js';
import { text } from '../support/sample-files.js';
import { straight } from '../support/straight.js';
import { startApp, type TestApp } from '../support/test-app.js';

const LATER = new Date(Date.now() + 2 * HOUR).toISOString();
const PREPARATION_MS = 120_000;

let bucket: BucketServer;
beforeAll(async () => void (bucket = await BucketServer.start()));
afterAll(() => bucket.stop());

describe.each(['folder', 'bucket'])('files in a %s', (kind) => {
  let t: TestApp;
  let cast: Cast;
  let issue: Told;
  const settings = (): Record<string, string> => ({
    ...(kind === 'bucket' ? bucket.settings : {}),
  });
  const stored = (): string[] => (kind === 'bucket' ? [...bucket.objects.keys()] : filesIn(join(t.dataDir, 'files')));

  beforeAll(async () => {
    t = await startApp({ settings: settings() });
    ({ cast } = await Stories.of(t));
    issue = await cast.mill.submits();
  }, PREPARATION_MS);
  afterAll(() => t.close());

  it(
    'are neither removed nor added to by way of another database',
    async () => {
      const made = await attached(cast.mill.as, issue, text('我们的\n'));
      const other = await startApp({ now: LATER, settings: { ...settings(), ZHUQI_DATA_DIR: t.dataDir } });
      try {
        const before = stored();
        await expect(other.get(OrphanFiles).sweep(straight)).rejects.toThrow(/file store is of/);
        const theirs = (await Stories.of(other)).cast;
        const theirIssue = await theirs.mill.submits();
        const attempt = () => upload(theirs.mill.as, theirIssue, text('他们的\n'));
        await expectRefused(attempt, { status: 503, code: 'files.unavailable' });
        expect(stored()).toEqual(before);
      } finally {
        await other.close();
      }
      await download(cast.mill.as, issue, made).expect(200);
    },
    PREPARATION_MS,
  );

  it('are not swept by a process that only looks into the database', async () => {
    const orphan = await attached(cast.mill.as, issue, text('没人要的\n'));
    await t.uow.run((tx) => tx.run(sql`DELETE FROM attachment WHERE id = ${orphan.id}`));
    const before = stored();
    const command = await startApp({
      now: LATER,
      settings: { ...settings(), DATABASE_URL: t.databaseUrl, ZHUQI_DATA_DIR: t.dataDir },
    });
    await command.close();
    expect(stored()).toEqual(before);
  });

  it('are nobody’s when the mark is lost, and nothing is removed', async () => {
    if (kind === 'bucket') bucket.objects.delete('installation');
    else rmSync(join(t.dataDir, 'files', 'installation'));
    const before = stored();
    t.clock.moveTo(Date.parse(LATER));
    await expect(t.get(OrphanFiles).sweep(straight)).rejects.toThrow(/nobody knows who/);
    expect(stored()).toEqual(before);
  });
});

it('says whose the files are, beside them', async () => {
  const t = await startApp();
  await t.get(OrphanFiles).sweep(straight);
  const [row] = await t.reader.all<{ id: string }>(sql`SELECT id FROM installation`);
  expect(readFileSync(join(t.dataDir, 'files', 'installation'), 'utf8').trim()).toBe(row!.id);
  await t.close();
});
