import { getDataSourceToken } from '@nestjs/typeorm';
import sql from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { Stories } from '../../support/issue-stories.js';
import { expectRefused } from '../../support/refusals.js';
import { startApp, type TestApp } from '../../support/test-app.js';

const PREPARATION_MS = 120_000;
// SQLite's own limit, when nobody sets another one.
const NO_LIMIT = 4_294_967_294;

let t: TestApp;
let stories: Stories;
let writer: DataSource;
beforeAll(async () => {
  t = await startApp();
  stories = await Stories.of(t);
  writer = t.get<DataSource>(getDataSourceToken() as never);
  await stories.cast.mill.submits();
}, PREPARATION_MS);
afterAll(() => t.close());

const pragma = async (name: string): Promise<unknown> =>
  Object.values((await writer.query<object[]>(`PRAGMA ${name}`))[0] ?? {})[0];
const titles = async (): Promise<string[]> =>
  (await t.reader.all<{ title: string }>(sql`SELECT title FROM issue ORDER BY number`)).map(({ title }) => title);

const body = (title: string) => ({ categoryCode: 'labour', title, description: '很长的说明。'.repeat(1_600) });
const submit = (title: string) =>
  stories.cast.mill.as.post('/api/v1/issues', body(title)).set('Idempotency-Key', title);

/** Submits until there is no room; @returns the key of the submission that found none. */
async function fillUp(): Promise<{ readonly key: string }> {
  await pragma(`max_page_count = ${String(await pragma('page_count'))}`);
  for (let index = 0; ; index++) {
    const key = `full-${index}`;
    if ((await submit(key)).status !== 201) return { key };
  }
}

it('a full disk refuses clearly, loses nothing, lets everybody read, and is over without hands', async () => {
  const before = await titles();
  await pragma(`max_page_count = ${String(await pragma('page_count'))}`);
  await expectRefused(() => stories.cast.mill.as.post('/api/v1/issues', body('写不下')), {
    status: 503,
    code: 'storage.unavailable',
  });
  expect(await titles()).toEqual(before);
  await stories.cast.mill.as.get('/api/v1/issues').expect(200);
  await pragma(`max_page_count = ${NO_LIMIT}`);
  const kept = await stories.cast.mill.as.post('/api/v1/issues', body('写得下')).expect(201);
  expect(await titles()).toEqual([...before, (kept.body as { title: string }).title]);
  expect(await pragma('integrity_check')).toBe('ok');
});

it('a retry of what a full disk refused does it once', async () => {
  const refused = (await fillUp()).key;
  await pragma(`max_page_count = ${NO_LIMIT}`);
  const [first, second] = [await submit(refused).expect(201), await submit(refused).expect(201)];
  expect(second.body).toEqual(first.body);
  expect((await titles()).filter((title) => title === refused)).toHaveLength(1);
});

it('a disk that can be read only refuses in the same way', async () => {
  const before = await titles();
  await pragma('query_only = ON');
  await expectRefused(() => stories.cast.mill.as.post('/api/v1/issues', body('只读')), {
    status: 503,
    code: 'storage.unavailable',
  });
  await pragma('query_only = OFF');
  expect(await titles()).toEqual(before);
  await stories.cast.mill.submits({ title: '又可写入' });
});
