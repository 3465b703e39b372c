import type { Actor } from '../../src/kernel/actor.js';
import { DAY } from '../../src/kernel/clock.js';
import { DomainError } from '../../src/kernel/domain-error.js';
import { inputOf } from '../../src/modules/issues/action-bodies.js';
import type { ApiAction } from '../../src/modules/issues/domain/action-inputs.js';
import { API_ACTIONS } from '../../src/modules/issues/domain/possible-actions.js';
import { IssueActions } from '../../src/modules/issues/index.js';
import { type Cast, type Somebody, Stories, type Told } from '../support/issue-stories.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let stories: Stories;
let cast: Cast;
const actors = new Map<Somebody, Actor>();
beforeAll(async () => {
  t = await startApp();
  stories = await Stories.of(t);
  ({ cast } = stories);
  for (const somebody of audience()) actors.set(somebody, await actorOf(somebody));
});
afterAll(() => t.close());

/** An issue in every status, and in the situations within a status that change what is possible. */
const SITUATIONS: Readonly<Record<string, () => Promise<Told>>> = {
  submitted: () => stories.unrouted(),
  needs_info: async () => cast.county.does('request-info', await stories.unrouted()),
  'submitted, asked before': async () => cast.bakery.does('provide-info', await SITUATIONS.needs_info!()),
  accepted: async () => cast.county.does('accept', await stories.unrouted()),
  assigned: () => cast.mill.submits(),
  'assigned, with a return': async () => cast.wang.does('return', await cast.mill.submits()),
  'assigned, with a second return': secondReturn,
  'assigned, after a denied return': async () =>
    cast.county.decides(await SITUATIONS['assigned, with a return']!(), false),
  'in_progress, not contacted': async () => cast.wang.does('sign', await cast.mill.submits()),
  in_progress: () => stories.inProgress(),
  'in_progress, with an extension': async () => cast.wang.does('extend', await stories.inProgress()),
  'in_progress, with an escalation': async () => cast.wang.does('escalate', await stories.inProgress()),
  'in_progress, supervised': async () => cast.manager.does('supervise', await stories.inProgress()),
  'in_progress, listed': async () =>
    cast.manager.does('supervise', await stories.inProgress(), { kind: 'listed', note: '三日内回复' }),
  'in_progress, instructed': async () => cast.manager.does('instruct', await stories.inProgress()),
  'in_progress, escalated': escalated,
  long_term: async () => cast.county.decides(await cast.wang.does('long-term', await stories.inProgress()), true),
  done_claimed: async () => cast.wang.does('claim-done', await stories.inProgress()),
  verified: () => stories.verified(),
  'verified by the county': async () => cast.county.does('verify', await SITUATIONS.done_claimed!()),
  closed: () => stories.closed(),
  refused: async () => cast.county.does('refuse', await stories.unrouted()),
  'refused, with an objection': async () => cast.bakery.does('object', await SITUATIONS.refused!()),
  withdrawn: async () => cast.mill.does('withdraw', await cast.mill.submits()),
  merged: () => mergedInto(stories.inProgress()),
  'merged, with an answer': () => mergedInto(stories.inProgress(), true),
};

async function secondReturn(): Promise<Told> {
  const issue = await SITUATIONS['assigned, with a return']!();
  return stories.leadOf(await cast.county.decides(issue, true)).does('return', issue);
}

async function escalated(): Promise<Told> {
  const issue = await cast.wang.does('escalate', await stories.inProgress());
  await cast.city.decides(issue, true, { cadreId: cast.qian.id });
  return cast.qian.does('sign', issue);
}

async function mergedInto(into: Promise<Told>, answered = false): Promise<Told> {
  const [parent, child] = [await into, await cast.bakery.submits()];
  const merged = await cast.county.does('merge', child, { intoIssueId: parent.id });
  if (!answered) return merged;
  await cast.wang.does('claim-done', parent);
  await cast.county.does('verify', parent);
  return merged;
}

/** Who may have something to do with an issue of the mill or the bakery. */
const audience = (): Somebody[] => {
  const { mill, bakery, wang, li, zhao, qian, county, deputy, wangInOffice, city, province, manager, cityManager } =
    cast;
  return [
    mill,
    bakery,
    wang,
    li,
    zhao,
    qian,
    county,
    deputy,
    wangInOffice,
    city,
    province,
    manager,
    cityManager,
    cast.auditor,
  ];
};

