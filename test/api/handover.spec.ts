import { DAY } from '../../src/kernel/clock.js';
import { addDays, localDateOf } from '../../src/kernel/local-date.js';
import { Users } from '../../src/modules/identity/index.js';
import { type Cast, type Somebody, Stories, type Told } from '../support/issue-stories.js';
import { allPages, create, enterpriseBody } from '../support/sample-bodies.js';
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

const V1 = '/api/v1';
const change = (who: Somebody, patch: object) => cast.city.as.patch(`${V1}/cadres/${who.id}`, patch);
const handOver = (from: Somebody, to: Somebody, by = cast.county) =>
  by.as.post(`${V1}/cadres/${from.id}/handover`, { toCadreId: to.id });

/** Led by Li and supported by Zhao. */
async function supported(): Promise<Told> {
  const issue = await cast.mill.submits();
  const body = { cadreId: cast.li.id, coHandlerIds: [cast.zhao.id], reason: '分工' };
  return cast.county.does('reassign', issue, body);
}

/** On duty, and with an account again, which being on duty alone does not open. */
async function comesBack(who: Somebody): Promise<void> {
  await change(who, { onDuty: true }).expect(200);
  const account = await t.get(Users).findByUsername(t.reader, who.name);
  if (account !== null) await cast.admin.as.patch(`${V1}/users/${account.id}`, { active: true }).expect(200);
}

describe('an opinion that a co-handler owes', () => {
  it('passes to the successor with the time that it had', async () => {
    const [owed, given] = [await supported(), await supported()];
    await cast.zhao.does('give-opinion', given, { opinion: '同意' });
    const dueAt = owed.coHandlers[0]!.opinionDueAt;
    t.clock.advance(DAY);
    const answer = await handOver(cast.zhao, cast.wang).expect(200);
    expect(answer.body).toEqual({ moved: 0, supported: 1, paired: 0 });
    const after = await cast.county.sees(owed);
    expect(after).toMatchObject({ assignee: { id: cast.li.id }, status: 'assigned', dueAt: owed.dueAt });
    expect(after.coHandlers).toMatchObject([{ id: cast.wang.id, opinionDueAt: dueAt, opinion: null }]);
    // What has been said stays said, by whom it was said.
    expect((await cast.county.sees(given)).coHandlers).toMatchObject([{ id: cast.zhao.id, opinion: '同意' }]);
    expect((await cast.county.timeline(owed)).at(-1)).toMatchObject({
      action: 'hand-over',
      visibleToEnterprise: false,
      details: { fromCoHandler: cast.zhao.id, coHandlerId: cast.wang.id, coHandlerName: 'wang' },
    });
    await cast.zhao.as.get(`${V1}/issues/${owed.id}`).expect(404);
    await cast.wang.does('give-opinion', owed);
  });

  it('moves no clock of the lead', async () => {
    const issue = await supported();
    const clocks = async () => (await cast.county.as.get(`${V1}/issues/${issue.id}`).expect(200)).body as object;
    const before = await clocks();
    t.clock.advance(DAY / 24);
    await handOver(cast.zhao, cast.wang).expect(200);
    const changed = ['coHandlers', 'version', 'warning', 'actions'];
    const rest = (view: object) => Object.fromEntries(Object.entries(view).filter(([name]) => !changed.includes(name)));
    expect(rest(await clocks())).toEqual(rest(before));
    await handOver(cast.wang, cast.zhao).expect(200);
    await stories.returnMill();
  });

  it('falls to the lead when the lead is the successor', async () => {
    const issue = await supported();
    await handOver(cast.zhao, cast.li).expect(200);
    expect(await cast.county.sees(issue)).toMatchObject({ assignee: { id: cast.li.id }, coHandlers: [] });
  });

  it('keeps a cadre from being taken off duty', async () => {
    const issue = await supported();
    const answer = await change(cast.zhao, { onDuty: false });
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([422, 'cadre.owes-opinions']);
    await handOver(cast.zhao, cast.wang).expect(200);
    await change(cast.zhao, { onDuty: false }).expect(200);
    await comesBack(cast.zhao);
    expect((await cast.county.sees(issue)).coHandlers).toMatchObject([{ id: cast.wang.id }]);
  });

  it('is not given to somebody with a conflict of interest, who does not hear of it either; and then nothing moves', async () => {
    const led = await supported();
    const issue = await cast.mill.submits({ excludedCadreIds: [cast.wang.id] });
    const body = { cadreId: cast.zhao.id, coHandlerIds: [cast.li.id], reason: '分工' };
    await cast.county.does('reassign', issue, body);
    const refused = await handOver(cast.li, cast.wang);
    expect([refused.status, (refused.body as { code: string }).code]).toEqual([422, 'issue.cadre-excluded']);
    const hidden = await handOver(cast.li, cast.wang, cast.wangInOffice);
    expect(hidden.status).toBe(403);
    expect(hidden.text).not.toContain('ZK-2024-');
    expect(await cast.county.sees(led)).toMatchObject({ assignee: { id: cast.li.id } });
    expect((await cast.county.sees(issue)).coHandlers).toMatchObject([{ id: cast.li.id }]);
  });
});

