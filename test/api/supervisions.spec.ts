import { DAY } from '../../src/kernel/clock.js';
import { type Cast, type Somebody, Stories } from '../support/issue-stories.js';
import { allPages } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let stories: Stories;
let cast: Cast;
beforeAll(async () => {
  // A Friday, so that working days matter.
  t = await startApp({ now: '2024-03-08T01:00:00Z' });
  stories = await Stories.of(t);
  ({ cast } = stories);
});
afterAll(() => t.close());

interface Line {
  readonly kind: string;
  readonly issue: { readonly id: string };
  readonly answerDueAt: string | null;
  readonly acknowledgedAt: string | null;
  readonly answer: string | null;
  readonly overdue: boolean;
}

const list = async (somebody: Somebody, issue: { id: string }, query = ''): Promise<Line[]> =>
  (await allPages<Line>(somebody.as, `/api/v1/supervisions${query}`, 50)).filter((line) => line.issue.id === issue.id);
const supervise = (somebody: Somebody, issue: { id: string }, kind: string) =>
  somebody.tries('supervise', issue, { kind, note: '请尽快' });

it('supervision goes up only while it is not answered, and each kind has its time', async () => {
  const issue = await stories.inProgress();
  const begun = t.clock.now();
  expect(await supervise(cast.county, issue, 'urge')).toMatchObject({ status: 200 });
  const notHigher = { status: 409, code: 'issue.supervision-not-higher' };
  expect(await supervise(cast.manager, issue, 'urge')).toEqual(notHigher);
  expect(await supervise(cast.manager, issue, 'listed')).toMatchObject({ status: 200 });
  expect(await supervise(cast.cityManager, issue, 'supervise')).toEqual(notHigher);
  const lines = await list(cast.cityManager, issue, '?open=true');
  expect(lines.map(({ kind, answerDueAt }) => [kind, answerDueAt])).toEqual([
    ['listed', '2024-03-13T10:00:00.000Z'],
    ['urge', '2024-03-11T10:00:00.000Z'],
  ]);
  t.clock.moveTo(Date.parse('2024-03-11T10:00:00.000Z'));
  expect(await list(cast.county, issue, '?overdue=true')).toEqual([]);
  t.clock.advance(1);
  expect(await list(cast.county, issue, '?overdue=true')).toMatchObject([{ kind: 'urge', overdue: true }]);
  expect((await cast.wang.sees(issue)).supervisions).toMatchObject([{ overdue: true }, { overdue: false }]);
  await cast.wang.does('answer-supervision', issue);
  expect(await list(cast.county, issue, '?open=true')).toEqual([]);
  expect(await list(cast.county, issue, '?open=false')).toMatchObject([
    { answer: '已安排专场招聘', overdue: false },
    { answer: '已安排专场招聘', overdue: false },
  ]);
  expect(await supervise(cast.manager, issue, 'urge')).toMatchObject({ status: 200 });
  expect(t.clock.now()).toBeGreaterThan(begun);
});

it('makes the issue yellow one working day before the answer is due, until it is answered', async () => {
  const issue = await stories.inProgress();
  expect(await supervise(cast.manager, issue, 'supervise')).toMatchObject({ status: 200 });
  const [line] = await list(cast.manager, issue);
  const begins = Date.parse(line!.answerDueAt!) - DAY;
  t.clock.moveTo(begins - 1);
  expect((await cast.wang.sees(issue)).warning).toBe('none');
  t.clock.moveTo(begins);
  expect((await cast.wang.sees(issue)).warning).toBe('yellow');
  await cast.wang.does('answer-supervision', issue);
  expect((await cast.wang.sees(issue)).warning).toBe('none');
});

it('makes the issue orange when the answer is overdue, and red after three more working days', async () => {
  const issue = await stories.inProgress();
  await cast.wang.does('claim-done', issue);
  await cast.manager.does('supervise', issue, { kind: 'urge', note: '请答复' });
  await cast.county.does('verify', issue);
  const [line] = await list(cast.manager, issue);
  const dueAt = Date.parse(line!.answerDueAt!);
  const warningAt = async (instant: number) => {
    t.clock.moveTo(instant);
    return (await cast.county.sees(issue)).warning;
  };
  expect([await warningAt(dueAt), await warningAt(dueAt + 1)]).toEqual(['yellow', 'orange']);
  // Nobody rates it meanwhile, and three working days may have a weekend among them.
  expect(await warningAt(dueAt + 5 * DAY + 1)).toBe('red');
});

