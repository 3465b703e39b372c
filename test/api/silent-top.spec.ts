import { DAY } from '../../src/kernel/clock.js';
import { Sweeps } from '../../src/platform/scheduling/index.js';
import { type Cast, Somebody, Stories, type Told } from '../support/issue-stories.js';
import { delivered, heardOf, inboxOf } from '../support/mailbox.js';
import { allPages } from '../support/sample-bodies.js';
import type { ApiAction } from '../../src/modules/issues/domain/action-inputs.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let twin: TestApp;
let stories: Stories;
let cast: Cast;
let governor: Somebody;
beforeAll(async () => {
  t = await startApp();
  stories = await Stories.of(t);
  cast = stories.cast;
  governor = new Somebody(t, 'governor', t.as.role('manager', { regionCode: '410000', username: 'governor' }));
  // Somebody has an account once they have signed in.
  for (const who of [...Object.values(cast), governor]) await who.as.get('/api/v1/me').expect(200);
  twin = await startApp({ seed: 2, settings: { DATABASE_URL: t.databaseUrl } });
});
afterAll(async () => {
  await twin.close();
  await t.close();
});

interface Line {
  readonly issue: { readonly id: string };
  readonly decideBy: string;
  readonly overdue: boolean;
  readonly deciderRegionCode: string;
  readonly movedUpCount: number;
  readonly remindedCount: number;
}

const sweep = (app: TestApp = t) => app.get(Sweeps).runNow('silent-deciders');

async function requestOf(issue: Told, query = ''): Promise<Line | undefined> {
  const lines = await allPages<Line>(cast.province.as, `/api/v1/requests${query}`, 50);
  return lines.find((line) => line.issue.id === issue.id);
}

/** The time of whoever has the request runs out. */
async function missed(issue: Told): Promise<string> {
  const { decideBy } = (await requestOf(issue))!;
  t.clock.moveTo(Date.parse(decideBy) + 1);
  return decideBy;
}

/** What the lead has asked for, and nobody has decided, has come to the province. */
async function atTheTop(action: ApiAction): Promise<Told> {
  const issue = await stories.inProgress();
  await stories.leadOf(issue).does(action, issue);
  while ((await requestOf(issue))!.deciderRegionCode !== '410000') {
    await missed(issue);
    await sweep();
  }
  await delivered(t);
  return issue;
}

const reminders = async (issue: Told) =>
  (await cast.province.timeline(issue)).filter(({ action }) => action === 'remind-decider');
const heard = async (who: Somebody, issue: Told, kind: string): Promise<number> =>
  (await heardOf(who.as, issue)).filter((each) => each === kind).length;

describe('a decider at the top who is silent', () => {
  it.each<ApiAction>(['return', 'extend', 'long-term', 'escalate'])(
    'is reminded of what was asked with %s once for each time missed, each with time anew',
    async (action) => {
      const issue = await atTheTop(action);
      const first = await missed(issue);
      await sweep();
      const anew = (await requestOf(issue))!;
      expect(anew).toMatchObject({ deciderRegionCode: '410000', overdue: true, remindedCount: 1 });
      expect(Date.parse(anew.decideBy)).toBeGreaterThan(t.clock.now());
      expect(Date.parse(anew.decideBy) - t.clock.now()).toBeLessThan(5 * DAY);
      expect(await sweep()).toEqual({ moved: 0 });
      // Nobody was there for two weeks: that is one time missed, not ten.
      t.clock.advance(14 * DAY);
      await sweep();
      await sweep();
      expect(await requestOf(issue)).toMatchObject({ overdue: true, remindedCount: 2 });
      const told = { of: '410000' };
      expect(await reminders(issue)).toMatchObject([
        { actorRole: 'system', details: { ...told, missedAt: first, times: 1 } },
        { actorRole: 'system', details: { ...told, missedAt: anew.decideBy, times: 2 } },
      ]);
      await cast.province.decides(issue, false);
      t.clock.advance(14 * DAY);
      await sweep();
      expect(await reminders(issue)).toHaveLength(2);
    },
  );

  it('is told of it, and so are the managers of the top, but nobody below', async () => {
    const issue = await atTheTop('extend');
    for (const times of [1, 2]) {
      await missed(issue);
      await sweep();
      await delivered(t);
      expect(await heard(cast.province, issue, 'decision-missed')).toBe(times);
      expect(await heard(governor, issue, 'decider-silent')).toBe(times);
    }
    const others = [cast.city, cast.county, cast.manager, cast.cityManager, cast.wang, cast.mill, cast.admin];
    for (const who of others)
      expect([who.name, (await heardOf(who.as, issue)).filter((kind) => /missed|silent/.test(kind))]).toEqual([
        who.name,
        [],
      ]);
    const { items } = await inboxOf(governor.as);
    const notice = items.find(({ kind }) => kind === 'decider-silent')!;
    expect(notice.title).toBe('申请逾期未批：延期申请');
    await cast.province.decides(issue, false);
  });

  it('leaves the issue in the colour of what is overdue until it is decided', async () => {
    const issue = await atTheTop('long-term');
    await missed(issue);
    await sweep();
    expect(await cast.province.sees(issue)).toMatchObject({
      warning: 'orange',
      requests: [{ overdue: true, remindedCount: 1 }],
    });
    expect(await requestOf(issue, '?overdue=true')).toBeDefined();
    expect(await requestOf(issue, '?overdue=false')).toBeUndefined();
    await cast.province.decides(issue, false);
    expect(await requestOf(issue, '?status=rejected')).toMatchObject({ overdue: false, remindedCount: 1 });
  });

  it('is reminded of an objection, and the enterprise sees that; of a return it does not', async () => {
    const refused = await cast.county.does('refuse', await stories.unrouted());
    await cast.bakery.does('object', refused);
    while ((await requestOf(refused))!.deciderRegionCode !== '410000') {
      await missed(refused);
      await sweep();
    }
    await missed(refused);
    await sweep();
    expect((await cast.bakery.timeline(refused)).at(-1)).toMatchObject({ action: 'remind-decider' });
    expect(await requestOf(refused)).toMatchObject({ remindedCount: 1 });
    await cast.province.decides(refused, false);
    const returned = await atTheTop('return');
    await missed(returned);
    await sweep();
    expect(await reminders(returned)).toHaveLength(1);
    expect((await cast.mill.timeline(returned)).map(({ action }) => action)).not.toContain('remind-decider');
    await cast.province.decides(returned, false);
  });

  it('is reminded once, however many processes sweep, and of each request of one issue', async () => {
    const issue = await stories.inProgress();
    for (const action of ['extend', 'long-term'] as const) await stories.leadOf(issue).does(action, issue);
    for (const region of ['411600', '410000']) {
      t.clock.advance(7 * DAY);
      await sweep();
      expect(await requestOf(issue)).toMatchObject({ deciderRegionCode: region });
    }
    t.clock.advance(7 * DAY);
    twin.clock.moveTo(t.clock.now());
    await Promise.all([sweep(), sweep(twin), sweep(), sweep(twin)]);
    await delivered(t);
    const kinds = (await reminders(issue)).map(({ details }) => details.request);
    expect([...kinds].sort()).toEqual(['extension', 'long_term']);
    const { items } = await inboxOf(cast.province.as);
    const titles = items.filter((each) => each.issue?.id === issue.id && each.kind === 'decision-missed');
    expect(titles.map(({ title }) => title).sort()).toEqual([
      '申请逾期未批，请尽快审批：延期申请',
      '申请逾期未批，请尽快审批：长期推进申请',
    ]);
  });
});
