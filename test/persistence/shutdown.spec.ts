import sql from 'sql-template-tag';
import { insertRows, type Tx } from '../../src/platform/persistence/index.js';
import { gate } from '../support/gate.js';
import { startApp, type TestApp } from '../support/test-app.js';

const add = (tx: Tx, topic: string): Promise<number> =>
  tx.run(insertRows('reference_version', [{ topic, version: 1 }]));

let app: TestApp;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

it('finishes what was accepted and refuses what comes later, as a passing condition', async () => {
  const mayFinish = gate();
  const accepted = ['first', 'second', 'third'].map((topic) =>
    app.uow.run(async (tx) => {
      await mayFinish.opened;
      await add(tx, topic);
    }),
  );
  const closing = app.uow.close();
  await expect(app.uow.run((tx) => add(tx, 'late'))).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'service.stopping',
  });
  mayFinish.open();
  await Promise.all([...accepted, closing]);
  const rows = await app.reader.all<{ topic: string }>(sql`SELECT topic FROM reference_version ORDER BY topic`);
  expect(rows.map(({ topic }) => topic)).toEqual(['first', 'second', 'third']);
});

it('is ordered: units under way are finished before their connections are closed', async () => {
  const mayFinish = gate();
  const begun = gate();
  const unit = app.uow.run(async (tx) => {
    begun.open();
    await mayFinish.opened;
    return add(tx, 'under way');
  });
  await begun.opened;
  const closing = app.app.close();
  setTimeout(() => mayFinish.open(), 50);
  expect(await unit).toBe(1);
  await closing;
  expect(app.takeErrors()).toEqual([]);
});

it('answers a request that is under way before it stops', async () => {
  const mayFinish = gate();
  const ahead = app.uow.run(() => mayFinish.opened);
  const answer = app.http.get('/health/ready').then(({ status }) => status);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const closing = app.app.close();
  setTimeout(() => mayFinish.open(), 50);
  expect(await answer).toBe(200);
  await Promise.all([ahead, closing]);
});

it('answers 503 with Retry-After when it cannot write any more', async () => {
  await app.uow.close();
  const answer = await app.http.get('/health/ready');
  expect(answer.status).toBe(503);
  expect(answer.headers['retry-after']).toBe('5');
  expect(answer.body).toMatchObject({ code: 'service.not-ready', status: 503 });
});
