import { AsyncLocalStorage } from 'node:async_hooks';
import sql from 'sql-template-tag';
import { insertRows, RunAgain, type SqlSession, type Tx } from '../../src/platform/persistence/index.js';
import { MOST_ATTEMPTS } from '../../src/platform/persistence/unit-of-work.js';
import { ReferenceVersion } from '../../src/platform/persistence/entities/reference-version.entity.js';
import { gate } from '../support/gate.js';
import { startApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(() => app.uow.run((tx) => tx.run(sql`DELETE FROM reference_version`)));

const add = (tx: Tx, topic: string): Promise<number> =>
  tx.run(insertRows('reference_version', [{ topic, version: 1 }]));

async function topics(session: SqlSession = app.reader): Promise<string[]> {
  const rows = await session.all<{ topic: string }>(sql`SELECT topic FROM reference_version ORDER BY topic`);
  return rows.map(({ topic }) => topic);
}

describe('many at once', () => {
  it('64 concurrent creates all succeed', async () => {
    const names = Array.from({ length: 64 }, (_, index) => `topic-${String(index).padStart(2, '0')}`);
    await Promise.all(names.map((name) => app.uow.run((tx) => add(tx, name))));
    expect(await topics()).toEqual(names);
  });

  it('64 concurrent units that use the entity manager all succeed', async () => {
    const names = Array.from({ length: 64 }, (_, index) => `topic-${String(index).padStart(2, '0')}`);
    await Promise.all(
      names.map((topic) => app.uow.run((tx) => tx.manager.save(ReferenceVersion, { topic, version: 1 }))),
    );
    expect(await topics()).toEqual(names);
  });

  it('loses no increment of one counter', async () => {
    await app.uow.run((tx) => add(tx, 'counter'));
    const increment = (tx: Tx) => tx.run(sql`UPDATE reference_version SET version = version + 1`);
    await Promise.all(Array.from({ length: 40 }, () => app.uow.run(increment)));
    expect(await app.reader.all(sql`SELECT version FROM reference_version`)).toEqual([{ version: 41 }]);
  });
});

describe('a unit that fails', () => {
  it('takes nothing of a stranger back', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, (_, index) =>
        app.uow.run(async (tx) => {
          await add(tx, `topic-${index}`);
          if (index % 3 === 0) throw new Error('refused');
          return index;
        }),
      ),
    );
    const succeeded = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(succeeded).toEqual(Array.from({ length: 30 }, (_, index) => index).filter((index) => index % 3 !== 0));
    expect(await topics()).toEqual(succeeded.map((index) => `topic-${index}`).sort());
  });

  it('is undone whole, whatever it was written with', async () => {
    const unit = app.uow.run(async (tx) => {
      await add(tx, 'by-statement');
      await tx.manager.save(ReferenceVersion, { topic: 'by-manager', version: 1 });
      throw new Error('refused');
    });
    await expect(unit).rejects.toThrow('refused');
    expect(await topics()).toEqual([]);
  });

  it('can go on after a failed statement, and what it did before is still undone with it', async () => {
    const unit = app.uow.run(async (tx) => {
      await add(tx, 'first');
      await tx.run(sql`INSERT INTO no_such_table VALUES (1)`);
    });
    await expect(unit).rejects.toThrow(/no_such_table/);
    expect(await topics()).toEqual([]);
  });

  it('calls nobody back after the commit that does not happen', async () => {
    const called: string[] = [];
    const unit = app.uow.run((tx) => {
      tx.afterCommit(() => called.push('failed'));
      return Promise.reject(new Error('refused'));
    });
    await expect(unit).rejects.toThrow('refused');
    await app.uow.run((tx) => {
      tx.afterCommit(() => called.push('committed'));
      return Promise.resolve();
    });
    expect(called).toEqual(['committed']);
  });
});

describe('what is not committed', () => {
  it('is seen by no reader', async () => {
    const written = gate();
    const mayFinish = gate();
    const unit = app.uow.run(async (tx) => {
      await add(tx, 'pending');
      written.open();
      await mayFinish.opened;
    });
    await written.opened;
    expect(await topics()).toEqual([]);
    expect(await app.reader.snapshot(topics)).toEqual([]);
    mayFinish.open();
    await unit;
    expect(await topics()).toEqual(['pending']);
  });

  it('is not acknowledged: whoever is answered can read what was written', async () => {
    const seen = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        await app.uow.run((tx) => add(tx, `topic-${index}`));
        return topics();
      }),
    );
    seen.forEach((names, index) => expect(names).toContain(`topic-${index}`));
  });
});

describe('the proof of a transaction', () => {
  it('is refused inside another unit', async () => {
    const nested = app.uow.run(async (tx) => {
      await add(tx, 'outer');
      return app.uow.run((inner) => add(inner, 'inner'));
    });
    await expect(nested).rejects.toThrow(/inside another/);
    expect(await topics()).toEqual([]);
  });

  it('may be asked for again in a callback after the commit', async () => {
    let second: Promise<number> | undefined;
    await app.uow.run((tx) => {
      tx.afterCommit(() => {
        second = app.uow.run((next) => add(next, 'follow-up'));
      });
      return Promise.resolve();
    });
    await second;
    expect(await topics()).toEqual(['follow-up']);
  });

  it.each(['succeeds', 'fails'])('is worthless once its unit %s', async (end) => {
    let kept: Tx | undefined;
    const unit = app.uow.run((tx) => {
      kept = tx;
      return end === 'succeeds' ? Promise.resolve() : Promise.reject(new Error('refused'));
    });
    await unit.catch(() => undefined);
    expect(() => add(kept!, 'late')).toThrow(/is over/);
    expect(() => kept!.all(sql`SELECT 1`)).toThrow(/is over/);
    expect(() => kept!.manager).toThrow(/is over/);
    expect(() => kept!.afterCommit(() => undefined)).toThrow(/is over/);
    expect(await topics()).toEqual([]);
  });
});

describe('the asynchronous context', () => {
  it('of a request stays with its own unit, however units wait for each other', async () => {
    const request = new AsyncLocalStorage<string>();
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        request.run(`request-${index}`, () =>
          app.uow.run(async (tx) => {
            const before = request.getStore();
            await add(tx, `topic-${index}`);
            return [before, request.getStore()];
          }),
        ),
      ),
    );
    asked.forEach((stores, index) => expect(stores).toEqual([`request-${index}`, `request-${index}`]));
    expect(await app.uow.run(() => Promise.resolve(request.getStore()))).toBeUndefined();
  });
});

describe('RunAgain', () => {
  it('undoes the attempt and runs the work from the start', async () => {
    let attempts = 0;
    const value = await app.uow.run(async (tx) => {
      attempts += 1;
      await add(tx, `attempt-${attempts}`);
      if (attempts < 3) throw new RunAgain();
      return attempts;
    });
    expect(value).toBe(3);
    expect(await topics()).toEqual(['attempt-3']);
  });

  it('ends some time', async () => {
    let attempts = 0;
    const unit = app.uow.run(() => {
      attempts += 1;
      return Promise.reject(new RunAgain());
    });
    await expect(unit).rejects.toThrow(RunAgain);
    expect(attempts).toBe(MOST_ATTEMPTS);
  });
});
