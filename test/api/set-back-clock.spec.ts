import { HOUR, iso } from '../../src/kernel/clock.js';
import { type Cast, Stories } from '../support/issue-stories.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let stories: Stories;
let cast: Cast;
beforeEach(async () => {
  t = await startApp();
  stories = await Stories.of(t);
  ({ cast } = stories);
});
afterEach(() => t.close());

/** The clock of the machine is an hour slow from now on. */
function setBack(): void {
  const before = t.clock.now.bind(t.clock);
  t.clock.now = () => before() - HOUR;
}

it('no step is earlier than the last one of its issue, and the next takes its own time again', async () => {
  const issue = await cast.mill.submits();
  const assigned = t.clock.now();
  // Those who sign in must not find that their sign-in lies in the future.
  await stories.leadOf(issue).sees(issue);
  setBack();
  await stories.leadOf(issue).does('sign', issue);
  await stories.leadOf(issue).does('start', issue);
  const late = (await stories.leadOf(issue).timeline(issue)).slice(-2);
  expect(late.map(({ action, at }) => [action, at])).toEqual([
    ['sign', iso(assigned)],
    ['start', iso(assigned)],
  ]);
  t.clock.advance(2 * HOUR);
  await stories.leadOf(issue).does('progress', issue);
  expect((await stories.leadOf(issue).timeline(issue)).at(-1)).toMatchObject({ at: iso(assigned + HOUR) });
});

it('nor is a correction, or what another issue causes', async () => {
  const [parent, child] = [await stories.inProgress(), await stories.inProgress(cast.mill)];
  const last = iso(t.clock.now());
  setBack();
  await cast.county.as.patch(`/api/v1/issues/${child.id}`, { title: '缺一线操作工 80 名' }).expect(200);
  await cast.county.does('merge', child, { intoIssueId: parent.id });
  expect((await cast.county.timeline(child)).slice(-2).map(({ action, at }) => [action, at])).toEqual([
    ['edit', last],
    ['merge', last],
  ]);
  expect((await cast.county.timeline(parent)).at(-1)).toMatchObject({ action: 'take-in', at: last });
});
