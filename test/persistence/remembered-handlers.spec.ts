import sql from 'sql-template-tag';
import { DataSource } from 'typeorm';
import { RememberedHandlers1764100000012 } from '../../src/migrations/1764100000012-remembered-handlers.js';
import { Stories } from '../support/issue-stories.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let stories: Stories;
beforeAll(async () => {
  t = await startApp();
  stories = await Stories.of(t);
});
afterAll(() => t.close());

it('whoever handled a confidential issue before handlers were remembered is remembered from its timeline', async () => {
  const { mill, county, li, zhao, wang } = stories.cast;
  const issue = await mill.submits({ confidential: true });
  await county.does('reassign', issue, { cadreId: zhao.id, reason: '分工' });
  await county.does('reassign', issue, { cadreId: wang.id, coHandlerIds: [li.id], reason: '分工' });
  const plain = await mill.submits();
  const remembered = async (id: string): Promise<string[]> => {
    const [row] = await t.reader.all<{ ids: string | null }>(
      sql`SELECT handler_cadre_ids AS ids FROM issue WHERE id = ${id}`,
    );
    return (JSON.parse(row!.ids ?? '[]') as string[]).sort();
  };
  const before = await remembered(issue.id);
  expect(before).toEqual(expect.arrayContaining([li.id, zhao.id, wang.id]));
  const runner = t.get(DataSource).createQueryRunner();
  const migration = new RememberedHandlers1764100000012();
  await migration.down(runner);
  await migration.up(runner);
  await runner.release();
  expect(await remembered(issue.id)).toEqual(before);
  expect(await remembered(plain.id)).toEqual([]);
});
