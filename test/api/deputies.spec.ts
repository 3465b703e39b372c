import { DAY } from '../../src/kernel/clock.js';
import { addDays, localDateOf } from '../../src/kernel/local-date.js';
import { type Cast, Somebody, Stories } from '../support/issue-stories.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let stories: Stories;
let cast: Cast;
beforeAll(async () => {
  t = await startApp();
  stories = await Stories.of(t);
  cast = stories.cast;
});
afterAll(() => t.close());

const change = (who: Somebody, patch: object) => cast.county.as.patch(`/api/v1/cadres/${who.id}`, patch).expect(200);

/** On leave today, with a deputy. */
function leaves(who: Somebody, deputy: Somebody | null) {
  const today = localDateOf(t.clock.now());
  return change(who, { leave: [{ from: today, to: addDays(today, 1) }], deputyId: deputy?.id ?? null });
}
const returns = (who: Somebody) => change(who, { leave: [] });

afterEach(async () => {
  for (const who of [cast.wang, cast.li, cast.zhao]) await change(who, { leave: [], deputyId: null });
});

const listed = async (who: Somebody) => {
  const { body } = await who.as.get('/api/v1/issues?limit=200').expect(200);
  return (body as { items: { id: string }[] }).items.map(({ id }) => id);
};

describe('the deputy of a lead who is on leave', () => {
  it('takes every step of theirs, and the timeline tells for whom', async () => {
    const contact = { name: '李经理', phone: '13800000000' };
    const issue = await cast.mill.submits({ contact });
    expect(issue.assignee?.id).toBe(cast.wang.id);
    expect(await listed(cast.zhao)).not.toContain(issue.id);
    await leaves(cast.wang, cast.zhao);
    expect(await listed(cast.zhao)).toContain(issue.id);
    const seen = await cast.zhao.sees(issue);
    expect(seen.actions).toEqual(expect.arrayContaining(['sign', 'return']));
    // Whoever has to speak to the contact needs the number.
    expect(seen).toMatchObject({ contact, assignee: { id: cast.wang.id } });
    await cast.zhao.does('sign', issue);
    await cast.zhao.does('start', issue);
    await cast.zhao.does('progress', issue);
    const done = await cast.zhao.does('claim-done', issue);
    expect(done).toMatchObject({ status: 'done_claimed', assignee: { id: cast.wang.id } });
    const told = (await cast.county.timeline(issue))
      .slice(-4)
      .map(({ action, actor, details }) => [...[action, actor, details.actedFor]]);
    const actedFor = { id: cast.wang.id, name: 'wang' };
    expect(told).toEqual(['sign', 'start', 'progress', 'claim-done'].map((action) => [action, 'zhao', actedFor]));
  });

  it('sees nothing of it and does nothing before the leave, after it, or while away themselves', async () => {
    const issue = await cast.mill.submits();
    const isGone = () => cast.zhao.as.get(`/api/v1/issues/${issue.id}`).expect(404);
    await change(cast.wang, { deputyId: cast.zhao.id });
    await isGone();
    await leaves(cast.wang, cast.zhao);
    await cast.zhao.sees(issue);
    await leaves(cast.zhao, null);
    await isGone();
    await returns(cast.zhao);
    await cast.zhao.sees(issue);
    await returns(cast.wang);
    await isGone();
    expect(await cast.zhao.tries('sign', issue)).toMatchObject({ status: 404 });
  });

  it('is the first in the chain of deputies who is at work', async () => {
    const issue = await cast.mill.submits();
    await leaves(cast.wang, cast.li);
    await leaves(cast.li, cast.zhao);
    await cast.li.as.get(`/api/v1/issues/${issue.id}`).expect(404);
    await cast.zhao.does('sign', issue);
    await returns(cast.li);
    await cast.zhao.as.get(`/api/v1/issues/${issue.id}`).expect(404);
    await cast.li.does('start', issue);
  });

  it('is nobody with a conflict of interest, and nobody behind one', async () => {
    const issue = await cast.mill.submits({ excludedCadreIds: [cast.li.id] });
    await leaves(cast.wang, cast.li);
    await cast.li.as.get(`/api/v1/issues/${issue.id}`).expect(404);
    await leaves(cast.li, cast.zhao);
    await cast.zhao.as.get(`/api/v1/issues/${issue.id}`).expect(404);
    expect(await listed(cast.zhao)).not.toContain(issue.id);
  });

  it('asks in the name of the lead; whoever did so does not decide it in another office', async () => {
    const issue = await cast.mill.submits();
    const office = await inOffice(cast.zhao);
    await leaves(cast.wang, cast.zhao);
    await cast.zhao.does('sign', issue);
    await returns(cast.wang);
    await cast.wang.does('extend', issue);
    expect((await office.sees(issue)).actions).not.toContain('decide');
    await cast.county.decides(issue, true);
  });

  it('counts as a handler from then on: they neither verify it nor call back in another office', async () => {
    const issue = await cast.mill.submits();
    const office = await inOffice(cast.zhao);
    await cast.wang.does('sign', issue);
    await leaves(cast.wang, cast.zhao);
    await cast.zhao.does('start', issue);
    await returns(cast.wang);
    await cast.wang.does('claim-done', issue);
    expect(await office.tries('verify', issue)).toEqual({ status: 403, code: 'issue.own-work' });
    await cast.city.does('verify', issue);
    expect(await office.tries('call-back', issue)).toEqual({ status: 403, code: 'issue.own-work' });
  });

  it('is shown the contact no longer than the leave lasts, and by the clock', async () => {
    const issue = await cast.mill.submits();
    await leaves(cast.wang, cast.zhao);
    await cast.zhao.sees(issue);
    t.clock.advance(2 * DAY);
    await cast.zhao.as.get(`/api/v1/issues/${issue.id}`).expect(404);
  });

  it('does what the cadre supports in their own right as themselves', async () => {
    const issue = await cast.mill.submits();
    const body = { cadreId: cast.li.id, coHandlerIds: [cast.zhao.id], reason: '分工' };
    await cast.county.does('reassign', issue, body);
    await cast.li.does('sign', issue);
    await leaves(cast.li, cast.zhao);
    await cast.zhao.does('progress', issue);
    expect((await cast.county.timeline(issue)).at(-1)?.details).not.toHaveProperty('actedFor');
    await cast.zhao.does('start', issue);
    expect((await cast.county.timeline(issue)).at(-1)?.details.actedFor).toEqual({ id: cast.li.id, name: 'li' });
  });
});