interface Me {
  readonly id: string;
  readonly displayName: string;
  readonly role: Actor['role'];
  readonly regionCode: string;
  readonly cadreId?: string | null;
  readonly enterpriseId?: string | null;
}

async function actorOf(somebody: Somebody): Promise<Actor> {
  const {
    id,
    cadreId = null,
    enterpriseId = null,
    ...me
  } = (await somebody.as.get('/api/v1/me').expect(200)).body as Me;
  const { displayName, role, regionCode } = me;
  const cadre = cadreId === null ? null : (await cast.province.as.get(`/api/v1/cadres/${cadreId}`).expect(200)).body;
  const { departmentId = null } = (cadre ?? {}) as { departmentId?: string };
  return { userId: id, displayName, role, regionCode, cadreId, departmentId, enterpriseId };
}

/** Whoever approves a second return names the unit that has it in the end. */
const finalUnit = ({ bouncing, requests: [first] }: Told): object =>
  bouncing && first?.kind === 'return' ? { cadreId: cast.zhao.id } : {};

/** A body with which the action succeeds if it is possible at all. */
function bodyFor(action: ApiAction, issue: Told, other: Told): object | undefined {
  switch (action) {
    case 'assign':
      return { cadreId: cast.li.id };
    case 'reassign':
      return { cadreId: issue.assignee?.id === cast.li.id ? cast.zhao.id : cast.li.id, reason: '调岗' };
    case 'exclude-cadre':
      return { cadreId: cast.sun.id, reason: '亲属任职' };
    case 'decide':
      return { requestId: issue.requests[0]?.id ?? 'none', approve: true, reason: '同意', ...finalUnit(issue) };
    case 'merge':
      return { intoIssueId: other.id };
    case 'supervise':
      return { kind: 'listed', note: '三日内回复' };
    case 'instruct':
      return { addressee: 'coordinator', note: '请专题研究' };
    default:
      return undefined;
  }
}

class TakenBack extends Error {}

/** What would come of it: `done`, or the kind of the refusal; nothing stays changed. */
async function outcomeOf(actor: Actor, action: ApiAction, issue: Told, body: object): Promise<string> {
  const request = { issueId: issue.id, action, input: inputOf(action, body), requestId: 'test', seenVersion: null };
  try {
    await t.uow.run(async (tx) => {
      await t.get(IssueActions).act(tx, actor, request);
      throw new TakenBack();
    });
  } catch (error) {
    if (error instanceof TakenBack) return 'done';
    if (error instanceof DomainError) return error.kind;
    throw error;
  }
  return 'unreachable';
}

describe('what is offered is what is possible', () => {
  it.each(Object.keys(SITUATIONS))('%s', async (situation) => {
    const issue = await SITUATIONS[situation]!();
    const other = await cast.bakery.submits();
    const seenFromAbove = await cast.province.sees(issue);
    for (const [somebody, actor] of actors) {
      const answer = await somebody.as.get(`/api/v1/issues/${issue.id}`);
      const attempt = (action: ApiAction) =>
        outcomeOf(actor, action, issue, bodyFor(action, seenFromAbove, other) ?? somebody.usual(action));
      if (answer.status === 404) {
        expect([somebody.name, await attempt('sign')]).toEqual([somebody.name, 'not-found']);
        continue;
      }
      const possible: string[] = [];
      for (const action of API_ACTIONS) if ((await attempt(action)) === 'done') possible.push(action);
      expect([somebody.name, possible]).toEqual([somebody.name, (answer.body as Told).actions]);
    }
    expect(await cast.province.sees(issue)).toEqual(seenFromAbove);
  });

  it('over HTTP, what is not offered is refused and changes nothing', async () => {
    const issue = await stories.inProgress();
    for (const somebody of audience()) {
      const answer = await somebody.as.get(`/api/v1/issues/${issue.id}`);
      const offered = answer.status === 200 ? (answer.body as Told).actions : [];
      for (const action of API_ACTIONS.filter((one) => !offered.includes(one))) {
        const { status } = await somebody.tries(action, issue, bodyFor(action, issue, issue));
        const expected = answer.status === 404 ? [404] : [403, 409, 422];
        expect([somebody.name, action, expected.includes(status), status]).toEqual([
          somebody.name,
          action,
          true,
          status,
        ]);
      }
    }
    expect(await cast.wang.sees(issue)).toEqual(issue);
  });

  it('each is offered with its label and what it asks for, in the language of the reader', async () => {
    const issue = await cast.mill.submits();
    const read = async (language: string) =>
      (await cast.wang.as.get(`/api/v1/issues/${issue.id}/actions`).set('Accept-Language', language).expect(200))
        .body as object;
    expect(await read('zh-CN')).toMatchObject([
      { action: 'sign', label: '签收', fields: [] },
      {
        action: 'return',
        label: '申请退回',
        fields: [{ name: 'reason' }, { name: 'suggestedDepartmentId' }, { name: 'note' }],
      },
    ]);
    const [, giveBack] = (await read('en')) as {
      label: string;
      fields: { label: string; required: boolean; choices?: object[] }[];
    }[];
    expect(giveBack).toMatchObject({ label: 'Ask to return' });
    expect(giveBack!.fields[0]).toMatchObject({ label: 'Reason', required: true });
    expect(giveBack!.fields[0]!.choices).toContainEqual({ value: 'duplicate', label: 'Duplicate' });
  });
});

