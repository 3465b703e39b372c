import sql from 'sql-template-tag';
import { insertRows, type Tx } from '../../../src/platform/persistence/index.js';
import { gate } from '../../support/gate.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(() =>
  app.uow.run(async (tx) => {
    await tx.run(sql`DELETE FROM reference_version`);
    await tx.run(
      insertRows('reference_version', [
        { topic: 'a', version: 0 },
        { topic: 'b', version: 0 },
      ]),
    );
  }),
);

const raise = (tx: Tx, topic: string) =>
  tx.run(sql`UPDATE reference_version SET version = version + 1 WHERE topic = ${topic}`);
const versions = () => app.reader.all(sql`SELECT topic, version FROM reference_version ORDER BY topic`);

it('runs the victim of a deadlock again: both units succeed once', async () => {
  const [hasA, hasB] = [gate(), gate()];
  let attempts = 0;
  const crosswise = (own: string, mine: typeof hasA, other: string, theirs: typeof hasA) =>
    app.uow.run(async (tx) => {
      attempts += 1;
      await raise(tx, own);
      mine.open();
      await theirs.opened;
      await raise(tx, other);
    });
  await Promise.all([crosswise('a', hasA, 'b', hasB), crosswise('b', hasB, 'a', hasA)]);
  expect(attempts).toBe(3);
  expect(await versions()).toEqual([
    { topic: 'a', version: 2 },
    { topic: 'b', version: 2 },
  ]);
});

it('runs a serialization failure again', async () => {
  let attempts = 0;
  await app.uow.run(async (tx) => {
    attempts += 1;
    await raise(tx, 'a');
    if (attempts === 1) await tx.run(sql`DO $$ BEGIN RAISE SQLSTATE '40001'; END $$`);
  });
  expect(attempts).toBe(2);
  expect(await versions()).toContainEqual({ topic: 'a', version: 1 });
});

it('does not run any other failure again', async () => {
  let attempts = 0;
  const unit = app.uow.run(async (tx) => {
    attempts += 1;
    await tx.run(sql`SELECT 1 / 0`);
  });
  await expect(unit).rejects.toThrow(/division by zero/);
  expect(attempts).toBe(1);
});

it('gives its connection back whatever happens', async () => {
  const fail = () => app.uow.run((tx) => tx.run(sql`SELECT 1 / 0`));
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, fail));
  expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
  await app.uow.run((tx) => raise(tx, 'a'));
  expect(await versions()).toContainEqual({ topic: 'a', version: 1 });
});

it('survives the loss of its connection', async () => {
  const unit = app.uow.run(async (tx) => {
    await raise(tx, 'a');
    await tx.run(sql`SELECT pg_terminate_backend(pg_backend_pid())`);
  });
  await expect(unit).rejects.toThrow();
  app.takeErrors();
  await app.uow.run((tx) => raise(tx, 'a'));
  expect(await versions()).toContainEqual({ topic: 'a', version: 1 });
});
