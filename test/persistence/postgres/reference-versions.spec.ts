import sql from 'sql-template-tag';
import { ReferenceCaches } from '../../../src/platform/persistence/index.js';
import { gate } from '../../support/gate.js';
import { startApp, type TestApp } from '../../support/test-app.js';
import { untilSomebodyWaits } from '../../support/waiting.js';

let t: TestApp;
beforeAll(async () => {
  t = await startApp();
});
afterAll(() => t.close());

it('lets two first changes of a topic wait for each other and counts both', async () => {
  const caches = t.get(ReferenceCaches);
  const [begun, mayCommit] = [gate(), gate()];
  const first = t.uow.run(async (tx) => {
    await caches.changed(tx, 'new-topic');
    begun.open();
    await mayCommit.opened;
  });
  await begun.opened;
  const second = t.uow.run((tx) => caches.changed(tx, 'new-topic'));
  await untilSomebodyWaits(t, () => false);
  mayCommit.open();
  await Promise.all([first, second]);
  expect(await t.reader.all(sql`SELECT version FROM reference_version WHERE topic = 'new-topic'`)).toEqual([
    { version: 2 },
  ]);
});
