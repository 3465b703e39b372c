import { getDataSourceToken } from '@nestjs/typeorm';
import sql, { join, raw } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { DAY, type Instant } from '../../src/kernel/clock.js';
import { SPAN_UNITS } from '../../src/kernel/spans.js';
import { insertRows } from '../../src/platform/persistence/index.js';
import { IdempotencyKey } from '../../src/platform/persistence/entities/idempotency-key.entity.js';
import { startApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(() => app.uow.run((tx) => tx.run(sql`DELETE FROM idempotency_key`)));

const keep = (rows: readonly { key: string; at: Instant; answer?: string }[]) =>
  app.uow.run((tx) =>
    tx.run(
      insertRows(
        'idempotency_key',
        rows.map(({ key, at, answer = '' }) => ({
          owner: 'o',
          idempotencyKey: key,
          requestHash: 'h',
          answer,
          rememberedAt: at,
        })),
      ),
    ),
  );

// The PostgreSQL server of the tests stands in New York, so a conversion anywhere on the way would show.
const INSTANTS = [
  ['an ordinary one', Date.parse('2024-03-04T01:00:00.123Z')],
  ['the hour that New York skips', Date.parse('2024-03-10T07:30:00.000Z')],
  ['the hour that New York repeats', Date.parse('2024-11-03T05:30:00.001Z')],
  ['the turn of the year in Shanghai', Date.parse('2024-12-31T16:00:00.000Z')],
  ['before the epoch', -1],
  ['the last that ISO 8601 writes with four digits', Date.parse('9999-12-31T23:59:59.999Z')],
] as const;

describe('an instant', () => {
  it.each(INSTANTS)('comes back as it was written: %s', async (_, at) => {
    await keep([{ key: 'k', at }]);
    const statement = sql`SELECT remembered_at FROM idempotency_key WHERE remembered_at = ${at}`;
    expect(await app.reader.all(statement)).toEqual([{ rememberedAt: at }]);
    expect(await app.uow.run((tx) => tx.all(statement))).toEqual([{ rememberedAt: at }]);
    const repository = app.get<DataSource>(getDataSourceToken('reader') as never).getRepository(IdempotencyKey);
    expect((await repository.findOneByOrFail({ rememberedAt: at })).rememberedAt).toBe(at);
  });

  it('written by the entity manager reads the same', async () => {
    const at = INSTANTS[0][1];
    await app.uow.run((tx) =>
      tx.manager.save(IdempotencyKey, {
        owner: 'o',
        idempotencyKey: 'k',
        requestHash: 'h',
        answer: '',
        rememberedAt: at,
      }),
    );
    expect(await app.reader.all(sql`SELECT remembered_at FROM idempotency_key`)).toEqual([{ rememberedAt: at }]);
  });

  it('belongs to a day, a week and a month of the office', async () => {
    const turn = Date.parse('2024-12-31T16:00:00.000Z');
    await keep([
      { key: 'a', at: turn - 1 },
      { key: 'b', at: turn },
      { key: 'c', at: turn + 31 * DAY - 1 },
      { key: 'd', at: turn + 31 * DAY },
    ]);
    const spans = SPAN_UNITS.map((unit) => app.reader.dialect.span(unit, raw('remembered_at')));
    const columns = join(spans.map((span, index) => sql`${span} AS ${raw(SPAN_UNITS[index]!)}`));
    expect(await app.reader.all(sql`SELECT ${columns} FROM idempotency_key ORDER BY idempotency_key`)).toEqual([
      { day: '2024-12-31', week: '2025-W01', month: '2024-12' },
      { day: '2025-01-01', week: '2025-W01', month: '2025-01' },
      { day: '2025-01-31', week: '2025-W05', month: '2025-01' },
      { day: '2025-02-01', week: '2025-W05', month: '2025-02' },
    ]);
  });
});

describe('a figure', () => {
  it('is a number: COUNT, SUM, AVG, MAX', async () => {
    await keep([
      { key: 'a', at: 1_709_514_000_000 },
      { key: 'b', at: 1_709_514_000_001 },
    ]);
    const statement = sql`
      SELECT COUNT(*) AS how_many, SUM(remembered_at) AS total, MAX(remembered_at) AS latest,
             AVG(remembered_at - 1709514000000) AS mean
      FROM idempotency_key`;
    const figures = { howMany: 2, total: 3_419_028_000_001, latest: 1_709_514_000_001, mean: 0.5 };
    expect(await app.reader.all(statement)).toEqual([figures]);
    expect(await app.reader.snapshot((session) => session.all(statement))).toEqual([figures]);
    expect(await app.uow.run((tx) => tx.all(statement))).toEqual([figures]);
  });
});

describe('text', () => {
  it.each(['周口市“万人助万企”', '𠮷野家 🏭', "Robert'); DROP TABLE issue;--", 'tab\tand\nline', '\u202eRTL', ''])(
    'comes back as it was written: %j',
    async (answer) => {
      await keep([{ key: 'k', at: 0, answer }]);
      expect(await app.reader.all(sql`SELECT answer FROM idempotency_key WHERE answer = ${answer}`)).toEqual([
        { answer },
      ]);
    },
  );

  it('is sorted by code point on both databases', async () => {
    const keys = ['a', 'B', 'b', 'A', 'Z', '0', 'é', '周'];
    await keep(keys.map((key) => ({ key, at: 0 })));
    const rows = await app.reader.all<{ key: string }>(
      sql`SELECT idempotency_key AS key FROM idempotency_key ORDER BY idempotency_key`,
    );
    expect(rows.map(({ key }) => key)).toEqual(keys.toSorted());
  });
});