describe('the deputy of a co-handler who is on leave', () => {
  it('gives the opinion for which the co-handler was asked', async () => {
    const issue = await cast.mill.submits();
    const body = { cadreId: cast.li.id, coHandlerIds: [cast.zhao.id], reason: '分工' };
    await cast.county.does('reassign', issue, body);
    await leaves(cast.zhao, cast.wang);
    const told = await cast.wang.does('give-opinion', issue, { opinion: '同意' });
    expect(told.coHandlers).toMatchObject([{ id: cast.zhao.id, opinion: '同意' }]);
    expect((await cast.li.timeline(issue)).at(-1)).toMatchObject({
      actor: 'wang',
      details: { actedFor: { id: cast.zhao.id, name: 'zhao' } },
    });
  });
});

it('what was sent straight one level up is nothing for a deputy below that level', async () => {
  const issue = await cast.mill.submits({ direct: true, categoryCode: 'finance' });
  expect(issue.assignee?.id).toBe(cast.qian.id);
  const below = new Below(cast);
  await below.deputises();
  expect(await below.seesNot(issue.id)).toBe(404);
});

/** Zhao of the county, with an account there, as the deputy of Qian of the city. */
class Below {
  constructor(private readonly cast: Cast) {}

  deputises() {
    const today = localDateOf(t.clock.now());
    const patch = { leave: [{ from: today, to: today }], deputyId: this.cast.zhao.id };
    return this.cast.city.as.patch(`/api/v1/cadres/${this.cast.qian.id}`, patch).expect(200);
  }

  async seesNot(issueId: string): Promise<number> {
    const as = t.as.cadre(this.cast.zhao.id, { regionCode: '411602', username: 'zhao-of-county' });
    return (await as.get(`/api/v1/issues/${issueId}`)).status;
  }
}

/** The second account of a cadre, as coordinator of the county. */
async function inOffice(who: Somebody): Promise<Somebody> {
  const as = t.as.coordinator({ regionCode: '411602', cadreId: who.id, username: `${who.name}-in-office` });
  await as.get('/api/v1/me').expect(200);
  return new Somebody(t, `${who.name}-in-office`, as);
}
