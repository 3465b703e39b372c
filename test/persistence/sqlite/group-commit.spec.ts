import { getDataSourceToken } from '@nestjs/typeorm';
import sql from 'sql-template-tag';
import type { Database } from 'sqlite3';
import type { DataSource } from 'typeorm';
import { insertRows, type Tx } from '../../../src/platform/persistence/index.js';
import { ReferenceVersion } from '../../../src/platform/persistence/entities/reference-version.entity.js';
import { gate } from '../../support/gate.js';
import { startApp, type TestApp } from '../../support/test-app.js';

const BATCH = 8;

let app: TestApp;
let source: DataSource;
beforeAll(async () => {
  app = await startApp({ settings: { ZHUQI_COMMIT_BATCH: String(BATCH) } });
  source = app.get<DataSource>(getDataSourceToken() as never);
});
afterAll(() => app.close());
beforeEach(() => app.uow.run((tx) => tx.run(sql`DELETE FROM reference_version`)));

const add = (tx: Tx, topic: string): Promise<number> =>
  tx.run(insertRows('reference_version', [{ topic, version: 1 }]));
const run = (topic: string): Promise<number> => app.uow.run((tx) => add(tx, topic));

async function topics(): Promise<string[]> {
  const rows = await app.reader.all<{ topic: string }>(sql`SELECT topic FROM reference_version ORDER BY topic`);
  return rows.map(({ topic }) => topic);
}

/** What the writing connection executes while the work runs. */
async function traced(work: () => Promise<unknown>): Promise<string[]> {
  const { databaseConnection } = source.driver as unknown as { databaseConnection: Database };
  const statements: string[] = [];
  const listener = (statement: string): void => void statements.push(statement);
  databaseConnection.on('trace', listener);
  try {
    await work();
    // The driver reports from its own thread.
    await new Promise((resolve) => setTimeout(resolve, 20));
  } finally {
    databaseConnection.removeListener('trace', listener);
  }
  return statements;
}

const settled = (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([promise.then(() => true), new Promise<false>((resolve) => setTimeout(() => resolve(false), 50))]);

describe('group commit', () => {
  it('lets waiting units share a commit, up to the batch', async () => {
    const statements = await traced(() =>
      Promise.all(Array.from({ length: 3 * BATCH }, (_, index) => run(`topic-${index}`))),
    );
    const count = (text: string): number => statements.filter((statement) => statement.startsWith(text)).length;
    expect([count('BEGIN'), count('COMMIT'), count('INSERT')]).toEqual([3, 3, 3 * BATCH]);
  });

  it('acknowledges nobody before the commit of the batch', async () => {
    const mayFinish = gate();
    const begun = gate();
    const first = run('first');
    const second = app.uow.run(async (tx) => {
      await add(tx, 'second');
      begun.open();
      await mayFinish.opened;
    });
    await begun.opened;
    expect(await settled(first)).toBe(false);
    expect(await topics()).toEqual([]);
    mayFinish.open();
    await Promise.all([first, second]);
    expect(await topics()).toEqual(['first', 'second']);
  });

  it('rejects a failed unit only after the commit, too: its rollback must not be taken back', async () => {
    const mayFinish = gate();
    const begun = gate();
    const failing = app.uow.run(() => Promise.reject(new Error('refused')));
    const outcome = failing.catch((error: Error) => error.message);
    const other = app.uow.run(async (tx) => {
      begun.open();
      await mayFinish.opened;
      await add(tx, 'other');
    });
    await begun.opened;
    expect(await settled(outcome)).toBe(false);
    mayFinish.open();
    expect(await outcome).toBe('refused');
    await other;
    expect(await topics()).toEqual(['other']);
  });

  it('sends no transaction of its own for the entity manager', async () => {
    const statements = await traced(() =>
      app.uow.run((tx) => tx.manager.save(ReferenceVersion, { topic: 'saved', version: 1 })),
    );
    expect(statements.filter((statement) => /^(BEGIN|COMMIT)/.test(statement))).toHaveLength(2);
    expect(await topics()).toEqual(['saved']);
  });
});

describe('a batch whose transaction is lost', () => {
  it('is rejected whole when SQLite has rolled back by itself, with the error that made it; the next batch works', async () => {
    const outcomes = await Promise.allSettled([
      run('before'),
      app.uow.run(async (tx) => {
        await add(tx, 'lost');
        await tx.run(sql`ROLLBACK`);
        throw Object.assign(new Error('SQLITE_FULL: database or disk is full'), { code: 'SQLITE_FULL' });
      }),
      run('after'),
    ]);
    const [before, lost] = outcomes;
    expect(before).toMatchObject({ status: 'rejected', reason: { code: 'SQLITE_FULL' } });
    expect(lost).toMatchObject({ status: 'rejected', reason: { code: 'SQLITE_FULL' } });
    const acknowledged = outcomes.flatMap(({ status }, index) =>
      status === 'fulfilled' ? [['before', 'lost', 'after'][index]] : [],
    );
    expect(await topics()).toEqual(acknowledged);
    await run('next');
    expect(await topics()).toContain('next');
    await app.uow.run((tx) => tx.manager.save(ReferenceVersion, { topic: 'saved', version: 1 }));
    expect(await topics()).toContain('saved');
  });

  it('is rejected whole when a unit that swallows the loss goes on', async () => {
    const outcomes = await Promise.allSettled([
      run('before'),
      app.uow.run(async (tx) => {
        await tx.run(sql`ROLLBACK`);
        await add(tx, 'outside any transaction').catch(() => undefined);
      }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await run('next');
    expect(await topics()).toContain('next');
    expect(await topics()).not.toContain('before');
  });

  it('is rejected whole when the commit fails', async () => {
    const dangling = { issueId: 'none', cadreId: 'none', addedAt: 0 };
    const outcomes = await Promise.allSettled([
      run('before'),
      app.uow.run(async (tx) => {
        await tx.run(sql`PRAGMA defer_foreign_keys = ON`);
        await tx.run(insertRows('issue_co_handler', [dangling]));
      }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await topics()).toEqual([]);
    await run('next');
    expect(await topics()).toEqual(['next']);
  });
});

describe('the connections', () => {
  const pragma = async (name: string, setting: string): Promise<unknown> => {
    const [row] = await app
      .get<DataSource>(getDataSourceToken(name === 'writer' ? undefined : name) as never)
      .query<Record<string, unknown>[]>(`PRAGMA ${setting}`);
    return Object.values(row!)[0];
  };

  it('the writer is durable: WAL, synchronous FULL, foreign keys', async () => {
    expect(await pragma('writer', 'journal_mode')).toBe('wal');
    expect(await pragma('writer', 'synchronous')).toBe(2);
    expect(await pragma('writer', 'foreign_keys')).toBe(1);
    expect(await pragma('writer', 'query_only')).toBe(0);
  });

  it.each(['reader', 'reporter'])('the %s can only read', async (name) => {
    expect(await pragma(name, 'query_only')).toBe(1);
    expect(await pragma(name, 'journal_mode')).toBe('wal');
  });
});