describe('an action that is not possible now', () => {
  it('says why in the language of the reader', async () => {
    const issue = await stories.inProgress();
    const refused = async (language: string) =>
      (await cast.county.post('accept', issue).set('Accept-Language', language).expect(409)).body as object;
    const code = 'issue.transition-not-allowed';
    expect(await refused('zh-CN')).toMatchObject({ code, status: 409, detail: '问题当前为“办理中”，不能执行此操作' });
    expect(await refused('en')).toMatchObject({
      code,
      detail: 'The issue is "In progress"; this action is not possible now',
    });
    const forbidden = await cast.mill.post('verify', issue).set('Accept-Language', 'en').expect(403);
    expect(forbidden.body).toMatchObject({
      code: 'issue.action-forbidden',
      detail: 'You may not take this action on this issue',
    });
  });

  const extension = { dueAt: '2024-04-01T00:00:00Z', reason: '好', enterpriseInformed: { means: 'phone' } };

  it.each<[ApiAction, string, object]>([
    ['sign', 'note', { note: '多余' }],
    ['start', 'means', { means: 'pigeon', person: '李经理' }],
    ['start', 'person', { means: 'phone' }],
    ['start', 'contactedAt', { means: 'phone', person: '李经理', contactedAt: '昨天' }],
    ['progress', 'note', { note: '', visibleToEnterprise: true }],
    ['progress', 'visibleToEnterprise', { note: '好', visibleToEnterprise: 'yes' }],
    ['rate', 'stars', { stars: 6, solved: true }],
    ['rate', 'stars', { stars: 0, solved: true }],
    ['rate', 'stars', { stars: 4.5, solved: true }],
    ['claim-done', 'resolution', { resolution: 'closed', measures: '好' }],
    ['withdraw', 'reason', { reason: '长'.repeat(1001) }],
    ['extend', 'enterpriseInformed.at', extension],
    ['assign', 'coHandlerIds', { cadreId: 'x', coHandlerIds: 'y' }],
  ])('%s refuses a %s that is wrong before it asks anything else', async (action, field, body) => {
    const issue = await cast.mill.submits();
    const answer = await cast.county.post(action, issue, body).expect(400);
    const { errors } = answer.body as { errors: { field: string }[] };
    expect(new Set(errors.map((error) => error.field))).toEqual(new Set([field]));
    expect(await cast.mill.sees(issue)).toEqual(issue);
  });
});

