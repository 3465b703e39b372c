import { DAY } from '../../src/kernel/clock.js';
import { type Cast, Stories, type Told } from '../support/issue-stories.js';
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

/** Led by Li, supported by Zhao and whoever else is named. */
async function supported(...more: readonly string[]): Promise<Told> {
  const issue = await cast.mill.submits();
  const body = { cadreId: cast.li.id, coHandlerIds: [cast.zhao.id, ...more], reason: '分工' };
  return cast.county.does('reassign', issue, body);
}

const ids = async (query: string) => {
  const { body } = await cast.county.as.get(`/api/v1/issues?limit=200&${query}`).expect(200);
  return (body as { items: { id: string }[] }).items.map(({ id }) => id);
};

describe('a co-handler', () => {
  it('is asked for an opinion when they come in, by the limit of a progress note', async () => {
    const issue = await supported();
    // Monday, three working days.
    const asked = { opinionDueAt: '2024-03-07T10:00:00.000Z', opinionAt: null, opinion: null };
    expect(issue.coHandlers).toEqual([{ id: cast.zhao.id, name: 'zhao', ...asked }]);
    expect((await cast.zhao.sees(issue)).actions).toContain('give-opinion');
  });

  it('gives it beside the lead, who stays the one lead; the enterprise does not hear of it', async () => {
    const issue = await supported();
    const told = await cast.zhao.does('give-opinion', issue, { opinion: '可提供贷款贴息' });
    expect(told).toMatchObject({ status: 'assigned', assignee: { id: cast.li.id }, dueAt: issue.dueAt });
    expect(told.coHandlers).toMatchObject([{ opinion: '可提供贷款贴息', opinionAt: '2024-03-04T01:00:00.000Z' }]);
    expect((await cast.mill.sees(issue)).coHandlers).toEqual([
      { id: cast.zhao.id, name: 'zhao', opinionDueAt: null, opinionAt: null, opinion: null },
    ]);
    expect((await cast.mill.timeline(issue)).map(({ action }) => action)).not.toContain('give-opinion');
    expect((await cast.li.timeline(issue)).at(-1)).toMatchObject({
      action: 'give-opinion',
      actor: 'zhao',
      details: { opinion: '可提供贷款贴息' },
    });
  });

  it('is the only one who gives it', async () => {
    const issue = await supported();
    const forbidden = { status: 403, code: 'issue.action-forbidden' };
    for (const somebody of [cast.li, cast.county, cast.manager, cast.mill])
      expect(await somebody.tries('give-opinion', issue)).toEqual(forbidden);
  });

  it('may give another one, which takes the place of the first; the timeline keeps both', async () => {
    const issue = await supported();
    await cast.zhao.does('give-opinion', issue, { opinion: '初步意见' });
    const told = await cast.zhao.does('give-opinion', issue, { opinion: '正式意见' });
    expect(told.coHandlers.map(({ opinion }) => opinion)).toEqual(['正式意见']);
    const given = (await cast.li.timeline(issue)).filter(({ action }) => action === 'give-opinion');
    expect(given.map(({ details }) => details.opinion)).toEqual(['初步意见', '正式意见']);
  });

  it('keeps it when others come and go; whoever comes later has a clock of their own', async () => {
    const issue = await supported();
    await cast.zhao.does('give-opinion', issue, { opinion: '同意' });
    t.clock.advance(DAY);
    const body = { cadreId: cast.wang.id, coHandlerIds: [cast.zhao.id, cast.li.id], reason: '换人' };
    const moved = await cast.county.does('reassign', issue, body);
    expect(moved.coHandlers).toMatchObject([
      { id: cast.zhao.id, opinion: '同意', opinionDueAt: '2024-03-07T10:00:00.000Z' },
      { id: cast.li.id, opinion: null, opinionDueAt: '2024-03-08T10:00:00.000Z' },
    ]);
  });

  it('is found when the opinion is past due, until it is given', async () => {
    const issue = await supported();
    expect(await ids('opinionOverdue=true')).not.toContain(issue.id);
    t.clock.advance(7 * DAY);
    expect(await ids('opinionOverdue=true')).toContain(issue.id);
    expect(await ids('opinionOverdue=false')).not.toContain(issue.id);
    const { body } = await cast.mill.as.get('/api/v1/issues?opinionOverdue=true').expect(200);
    expect((body as { items: unknown[] }).items).toEqual([]);
    await cast.zhao.does('give-opinion', issue);
    expect(await ids('opinionOverdue=true')).not.toContain(issue.id);
  });

  it('makes it yellow one working day before the opinion is due, then orange and red, until it is given', async () => {
    const issue = await supported();
    await cast.li.does('sign', issue);
    await cast.li.does('start', issue);
    const [dueAt] = issue.coHandlers.map((each) => Date.parse(each.opinionDueAt!));
    t.clock.moveTo(dueAt! - DAY - 1);
    expect((await cast.li.sees(issue)).warning).toBe('none');
    t.clock.moveTo(dueAt! - DAY);
    expect((await cast.li.sees(issue)).warning).toBe('yellow');
    expect(await ids('warning=yellow')).toContain(issue.id);
    t.clock.moveTo(dueAt! + 1);
    expect((await cast.li.sees(issue)).warning).toBe('orange');
    await cast.li.does('progress', issue);
    expect((await cast.li.sees(issue)).warning).toBe('orange');
    t.clock.moveTo(dueAt! + 5 * DAY + 1);
    expect((await cast.li.sees(issue)).warning).toBe('red');
    expect(await ids('warning=red')).toContain(issue.id);
    await cast.zhao.does('give-opinion', issue);
    // What is left is the word of progress that is missing meanwhile.
    expect((await cast.li.sees(issue)).warning).toBe('orange');
  });
});

