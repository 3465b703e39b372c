import { type Cast, type Somebody, Stories } from '../support/issue-stories.js';
import { startApp, type TestApp } from '../support/test-app.js';

const V1 = '/api/v1';

let t: TestApp;
let cast: Cast;
beforeAll(async () => {
  t = await startApp();
  cast = (await Stories.of(t)).cast;
  for (const who of [cast.mill, cast.farm, cast.mill, cast.farm, cast.mill]) await who.submits();
  await cast.mill.submits({ confidential: true });
  await cast.mill.submits({ direct: true, categoryCode: 'finance' });
});
afterAll(() => t.close());

interface Page {
  readonly items: readonly { readonly id: string }[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** Every page of one row, as long as there is a link to another one. */
async function walk(who: Somebody, path: string): Promise<{ ids: string[]; totals: Set<number> }> {
  const ids: string[] = [];
  const totals = new Set<number>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const next = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await who.as.get(`${V1}/${path}&limit=1&count=true${next}`).expect(200);
    const page = body as Page;
    expect(page.items.length).toBe(1);
    ids.push(...page.items.map(({ id }) => id));
    totals.add(page.total);
    cursor = page.nextCursor;
  }
  return { ids, totals };
}

it.each(['issues?sort=submittedAt', 'issues?sort=-dueAt', 'enterprises?', 'cadres?'])(
  'of %s neither a total nor a next page tells of a hidden row: pages of one hold what one page holds',
  async (path) => {
    for (const who of [cast.county, cast.neighbour, cast.city, cast.manager, cast.auditor]) {
      const whole = (await who.as.get(`${V1}/${path}&limit=200`).expect(200)).body as Page;
      const { ids, totals } = await walk(who, path);
      expect([who.name, ids, [...totals]]).toEqual([who.name, whole.items.map(({ id }) => id), [ids.length]]);
    }
  },
);

it('a filter on what is hidden from the reader finds nothing, and counts nothing', async () => {
  for (const filter of [`enterpriseId=${cast.mill.id}`, 'enterpriseSize=medium', 'q=%E6%A3%89%E7%BA%BA']) {
    const { items, total } = (await cast.li.as.get(`${V1}/issues?${filter}&count=true`).expect(200)).body as Page;
    expect([filter, items, total]).toEqual([filter, [], 0]);
  }
  expect(((await cast.li.as.get(`${V1}/issues?count=true`).expect(200)).body as Page).total).toBeGreaterThan(0);
});
