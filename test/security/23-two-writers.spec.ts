import sql, { raw } from 'sql-template-tag';
import { expectConsistent } from '../support/consistency.js';
import type { SignedIn } from '../support/people.js';
import { issueBody, type RoutedIssue, RoutingOffice } from '../support/routing-office.js';
import { loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const V1 = '/api/v1';
const AT_ONCE = 12;

let t: TestApp;
let office: RoutingOffice;
let enterpriseId: string;
let lead: string;
let other: string;
beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  office = await RoutingOffice.open(t);
  lead = (await office.cadre('王强', { capacity: 100 })).id;
  other = (await office.cadre('李敏', { capacity: 100 })).id;
  enterpriseId = await office.enterprise({ [lead]: 'chief' });
  // A dozen sign-ins of one account at once look like guessing.
  for (const person of [t.as.cadre(lead), t.as.enterprise(enterpriseId)]) await person.get(`${V1}/me`).expect(200);
});
afterEach(() => expectConsistent(t));
afterAll(() => t.close());

interface Versioned {
  readonly version: number;
}

const atOnce = <T>(work: (nth: number) => PromiseLike<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, nth) => work(nth)));
const count = (statuses: readonly number[], status: number): number =>
  statuses.filter((each) => each === status).length;

describe('of those who change one version at once, exactly one wins', () => {
  const targets: Readonly<Record<string, () => [SignedIn, string]>> = {
    'an enterprise': () => [office.coordinator, `${V1}/enterprises/${enterpriseId}`],
    'a cadre': () => [office.coordinator, `${V1}/cadres/${other}`],
    'a region': () => [t.as.admin(), `${V1}/regions/${office.regionCode}`],
    'a chain': () => [t.as.admin(), `${V1}/chains/prepared-dishes`],
  };

  it.each(Object.keys(targets))('%s', async (name) => {
    const [by, path] = targets[name]!();
    const { version } = (await by.get(path).expect(200)).body as Versioned;
    const names = Array.from({ length: AT_ONCE }, (_, nth) => `名称 ${nth}`);
    const answers = await atOnce((nth) => by.patch(path, { name: names[nth] }).set('If-Match', `"${version}"`));
    const statuses = answers.map(({ status }) => status);
    expect([count(statuses, 200), count(statuses, 412)]).toEqual([1, AT_ONCE - 1]);
    const { body } = await by.get(path).expect(200);
    expect(body).toMatchObject({ name: names[statuses.indexOf(200)], version: version + 1 });
  });
});

describe('what happens once happens once, however many ask for it at once', () => {
  it('an issue is signed for once', async () => {
    const { id } = await office.submit(enterpriseId);
    const answers = await atOnce(() => t.as.cadre(lead).post(`${V1}/issues/${id}/actions/sign`, {}));
    const statuses = answers.map(({ status }) => status);
    expect([count(statuses, 200), count(statuses, 409)]).toEqual([1, AT_ONCE - 1]);
  });

  it('and closed once, by one rating', async () => {
    const { id } = await office.submit(enterpriseId);
    const cadre = t.as.cadre(lead);
    await office.act(cadre, id, 'sign');
    await office.act(cadre, id, 'start', { means: 'phone', person: '李经理' });
    await office.act(cadre, id, 'claim-done', { resolution: 'solved', measures: '举办专场招聘。' });
    await office.act(office.coordinator, id, 'verify');
    const rate = (nth: number) =>
      t.as.enterprise(enterpriseId).post(`${V1}/issues/${id}/actions/rate`, { stars: 3 + (nth % 3), solved: true });
    const statuses = (await atOnce(rate)).map(({ status }) => status);
    expect([count(statuses, 200), count(statuses, 409)]).toEqual([1, AT_ONCE - 1]);
    expect((await office.issue(id)).status).toBe('closed');
  });

  it('many issues at once are each led by one cadre, and counted', async () => {
    const made = await atOnce(() => office.submit(enterpriseId));
    expect(new Set(made.map(({ id }: RoutedIssue) => id)).size).toBe(AT_ONCE);
    expect(made.every(({ assignee }) => assignee?.id === lead)).toBe(true);
  });

  it('an enterprise is entered once, whoever enters it', async () => {
    const { body } = await office.coordinator.get(`${V1}/enterprises/${enterpriseId}`).expect(200);
    const { creditCode } = body as { creditCode: string };
    const again = {
      creditCode,
      name: '又一次',
      regionCode: office.regionCode,
      industry: '食品',
      size: 'small',
      contacts: [],
    };
    const statuses = (await atOnce(() => office.coordinator.post(`${V1}/enterprises`, again))).map(
      ({ status }) => status,
    );
    expect(count(statuses, 409)).toBe(AT_ONCE);
  });
});

it('a fault of ours leaves the key free: the retry is done once, and its twins read the same', async () => {
  const submit = () =>
    office.coordinator.post(`${V1}/issues`, issueBody(enterpriseId)).set('Idempotency-Key', 'after-a-fault');
  const rename = (from: string, to: string) =>
    t.uow.run((tx) => tx.run(sql`ALTER TABLE ${raw(from)} RENAME TO ${raw(to)}`));
  await rename('issue_event', 'issue_event_away');
  expect((await submit()).status).toBe(500);
  await rename('issue_event_away', 'issue_event');
  expect(t.takeErrors()).toHaveLength(1);
  const answers = await atOnce(submit);
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(answers[0]!.status).toBe(201);
});