describe('somebody who cannot see the issue', () => {
  it('does not learn that it exists, wherever they ask', async () => {
    const issue = await stories.inProgress();
    const path = `/api/v1/issues/${issue.id}`;
    for (const { name, as } of [cast.neighbour, cast.farm, cast.bakery, cast.sun, cast.otherManager]) {
      const sends = ['', '/events', '/actions'].map((rest) => () => as.get(path + rest));
      if (name !== 'otherManager') sends.push(() => as.patch(path, { title: '改' }));
      for (const send of sends) expect([name, (await send()).status]).toEqual([name, 404]);
    }
    for (const somebody of [cast.neighbour, cast.farm, cast.sun, cast.otherManager]) {
      for (const action of API_ACTIONS) {
        const { status, code } = await somebody.tries(action, issue, bodyFor(action, issue, issue));
        expect([somebody.name, action, status, code]).toEqual([somebody.name, action, 404, 'issue.not-found']);
      }
    }
    const missing = await cast.county.as.get('/api/v1/issues/nothing-here').expect(404);
    expect(missing.body).toMatchObject({ code: 'issue.not-found' });
  });

  it('administrators and auditors act on no issue at all', async () => {
    const issue = await cast.mill.submits();
    for (const somebody of [cast.admin, cast.auditor]) {
      for (const action of API_ACTIONS) {
        expect((await somebody.tries(action, issue, bodyFor(action, issue, issue))).status).toBe(403);
      }
      await somebody.as.patch(`/api/v1/issues/${issue.id}`, { title: '改' }).expect(403);
    }
    expect(await cast.auditor.sees(issue)).toMatchObject({ actions: [], version: issue.version });
  });

  it('cannot name a cadre or an issue beyond their region', async () => {
    const issue = await cast.mill.submits();
    const elsewhere = await cast.farm.submits();
    const reassign = (cadreId: string) => cast.county.tries('reassign', issue, { cadreId, reason: '调岗' });
    expect(await reassign(cast.sun.id)).toEqual({ status: 422, code: 'issue.cadre-outside-scope' });
    expect(await reassign('nobody')).toEqual({ status: 422, code: 'issue.cadre-unavailable' });
    expect(await reassign(cast.wang.id)).toEqual({ status: 409, code: 'issue.same-lead' });
    const merge = await cast.county.tries('merge', issue, { intoIssueId: elsewhere.id });
    expect(merge).toEqual({ status: 422, code: 'issue.merge-target-not-found' });
    expect((await cast.neighbour.sees(elsewhere)).version).toBe(elsewhere.version);
  });
});

describe('two at once', () => {
  it('whoever has not seen the latest version changes nothing', async () => {
    const issue = await cast.mill.submits();
    const read = await cast.wang.as.get(`/api/v1/issues/${issue.id}`).expect(200).expect('ETag', '"1"');
    expect((read.body as Told).version).toBe(1);
    const signed = await cast.wang.post('sign', issue).set('If-Match', '"1"').expect(200);
    expect(signed.headers.etag).toBe('"2"');
    const stale = await cast.mill.post('withdraw', issue).set('If-Match', '"1"').expect(412);
    expect(stale.body).toMatchObject({ code: 'issue.stale' });
    await cast.mill.as.patch(`/api/v1/issues/${issue.id}`, { title: '改' }).set('If-Match', '"1"').expect(412);
    expect(await cast.mill.sees(issue)).toMatchObject({ status: 'in_progress', version: 2 });
    await cast.mill.post('withdraw', issue).set('If-Match', '"2"').expect(200);
  });

  it('a repeated request is answered as before, and happens once', async () => {
    const issue = await stories.inProgress();
    const note = { note: '已联系', visibleToEnterprise: true };
    const send = (body: object, by = cast.wang) => by.post('progress', issue, body).set('Idempotency-Key', 'k-1');
    const [first, again] = [await send(note).expect(200), await send(note).expect(200)];
    expect(again.body).toEqual(first.body);
    expect((await stories.steps(issue)).filter((step) => step === 'progress')).toHaveLength(1);
    const other = await send({ ...note, note: '别的' }).expect(409);
    expect(other.body).toMatchObject({ code: 'request.idempotency-key-reused' });
    t.clock.advance(DAY + 1);
    await send(note).expect(200);
    expect((await stories.steps(issue)).filter((step) => step === 'progress')).toHaveLength(2);
  });

  it('of many who act at the same time, one succeeds', async () => {
    const issue = await cast.mill.submits();
    const answers = await Promise.all(Array.from({ length: 8 }, () => cast.wang.tries('sign', issue)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 409)]);
    expect(await cast.wang.sees(issue)).toMatchObject({ status: 'in_progress', version: 2 });
    expect((await stories.steps(issue)).at(-1)).toBe('sign');
  });
});
