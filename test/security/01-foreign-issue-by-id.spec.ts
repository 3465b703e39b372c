import { ApiDocument } from '../support/api-document.js';
import { Watchman } from '../support/everything.js';
import { type Cast, type Somebody, Stories, type Told } from '../support/issue-stories.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let document: ApiDocument;
let cast: Cast;
let issue: Told;
beforeAll(async () => {
  t = await startApp();
  document = new ApiDocument(t.app);
  const stories = await Stories.of(t);
  cast = stories.cast;
  issue = await stories.inProgress();
});
afterAll(() => t.close());

const OF_ISSUE = '/api/v1/issues/{issueId}';
const strangers = (): Somebody[] => [cast.neighbour, cast.otherManager, cast.sun, cast.zhao, cast.farm, cast.bakery];

it('an issue of others is not there, through every verb and every sub-resource', async () => {
  const operations = document.operations.filter(({ path }) => path.startsWith(OF_ISSUE));
  expect(operations.length).toBeGreaterThan(30);
  for (const { as } of strangers()) await as.get('/api/v1/me').expect(200);
  const watchman = new Watchman(t);
  await watchman.look();
  for (const { name: who, as } of strangers()) {
    for (const { name, method, path, body } of operations) {
      const example = body ? (document.exampleOf(body) as object) : undefined;
      const send = (id: string) => as[method](path.replace('{issueId}', id).replace(/\{\w+\}/g, 'nothing'), example);
      const [found, missing] = [await send(issue.id), await send('nothing')];
      const told = ({ status, body: answer }: typeof found) => ({ status, ...(answer as object), requestId: '' });
      expect([who, name, told(found)]).toEqual([who, name, told(missing)]);
      expect([who, name, [403, 404, 415].includes(found.status)]).toEqual([who, name, true]);
    }
  }
  await watchman.expectNothingChanged();
});

it('nor as the target of a merge', async () => {
  const own = await cast.farm.submits();
  const answers = [issue.id, 'nothing'].map((intoIssueId) => cast.neighbour.tries('merge', own, { intoIssueId }));
  const [found, missing] = await Promise.all(answers);
  expect(found).toEqual({ status: 422, code: 'issue.merge-target-not-found' });
  expect(missing).toEqual(found);
});

it('nobody of another region is made lead or co-handler, and a hand-over does not reach there', async () => {
  const own = await cast.farm.submits();
  const outside = { status: 422, code: 'issue.cadre-outside-scope' };
  expect(await cast.neighbour.tries('reassign', own, { cadreId: cast.li.id, reason: '改派' })).toEqual(outside);
  const support = { cadreId: cast.li.id, coHandlerIds: [cast.wang.id], reason: '改派' };
  expect(await cast.neighbour.tries('reassign', own, support)).toEqual(outside);
  await cast.neighbour.as.post(`/api/v1/cadres/${cast.wang.id}/handover`, { toCadreId: cast.sun.id }).expect(404);
});
