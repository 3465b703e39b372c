import sql from 'sql-template-tag';
import { SYSTEM_ACTOR } from '../../src/kernel/actor.js';
import { DAY, iso } from '../../src/kernel/clock.js';
import { localDateOf } from '../../src/kernel/local-date.js';
import { ISSUES_NOW } from '../../src/modules/issues/index.js';
import { ReportScopes } from '../../src/modules/reports/report-scopes.service.js';
import { OutboxDelivery } from '../../src/platform/outbox/index.js';
import { type Cast, Stories } from '../support/issue-stories.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let stories: Stories;
let cast: Cast;
/** From now on a millisecond passes whenever somebody looks at the clock, as it does outside of tests. */
beforeAll(async () => {
  t = await startApp();
  stories = await Stories.of(t);
  ({ cast } = stories);
  const standing = t.clock.now.bind(t.clock);
  let looks = 0;
  t.clock.now = () => standing() + looks++;
});
afterAll(() => t.close());

it('a request that is made while time passes has its limit, and its decider hears of it', async () => {
  const issue = await cast.mill.submits();
  const lead = stories.leadOf(issue);
  await lead.does('sign', issue);
  const dueAt = iso(Date.parse(issue.dueAt!) + 3 * DAY);
  const enterpriseInformed = { means: 'phone', at: issue.submittedAt };
  await lead.does('extend', issue, { dueAt, reason: '等待批复', enterpriseInformed });
  const [request] = await t.reader.all<{ requestedAt: number; decideBy: number }>(
    sql`SELECT requested_at, decide_by FROM issue_request WHERE issue_id = ${issue.id}`,
  );
  // The close of a working day, and not merely a day later.
  expect(request!.decideBy - request!.requestedAt).not.toBe(DAY);
  expect(localDateOf(request!.decideBy)).not.toBe(localDateOf(request!.requestedAt));
  await t.get(OutboxDelivery).deliverDue();
  const kinds = await t.reader.all<{ kind: string }>(sql`SELECT kind FROM notification WHERE issue_id = ${issue.id}`);
  expect(kinds.map(({ kind }) => kind)).toContain('request-asked');
});

it('a co-handler is asked for an opinion by a certain time', async () => {
  const issue = await cast.mill.submits();
  const others = await t.reader.all<{ id: string }>(
    sql`SELECT id FROM cadre WHERE id <> ${issue.assignee!.id} ORDER BY id LIMIT 1`,
  );
  const body = { cadreId: others[0]!.id, coHandlerIds: [issue.assignee!.id], reason: '需要协办' };
  await cast.county.does('reassign', issue, body);
  const rows = await t.reader.all<{ opinionDueAt: number | null }>(
    sql`SELECT opinion_due_at FROM issue_co_handler WHERE issue_id = ${issue.id}`,
  );
  expect(rows).toEqual([{ opinionDueAt: expect.any(Number) }]);
});

it('whoever opened a supervision hears of its answer', async () => {
  const issue = await cast.mill.submits();
  await cast.county.does('supervise', issue, { kind: 'urge', note: '请尽快联系企业' });
  await stories.leadOf(issue).does('answer-supervision', issue, { answer: '今日已联系' });
  await t.get(OutboxDelivery).deliverDue();
  const kinds = await t.reader.all<{ kind: string }>(sql`SELECT kind FROM notification WHERE issue_id = ${issue.id}`);
  expect(kinds.map(({ kind }) => kind)).toContain('supervision-answered');
});

it('a report as of now stays one while time passes: it is not counted as one of the past', async () => {
  const scope = await t.get(ReportScopes).of(SYSTEM_ACTOR, { from: '2024-01-01', to: '2025-01-01' });
  expect(scope.isPlain).toBe(true);
  expect(scope.source).toBe(ISSUES_NOW);
});
