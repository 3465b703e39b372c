import { getDataSourceToken } from '@nestjs/typeorm';
import sql, { raw } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { assignments, containsPattern, insertRows, isOneOf, type Row } from '../../src/platform/persistence/index.js';
import { ReferenceVersion } from '../../src/platform/persistence/entities/reference-version.entity.js';
import { startApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(() => app.uow.run((tx) => tx.run(sql`DELETE FROM reference_version`)));

const keep = (...topics: string[]) =>
  app.uow.run((tx) =>
    tx.run(
      insertRows(
        'reference_version',
        topics.map((topic) => ({ topic, version: 1 })),
      ),
    ),
  );

describe('a lookup without a value', () => {
  it.each([undefined, null])('of %s throws instead of finding the first row', async (nothing) => {
    await keep('somebody');
    const wanted = nothing as unknown as string;
    for (const name of [undefined, 'reader', 'reporter']) {
      const source = app.get<DataSource>(getDataSourceToken(name) as never);
      await expect(source.getRepository(ReferenceVersion).findOneBy({ topic: wanted })).rejects.toThrow(/topic/);
    }
    await expect(app.uow.run((tx) => tx.manager.findOneBy(ReferenceVersion, { topic: wanted }))).rejects.toThrow(
      /topic/,
    );
    await expect(app.uow.run((tx) => tx.manager.delete(ReferenceVersion, { topic: wanted }))).rejects.toThrow();
    expect(await app.reader.all(sql`SELECT topic FROM reference_version`)).toEqual([{ topic: 'somebody' }]);
  });
});

describe('a statement without a value', () => {
  it('is not made: undefined would be stored as NULL', () => {
    const row = { topic: 'x', version: undefined as unknown as number };
    expect(() => insertRows('reference_version', [row])).toThrow('reference_version.version has no value');
    expect(() => assignments('reference_version', row)).toThrow('reference_version.version has no value');
  });

  it('is not made when a later row lacks what the first one has', () => {
    const rows: Row[] = [{ topic: 'a', version: 1 }, { topic: 'b' }];
    expect(() => insertRows('reference_version', rows)).toThrow('reference_version.version has no value');
  });

  it('is not made for no row at all', () => {
    expect(() => insertRows('reference_version', [])).toThrow(RangeError);
  });

  it('finds nothing in an empty list', async () => {
    await keep('a');
    expect(await app.reader.all(sql`SELECT topic FROM reference_version WHERE ${isOneOf(raw('topic'), [])}`)).toEqual(
      [],
    );
  });
});

describe('contains', () => {
  const find = async (words: string): Promise<string[]> => {
    const { like } = app.reader.dialect;
    const rows = await app.reader.all<{ topic: string }>(
      sql`SELECT topic FROM reference_version WHERE topic ${like} ${containsPattern(words)} ESCAPE '\\' ORDER BY topic`,
    );
    return rows.map(({ topic }) => topic);
  };

  it('does not mind upper and lower case', async () => {
    await keep('Zhoukou Steel', 'ZHOUKOU PAPER', 'luohe');
    expect(await find('zhouKOU')).toEqual(['ZHOUKOU PAPER', 'Zhoukou Steel']);
  });

  it('finds two Chinese characters', async () => {
    await keep('周口市川汇区拖欠工程款', '周口市');
    expect(await find('拖欠')).toEqual(['周口市川汇区拖欠工程款']);
  });

  it.each([
    ['100%', ['100% done']],
    ['a_b', ['a_b']],
    ['a\\b', ['a\\b']],
    ['%', ['100% done']],
    ['_', ['a_b']],
    ['\\', ['a\\b']],
    ["'", ["it's"]],
  ])('takes %j literally', async (words, found) => {
    await keep('100% done', '100 done', 'a_b', 'axb', 'a\\b', 'ab', "it's");
    expect(await find(words)).toEqual(found);
  });
});

describe('a taken key', () => {
  const violation = async (statement: () => Promise<unknown>): Promise<boolean> => {
    const error: unknown = await statement().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).not.toBeNull();
    return app.uow.dialect.isUniqueViolation(error);
  };

  it('is recognised from a statement and from the entity manager', async () => {
    await keep('taken');
    expect(await violation(() => keep('taken'))).toBe(true);
    const insert = () => app.uow.run((tx) => tx.manager.insert(ReferenceVersion, { topic: 'taken', version: 1 }));
    expect(await violation(insert)).toBe(true);
  });

  it('is not seen in other broken rules', async () => {
    const dangling = { issueId: 'none', cadreId: 'none', addedAt: 0 };
    expect(await violation(() => app.uow.run((tx) => tx.run(insertRows('issue_co_handler', [dangling]))))).toBe(false);
    expect(
      await violation(() => app.uow.run((tx) => tx.run(sql`INSERT INTO reference_version (topic) VALUES ('x')`))),
    ).toBe(false);
  });
});