it('is acknowledged by the lead, once; answering is another matter', async () => {
  const issue = await stories.inProgress();
  const nothing = { status: 409, code: 'issue.nothing-to-acknowledge' };
  expect(await cast.wang.tries('acknowledge-supervision', issue)).toEqual(nothing);
  await cast.manager.does('supervise', issue);
  expect(await cast.county.tries('acknowledge-supervision', issue)).toEqual(nothing);
  const told = await cast.wang.does('acknowledge-supervision', issue);
  expect(told.supervisions).toMatchObject([{ kind: 'supervise' }]);
  expect(told.supervisions[0]!.acknowledgedAt).not.toBeNull();
  expect(await cast.wang.tries('acknowledge-supervision', issue)).toEqual(nothing);
  expect(told.actions).toContain('answer-supervision');
});

it('falls to the coordinator while nobody leads, but not to the one who opened it', async () => {
  const issue = await stories.unrouted();
  await cast.county.does('supervise', issue, { kind: 'urge', note: '请受理' });
  expect((await cast.county.sees(issue)).actions).not.toContain('answer-supervision');
  await cast.deputy.does('answer-supervision', issue);
  await cast.manager.does('supervise', issue);
  await cast.county.does('acknowledge-supervision', issue);
  await cast.county.does('answer-supervision', issue);
  expect(await list(cast.manager, issue, '?open=true')).toEqual([]);
});

describe('an instruction', () => {
  it('of a manager is acknowledged by whom it is for, and then rests', async () => {
    const issue = await stories.inProgress();
    const given = await cast.cityManager.does('instruct', issue, { addressee: 'coordinator', note: '请专题研究' });
    expect(given.supervisions).toMatchObject([{ kind: 'instruction', overdue: false }]);
    expect((await cast.wang.sees(issue)).actions).not.toContain('acknowledge-supervision');
    t.clock.advance(4 * DAY);
    expect(await list(cast.manager, issue, '?overdue=true&kind=instruction')).toHaveLength(1);
    const acknowledged = await cast.county.does('acknowledge-supervision', issue);
    expect(acknowledged.supervisions).toEqual([]);
    expect(await list(cast.manager, issue, '?open=true')).toEqual([]);
    expect(await list(cast.manager, issue)).toMatchObject([{ kind: 'instruction', overdue: false }]);
    expect(await cast.wang.tries('answer-supervision', issue)).toMatchObject({ status: 409 });
  });

  it('is seen by those above and those who handle it; neither by the enterprise nor by who stands for it', async () => {
    const issue = await stories.inProgress();
    await cast.county.does('reassign', issue, { cadreId: cast.li.id, reason: '调岗' });
    await cast.manager.does('instruct', issue);
    const sees = async (somebody: Somebody) => [
      (await somebody.timeline(issue)).some(({ action }) => action === 'instruct'),
      (await somebody.sees(issue)).supervisions.length,
    ];
    for (const somebody of [cast.li, cast.county, cast.city, cast.manager, cast.cityManager, cast.auditor])
      expect([somebody.name, ...(await sees(somebody))]).toEqual([somebody.name, true, 1]);
    // Wang is the chief of the mill, and leads no more.
    for (const somebody of [cast.mill, cast.wang])
      expect([somebody.name, ...(await sees(somebody))]).toEqual([somebody.name, false, 0]);
  });

  it('needs somebody whom it is for', async () => {
    const issue = await stories.unrouted();
    const answer = await cast.manager.tries('instruct', issue, { addressee: 'lead', note: '请办' });
    expect(answer).toEqual({ status: 422, code: 'issue.nobody-to-instruct' });
  });
});

it('the list is of the issues that its reader may see, by region, and rests with an issue that has ended', async () => {
  const issue = await stories.inProgress();
  await cast.county.does('supervise', issue);
  for (const somebody of [cast.county, cast.city, cast.manager, cast.auditor])
    expect([somebody.name, (await list(somebody, issue, '?open=true')).length]).toEqual([somebody.name, 1]);
  for (const somebody of [cast.neighbour, cast.otherManager])
    expect([somebody.name, (await list(somebody, issue)).length]).toEqual([somebody.name, 0]);
  expect(await list(cast.city, issue, '?regionCode=411602')).toHaveLength(1);
  expect(await list(cast.city, issue, '?regionCode=411603')).toEqual([]);
  await cast.wang.as.get('/api/v1/supervisions').expect(403);
  await cast.mill.does('withdraw', issue);
  expect(await list(cast.county, issue, '?open=true')).toEqual([]);
  expect(await list(cast.county, issue)).toHaveLength(1);
});

it('an auditor reads it all and supervises nothing', async () => {
  const issue = await stories.inProgress();
  expect(await supervise(cast.auditor, issue, 'urge')).toEqual({ status: 403, code: 'access.scope-missing' });
});