describe('an enterprise that a cadre looks after', () => {
  interface Pairing {
    readonly cadre: { readonly id: string };
    readonly role: string;
    readonly from: string;
    readonly to: string | null;
  }
  const TODAY = () => localDateOf(t.clock.now());

  async function registered(...pairings: readonly (readonly [Somebody, string])[]): Promise<string> {
    const { id } = await create(cast.county.as, `${V1}/enterprises`, enterpriseBody({ regionCode: '411602' }));
    for (const [who, role] of pairings)
      await create(cast.county.as, `${V1}/enterprises/${id}/pairings`, { cadreId: who.id, role, from: '2024-01-01' });
    return id;
  }
  const pairingsOf = async (id: string) =>
    (await allPages<Pairing>(cast.county.as, `${V1}/enterprises/${id}/pairings`, 50)).map((pairing) => [
      ...[pairing.cadre.id, pairing.role, pairing.from, pairing.to],
    ]);

  it('passes to the successor from today on, with one audit entry for each change', async () => {
    const id = await registered([cast.li, 'chief']);
    const answer = await handOver(cast.li, cast.zhao).expect(200);
    expect((answer.body as { paired: number }).paired).toBe(1);
    expect(await pairingsOf(id)).toEqual([
      [cast.zhao.id, 'chief', TODAY(), null],
      [cast.li.id, 'chief', '2024-01-01', TODAY()],
    ]);
    const { body } = await cast.auditor.as.get(`${V1}/audit?limit=20`).expect(200);
    const actions = (body as { items: { action: string }[] }).items.map(({ action }) => action);
    expect(actions.filter((action) => action.startsWith('pairing.')).slice(0, 2)).toEqual([
      'pairing.added',
      'pairing.ended',
    ]);
    expect((await handOver(cast.li, cast.zhao).expect(200)).body).toMatchObject({ paired: 0 });
  });

  it('has its deputy as chief when the deputy takes over, and nobody twice', async () => {
    const risen = await registered([cast.li, 'chief'], [cast.zhao, 'deputy']);
    const kept = await registered([cast.zhao, 'chief'], [cast.li, 'deputy']);
    await handOver(cast.li, cast.zhao).expect(200);
    const lasting = async (id: string) => (await pairingsOf(id)).filter(([, , , to]) => to === null);
    expect(await lasting(risen)).toEqual([[cast.zhao.id, 'chief', TODAY(), null]]);
    expect(await lasting(kept)).toEqual([[cast.zhao.id, 'chief', '2024-01-01', null]]);
  });

  it('is never without anybody after the day on which a pairing of the successor ends', async () => {
    const id = await registered([cast.li, 'deputy']);
    const [path, until] = [`${V1}/enterprises/${id}/pairings`, addDays(TODAY(), 30)];
    await create(cast.county.as, path, { cadreId: cast.zhao.id, role: 'chief', from: '2024-01-01', to: until });
    await handOver(cast.li, cast.zhao).expect(200);
    const theirs = (await pairingsOf(id)).filter(([who]) => who === cast.zhao.id);
    expect(theirs).toEqual([
      [cast.zhao.id, 'deputy', until, null],
      [cast.zhao.id, 'chief', '2024-01-01', until],
    ]);
  });

  it('keeps a cadre from being taken off duty', async () => {
    await registered([cast.li, 'chief']);
    const answer = await change(cast.li, { onDuty: false });
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([422, 'cadre.looks-after-enterprises']);
    await handOver(cast.li, cast.zhao).expect(200);
    await change(cast.li, { onDuty: false }).expect(200);
    await comesBack(cast.li);
  });

  it('… unless a deputy acts for them', async () => {
    await registered([cast.li, 'chief']);
    await change(cast.li, { deputyId: cast.wang.id }).expect(200);
    await change(cast.li, { onDuty: false }).expect(200);
    await change(cast.li, { deputyId: null }).expect(200);
    await comesBack(cast.li);
  });
});

describe('somebody who is on leave', () => {
  const CODE = 'issue.cadre-on-leave';

  afterEach(async () => {
    for (const who of [cast.wang, cast.zhao]) await change(who, { leave: [], deputyId: null }).expect(200);
  });

  async function onLeave(who: Somebody, deputy: Somebody | null): Promise<string> {
    const today = localDateOf(t.clock.now());
    const until = addDays(today, 3);
    await change(who, { leave: [{ from: today, to: until }], deputyId: deputy?.id ?? null }).expect(200);
    return until;
  }

  it('is given nothing: the refusal names the deputy', async () => {
    const issue = await cast.mill.submits();
    const until = await onLeave(cast.zhao, cast.li);
    const body = { cadreId: cast.zhao.id, reason: '改派' };
    const answer = await cast.county.post('reassign', issue, body);
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([422, CODE]);
    expect((answer.body as { detail: string }).detail).toBe(`zhao休假至 ${until}，请交给代理人li`);
    const english = await cast.county.post('reassign', issue, body).set('Accept-Language', 'en');
    expect((english.body as { detail: string }).detail).toBe(
      `zhao is on leave until ${until}; please give it to the deputy, li`,
    );
  });

  it('or says that nobody can stand in', async () => {
    const issue = await cast.mill.submits();
    await onLeave(cast.zhao, null);
    const answer = await cast.county.post('reassign', issue, { cadreId: cast.zhao.id, reason: '改派' });
    expect((answer.body as { detail: string }).detail).toContain('没有可以承担的代理人');
  });

  it('is no co-handler and no successor', async () => {
    const issue = await cast.mill.submits();
    await onLeave(cast.zhao, null);
    const body = { cadreId: cast.li.id, coHandlerIds: [cast.zhao.id], reason: '分工' };
    expect(await cast.county.tries('reassign', issue, body)).toEqual({ status: 422, code: CODE });
    const answer = await handOver(cast.wang, cast.zhao);
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([422, CODE]);
  });
});
