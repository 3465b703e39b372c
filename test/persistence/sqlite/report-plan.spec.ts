import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { SqlSession } from '../../../src/platform/persistence/index.js';
import { ISSUES_NOW } from '../../../src/modules/issues/index.js';
import { CompletionReadModel } from '../../../src/modules/reports/completion.read-model.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let t: TestApp;
beforeAll(async () => {
  t = await startApp();
});
afterAll(() => t.close());

/** How SQLite would carry the statement out. */
async function planOf(conditions: Sql): Promise<string[]> {
  const statements: Sql[] = [];
  const asked: Pick<SqlSession, 'all'> = {
    all: (query) => {
      statements.push(query);
      return Promise.resolve([]);
    },
  };
  const window = { from: 0, to: 10, asOf: 20 };
  const plan = { source: ISSUES_NOW, conditions, value: raw('i.region_code'), window };
  await new CompletionReadModel().tallies(asked as SqlSession, plan);
  const rows = await t.reader.all<{ detail: string }>(sql`EXPLAIN QUERY PLAN ${statements[0]!}`);
  return rows.map(({ detail }) => detail);
}

describe('the completion report by region', () => {
  it('of everything reads one index alone, in its order', async () => {
    expect(await planOf(sql`1 = 1`)).toEqual(['SCAN i USING COVERING INDEX ix_issue_figures']);
  });

  it('of some regions reads their part of that index', async () => {
    const regions = sql`i.region_code IN (${join(['411602', '411603'])})`;
    expect(await planOf(regions)).toEqual(['SEARCH i USING COVERING INDEX ix_issue_figures (region_code=?)']);
  });
});
