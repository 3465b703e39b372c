import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { SqlSession } from '../../../src/platform/persistence/index.js';
import { UNFOLDED } from '../../../src/modules/figure-cells/index.js';
import { FigureCellsReadModel } from '../../../src/modules/figure-cells/figure-cells.read-model.js';
import { ISSUES_NOW } from '../../../src/modules/issues/index.js';
import { CompletionReadModel } from '../../../src/modules/reports/completion.read-model.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let t: TestApp;
beforeAll(async () => {
  t = await startApp();
});
afterAll(() => t.close());

const WINDOW = { from: 0, to: 10, asOf: 20 };

/** How SQLite would carry out what is asked. */
async function planOf(ask: (session: SqlSession) => Promise<unknown>): Promise<string[]> {
  const statements: Sql[] = [];
  const asked: Pick<SqlSession, 'all'> = {
    all: (query) => {
      statements.push(query);
      return Promise.resolve([]);
    },
  };
  await ask(asked as SqlSession);
  const rows = await t.reader.all<{ detail: string }>(sql`EXPLAIN QUERY PLAN ${statements[0]!}`);
  return rows.map(({ detail }) => detail);
}

const byRegion = (conditions: Sql, source = ISSUES_NOW) =>
  planOf((session) =>
    new CompletionReadModel().tallies(session, { source, conditions, value: raw('i.region_code'), window: WINDOW }),
  );

describe('the completion report by region', () => {
  it('of everything reads one index alone, in its order', async () => {
    expect(await byRegion(sql`1 = 1`)).toEqual(['SCAN i USING COVERING INDEX ix_issue_figures']);
  });

  it('of some regions reads their part of that index', async () => {
    const regions = sql`i.region_code IN (${join(['411602', '411603'])})`;
    expect(await byRegion(regions)).toEqual(['SEARCH i USING COVERING INDEX ix_issue_figures (region_code=?)']);
  });

  it.each([
    ['as they stand', UNFOLDED.asTheyStand],
    ['as they are folded', UNFOLDED.asFolded],
  ])('of the few that are unfolded, %s, looks at no others', async (_, source) => {
    const plan = await byRegion(sql`1 = 1`, source);
    expect(plan[0]).toMatch(/^SCAN u/);
    expect(plan.slice(1).filter((step) => step.startsWith('SCAN'))).toEqual([]);
  });

  it('of what is past due looks at nothing but what is open', async () => {
    const plan = { conditions: sql`1 = 1`, value: raw('i.region_code'), window: WINDOW };
    const steps = await planOf((session) => new CompletionReadModel().overdue(session, plan));
    expect(steps).toContain('SEARCH i USING INDEX ix_issue_overdue (due_at<?)');
    expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([]);
  });

  it('of whole months reads the cells of these months', async () => {
    const spans = { axis: 'cadre', spans: ['2024', '2025-01'], conditions: sql`1 = 1` } as const;
    expect(await planOf((session) => new FigureCellsReadModel().contents(session, spans))).toEqual([
      'SEARCH i USING INDEX sqlite_autoindex_figure_cell_1 (axis=? AND span=?)',
    ]);
  });
});
