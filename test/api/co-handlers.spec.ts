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

  it('makes it yellow one working day before the opinion is due, until it is given', async () => {
    const issue = await supported();
    await cast.li.does('sign', issue);
    await cast.li.does('start', issue);
    const [dueAt] = issue.coHandlers.map((each) => Date.parse(each.opinionDueAt!));
    t.clock.moveTo(dueAt! - DAY - 1);
    expect((await cast.li.sees(issue)).warning).toBe('none');
    t.clock.moveTo(dueAt! - DAY);
    expect((await cast.li.sees(issue)).warning).toBe('yellow');
    expect(await ids('warning=yellow')).toContain(issue.id);
    await cast.zhao.does('give-opinion', issue);
    expect((await cast.li.sees(issue)).warning).toBe('none');
  });
});
