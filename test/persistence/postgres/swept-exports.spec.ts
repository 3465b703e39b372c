import { AttachmentFiles } from '../../../src/modules/attachments/attachment-files.service.js';
import { Sweeps } from '../../../src/platform/scheduling/index.js';
import { FileStore } from '../../../src/platform/storage/index.js';
import { gate } from '../../support/gate.js';
import { loadReferenceData } from '../../support/sample-bodies.js';
import { startApp, type TestApp } from '../../support/test-app.js';
import { untilSomebodyWaits } from '../../support/waiting.js';

let t: TestApp;
beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
});
afterAll(() => t.close());

it('an export waits for the sweep that is just removing an equal file, and is made again', async () => {
  const by = t.as.coordinator({ regionCode: '410000' });
  const { body } = await by.post('/api/v1/exports', { kind: 'issues', format: 'csv' }).expect(202);
  const [files, orphans] = [t.get(FileStore), t.get(AttachmentFiles)];
  const [put, remove] = [files.put.bind(files), files.remove.bind(files)];
  const [removing, mayRemove] = [gate(), gate()];
  let isOver = false;
  let swept: Promise<boolean> | undefined;
  files.remove = async (hash) => {
    removing.open();
    await mayRemove.opened;
    await remove(hash);
  };
  files.put = async (file) => {
    await put(file);
    if (swept !== undefined) return;
    // Nobody has entered the file: it is an orphan that is found before it is known whose it is.
    swept = orphans.removeUnused(file.hash);
    await removing.opened;
  };
  const made = t
    .get(Sweeps)
    .runNow('exports')
    .finally(() => (isOver = true));
  await removing.opened;
  await untilSomebodyWaits(t, () => isOver);
  mayRemove.open();
  expect(await made).toMatchObject({ made: 1 });
  expect(await swept).toBe(true);
  await by.get(`/api/v1/exports/${(body as { id: string }).id}/file`).expect(200);
});
