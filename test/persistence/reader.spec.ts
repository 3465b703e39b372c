import { getDataSourceToken } from '@nestjs/typeorm';
import sql from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { insertRows } from '../../src/platform/persistence/index.js';
import { gate } from '../support/gate.js';
import { startApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(() => app.uow.run((tx) => tx.run(sql`DELETE FROM reference_version`)));

const add = (topic: string) => app.uow.run((tx) => tx.run(insertRows('reference_version', [{ topic, version: 1 }])));
const COUNT = sql`SELECT COUNT(*) AS n FROM reference_version`;

it('cannot write, through no door', async () => {
  const statement = `INSERT INTO reference_version (topic, version) VALUES ('x', 1)`;
  for (const name of ['reader', 'reporter']) {
    const source = app.get<DataSource>(getDataSourceToken(name) as never);
    await expect(source.query(statement)).rejects.toThrow(/read-?only/);
  }
  await expect(app.reader.all(sql`INSERT INTO reference_version (topic, version) VALUES ('x', 1)`)).rejects.toThrow(
    /read-?only/,
  );
  await expect(
    app.reader.snapshot((session) => session.run(sql`INSERT INTO reference_version (topic, version) VALUES ('x', 1)`)),
  ).rejects.toThrow(/read-?only/);
  await expect(app.reader.run()).rejects.toThrow();
  expect(await app.reader.all(COUNT)).toEqual([{ n: 0 }]);
});

it('keeps one picture for all statements of a snapshot', async () => {
  await add('before');
  const figures = await app.reader.snapshot(async (session) => {
    const first = await session.all(COUNT);
    await add('meanwhile');
    return [first, await session.all(COUNT)];
  });
  expect(figures).toEqual([[{ n: 1 }], [{ n: 1 }]]);
  expect(await app.reader.all(COUNT)).toEqual([{ n: 2 }]);
});

it('answers a short read while a snapshot and a unit are open', async () => {
  const over = gate();
  const report = app.reader.snapshot(async (session) => {
    await session.all(COUNT);
    await over.opened;
  });
  const unit = app.uow.run(() => over.opened);
  expect(await app.reader.all(COUNT)).toEqual([{ n: 0 }]);
  over.open();
  await Promise.all([report, unit]);
});

it('goes on after a snapshot that failed', async () => {
  await expect(app.reader.snapshot((session) => session.all(sql`SELECT no_such_column`))).rejects.toThrow();
  await add('later');
  expect(await app.reader.snapshot((session) => session.all(COUNT))).toEqual([{ n: 1 }]);
});

it('takes many snapshots at once', async () => {
  await add('one');
  const all = await Promise.all(
    Array.from({ length: 20 }, () => app.reader.snapshot((session) => session.all<{ n: number }>(COUNT))),
  );
  expect(all.flat()).toEqual(Array.from({ length: 20 }, () => ({ n: 1 })));
});