describe('who supports a lead who stays', () => {
  const changes = (coHandlerIds?: readonly string[]) => ({ cadreId: cast.wang.id, coHandlerIds, reason: '加强力量' });

  it('can be changed without anybody having to sign again or any clock of the lead starting anew', async () => {
    const issue = await stories.inProgress();
    t.clock.advance(DAY);
    const told = await cast.county.does('reassign', issue, changes([cast.zhao.id, cast.li.id]));
    const { coHandlers } = told;
    expect(told).toMatchObject({ status: 'in_progress', assignee: { id: cast.wang.id }, dueAt: issue.dueAt });
    const owed = { opinionAt: null, opinion: null };
    expect(coHandlers.map(({ id }) => id).sort()).toEqual([cast.zhao.id, cast.li.id].sort());
    for (const each of coHandlers) expect(each).toMatchObject(owed);
    expect(coHandlers.every(({ opinionDueAt }) => Date.parse(opinionDueAt!) > t.clock.now())).toBe(true);
    const clocks = [
      'signDueAt',
      'signedAt',
      'assignedAt',
      'contactDueAt',
      'progressDueAt',
      'dueAt',
      'routing',
    ] as const;
    const before = issue as unknown as Record<string, unknown>;
    const after = told as unknown as Record<string, unknown>;
    for (const name of clocks) expect([name, after[name]]).toEqual([name, before[name]]);
    expect((await cast.wang.sees(issue)).actions).toContain('claim-done');
    const timeline = await cast.wang.timeline(issue);
    expect(timeline.at(-1)).toMatchObject({
      action: 'reassign',
      fromStatus: 'in_progress',
      toStatus: 'in_progress',
      details: {
        reason: '加强力量',
        coHandlersAdded: [
          { id: cast.zhao.id, name: 'zhao' },
          { id: cast.li.id, name: 'li' },
        ],
        coHandlersRemoved: [],
      },
    });
    // Whom an office lends is no concern of the enterprise's.
    expect((await cast.mill.timeline(issue)).map(({ action }) => action)).not.toContain('reassign');
  });

  it('leaves without owing an opinion any longer; whoever stays keeps what they were asked', async () => {
    const issue = await stories.inProgress();
    const both = await cast.county.does('reassign', issue, changes([cast.zhao.id, cast.li.id]));
    await cast.zhao.does('give-opinion', issue, { opinion: '同意' });
    t.clock.advance(DAY);
    const left = await cast.county.does('reassign', issue, changes([cast.zhao.id]));
    const zhao = both.coHandlers.find(({ id }) => id === cast.zhao.id)!;
    expect(left.coHandlers).toMatchObject([{ id: cast.zhao.id, opinion: '同意', opinionDueAt: zhao.opinionDueAt }]);
    await cast.li.as.get(`/api/v1/issues/${issue.id}`).expect(404);
    t.clock.advance(30 * DAY);
    expect(await ids('opinionOverdue=true')).not.toContain(issue.id);
    expect((await cast.county.does('reassign', issue, changes([]))).coHandlers).toEqual([]);
  });

  it.each([
    ['yet to be signed for', (issue: Told) => Promise.resolve(issue), 'assigned'],
    ['in long-term handling', longTerm, 'long_term'],
  ])('also of one that is %s', async (_how, bring, status) => {
    const issue = await bring(await cast.mill.submits());
    const told = await cast.county.does('reassign', issue, changes([cast.zhao.id]));
    expect(told).toMatchObject({ status, reviewAt: issue.reviewAt, coHandlers: [{ id: cast.zhao.id }] });
  });

  it('is no change without a difference', async () => {
    const issue = await cast.mill.submits();
    const same = { status: 409, code: 'issue.same-lead' };
    expect(await cast.county.tries('reassign', issue, changes())).toEqual(same);
    expect(await cast.county.tries('reassign', issue, changes([]))).toEqual(same);
    await cast.county.does('reassign', issue, changes([cast.zhao.id, cast.li.id]));
    const others = changes([cast.li.id, cast.zhao.id]);
    expect(await cast.county.tries('reassign', issue, others)).toEqual(same);
  });

  it('is chosen like anybody who is given work; those who stay are not asked for again', async () => {
    const issue = await cast.mill.submits();
    const lead = { status: 422, code: 'issue.lead-among-co-handlers' };
    expect(await cast.county.tries('reassign', issue, changes([cast.wang.id]))).toEqual(lead);
    const outside = { status: 422, code: 'issue.cadre-outside-scope' };
    expect(await cast.county.tries('reassign', issue, changes([cast.sun.id]))).toEqual(outside);
    await cast.city.does('reassign', issue, changes([cast.sun.id]));
    const told = await cast.county.does('reassign', issue, changes([cast.sun.id, cast.zhao.id]));
    expect(told.coHandlers).toHaveLength(2);
  });
});

async function longTerm(issue: Told): Promise<Told> {
  await cast.wang.does('sign', issue);
  await cast.wang.does('start', issue);
  await cast.wang.does('long-term', issue);
  return cast.county.decides(issue, true);
}
