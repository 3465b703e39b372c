import { type Cast, type Somebody, Stories, type Told } from '../support/issue-stories.js';
import { allPages } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const V1 = '/api/v1';

let t: TestApp;
let cast: Cast;
let issue: Told;
beforeAll(async () => {
  t = await startApp();
  const stories = await Stories.of(t);
  cast = stories.cast;
  issue = await stories.closed();
});
afterAll(() => t.close());

const strangers = (): Somebody[] => [cast.neighbour, cast.otherManager, cast.sun, cast.farm];
const word = (text: string): string => encodeURIComponent(text);

/** Every way of asking for the mill and its issue, or for Wang, that does not name an address. */
const DOORS = (): readonly string[] => [
  ...['issues', 'enterprises', 'cadres'].map((path) => `${path}?count=true`),
  `issues?count=true&q=${word(issue.number)}`,
  `issues?count=true&q=${word('川汇')}`,
  `issues?count=true&enterpriseId=${cast.mill.id}`,
  `issues?count=true&assigneeId=${cast.wang.id}`,
  'issues?count=true&regionCode=411602',
  'issues?count=true&metric=received&periodFrom=2024-01-01&periodTo=2025-01-01&groupBy=region&groupKey=411602',
  `enterprises?count=true&q=${word('川汇棉')}`,
  'enterprises?count=true&regionCode=411602',
  'cadres?count=true&q=wan',
  'cadres?count=true&departmentId=411602-industry',
];

it('no list, search, filter, count or drill-down lets a stranger know of an issue, an enterprise or a cadre', async () => {
  for (const { name, as } of strangers()) {
    for (const door of DOORS()) {
      // A cadre sees the colleagues of the region that they belong to.
      if (name === 'sun' && door.startsWith('cadres')) continue;
      const answer = await as.get(`${V1}/${door}`);
      const told = [issue.id, issue.number, cast.mill.id, cast.wang.id].filter((secret) =>
        answer.text.includes(secret),
      );
      expect([name, door, told]).toEqual([name, door, []]);
      if (answer.status !== 200) continue;
      const { items, total } = answer.body as { items: unknown[]; total: number };
      expect([name, door, total]).toEqual([name, door, items.length]);
    }
  }
});

it('a credit code opens nothing: one that exists elsewhere is answered like one that exists nowhere', async () => {
  const { body } = await cast.county.as.get(`${V1}/enterprises/${cast.mill.id}`).expect(200);
  const { creditCode } = body as { creditCode: string };
  for (const { name, as } of strangers()) {
    const answers = [creditCode, '91000000MA99999902'].map((code) =>
      as.get(`${V1}/enterprises/by-credit-code/${code}`),
    );
    const [known, unknown] = (await Promise.all(answers)).map(({ status, text }) => [
      status,
      text.includes(cast.mill.id) || text.includes('川汇'),
    ]);
    expect([name, known]).toEqual([name, [404, false]]);
    expect([404, 422]).toContain(unknown![0]);
  }
});

it('a cursor of somebody else leads into one’s own list only', async () => {
  await cast.bakery.submits({ categoryCode: 'park-road' });
  const first = await cast.county.as.get(`${V1}/issues?limit=1`).expect(200);
  const { nextCursor } = first.body as { nextCursor: string };
  expect(nextCursor).not.toBeNull();
  for (const { name, as } of strangers()) {
    const { text } = await as.get(`${V1}/issues?cursor=${word(nextCursor)}`).expect(200);
    expect([name, text.includes(issue.id)]).toEqual([name, false]);
  }
});

it('a reference to an enterprise, a cadre or an issue in what one writes opens nothing', async () => {
  const body = { enterpriseId: cast.mill.id, categoryCode: 'labour', title: '缺工', description: '缺工' };
  for (const { as } of [cast.neighbour, cast.sun, cast.farm]) await as.post(`${V1}/issues`, body).expect(422);
  for (const { as } of [cast.neighbour, cast.sun]) await as.post(`${V1}/routing/preview`, body).expect(422);
  const pairing = { cadreId: cast.wang.id, role: 'deputy', from: '2024-01-01' };
  await cast.neighbour.as.post(`${V1}/enterprises/${cast.farm.id}/pairings`, pairing).expect(422);
});

it('the lists of those who may see it still hold it', async () => {
  for (const { name, as } of [cast.county, cast.city, cast.manager, cast.auditor, cast.wang, cast.mill]) {
    const listed = await allPages<{ id: string }>(as, `${V1}/issues`, 50);
    expect([name, listed.map(({ id }) => id)]).toEqual([name, expect.arrayContaining([issue.id])]);
  }
});
