import sql from 'sql-template-tag';
import { localDateOf } from '../../../src/kernel/local-date.js';
import { CadreLeft } from '../../../src/modules/cadres/index.js';
import { TransactionalEvents } from '../../../src/platform/events/transactional-events.js';
import { type Gate, gate } from '../../support/gate.js';
import { type Answer, type Cast, type Somebody, Stories } from '../../support/issue-stories.js';
import { startApp, type TestApp } from '../../support/test-app.js';
import { untilSomebodyWaits } from '../../support/waiting.js';

let t: TestApp;
let stories: Stories;
let cast: Cast;
/** Between the check that nothing is open and the commit of the cadre who leaves. */
let reached: Gate;
let mayGoOn: Gate;
beforeAll(async () => {
  t = await startApp();
  stories = await Stories.of(t);
  cast = stories.cast;
  t.get(TransactionalEvents).on(CadreLeft, () => {
    reached.open();
    return mayGoOn.opened;
  });
});
afterAll(() => t.close());
beforeEach(() => {
  [reached, mayGoOn] = [gate(), gate()];
});
afterEach(() => cast.county.as.patch(`/api/v1/cadres/${cast.li.id}`, { onDuty: true }).expect(200));

const takenOff = async ({ id }: Somebody): Promise<number> => {
  const { status } = await cast.county.as.patch(`/api/v1/cadres/${id}`, { onDuty: false });
  // A refusal before the gate must not keep the test waiting.
  reached.open();
  return status;
};

/** What somebody is answered who gives work to the cadre who is just being taken off duty. */
async function meanwhile(leaving: Somebody, give: () => Promise<Answer>): Promise<Answer> {
  const off = takenOff(leaving);
  await reached.opened;
  let isOver = false;
  const given = give().finally(() => (isOver = true));
  await untilSomebodyWaits(t, () => isOver);
  mayGoOn.open();
  const answer = await given;
  expect(await off).toBe(200);
  return answer;
}

async function expectNobodyAway(): Promise<void> {
  const led = await t.reader.all(
    sql`SELECT i.number FROM issue i JOIN cadre c ON c.id = i.assignee_id
        WHERE NOT c.on_duty AND i.status NOT IN ('closed', 'refused', 'withdrawn', 'merged')`,
  );
  const supported = await t.reader.all(
    sql`SELECT h.issue_id FROM issue_co_handler h JOIN cadre c ON c.id = h.cadre_id
        WHERE NOT c.on_duty AND h.opinion_at IS NULL`,
  );
  expect([led, supported]).toEqual([[], []]);
}

const REFUSED: Answer = { status: 422, code: 'issue.cadre-unavailable' };

it('an issue is not given to a cadre who is just being taken off duty', async () => {
  const issue = await stories.unrouted();
  await cast.county.does('accept', issue);
  const answer = await meanwhile(cast.li, () => cast.county.tries('assign', issue, { cadreId: cast.li.id }));
  expect(answer).toEqual(REFUSED);
  await expectNobodyAway();
});

it('nobody is named as a supporter who is just being taken off duty', async () => {
  const issue = await stories.unrouted();
  await cast.county.does('accept', issue);
  const named = { cadreId: cast.zhao.id, coHandlerIds: [cast.li.id] };
  expect(await meanwhile(cast.li, () => cast.county.tries('assign', issue, named))).toEqual(REFUSED);
  await expectNobodyAway();
});

it('nothing is handed over to a cadre who is just being taken off duty', async () => {
  await cast.mill.submits();
  const request = { toCadreId: cast.li.id };
  const answer = await meanwhile(cast.li, async () => {
    const { status, body } = await cast.county.as.post(`/api/v1/cadres/${cast.wang.id}/handover`, request);
    return { status, code: (body as { code?: string }).code };
  });
  expect(answer).toEqual(REFUSED);
  await expectNobodyAway();
});

it('an enterprise is not paired with a cadre who is just being taken off duty', async () => {
  const [path, today] = [`/api/v1/enterprises/${cast.mill.id}/pairings`, localDateOf(t.clock.now())];
  const answer = await meanwhile(cast.li, async () => {
    const { status, body } = await cast.county.as.post(path, { cadreId: cast.li.id, role: 'deputy', from: today });
    return { status, code: (body as { code?: string }).code };
  });
  expect(answer).toEqual({ status: 422, code: 'pairing.cadre-off-duty' });
  const led = sql`SELECT role FROM pairing WHERE cadre_id = ${cast.li.id} AND ends_on IS NULL`;
  expect(await t.reader.all(led)).toEqual([]);
});

it('an issue that is reopened does not go on with a lead who is just being taken off duty', async () => {
  const issue = await cast.mill.submits();
  await cast.county.does('reassign', issue, { cadreId: cast.li.id, reason: '分工' });
  for (const action of ['sign', 'start', 'claim-done'] as const) await cast.li.does(action, issue);
  await cast.city.does('verify', issue);
  await cast.mill.does('rate', issue);
  expect((await meanwhile(cast.li, () => cast.mill.tries('reopen', issue))).status).toBe(200);
  await expectNobodyAway();
});
