import { type Cast, Stories } from '../support/issue-stories.js';
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

const EXCLUDED = { status: 422, code: 'issue.cadre-excluded' };

describe('a cadre with a conflict of interest', () => {
  it('is not routed to, and sees nothing of the issue although paired with the enterprise', async () => {
    const issue = await cast.mill.submits({ excludedCadreIds: [cast.wang.id] });
    expect(issue.assignee?.id).toBe(cast.li.id);
    for (const path of ['', '/events', '/actions'])
      await cast.wang.as.get(`/api/v1/issues/${issue.id}${path}`).expect(404);
    const { text } = await cast.wang.as.get('/api/v1/issues?limit=200').expect(200);
    expect(text).not.toContain(issue.id);
    const another = await cast.mill.submits();
    expect(await cast.wang.sees(another)).toMatchObject({ assignee: { id: cast.wang.id } });
  });

  it('is neither assigned, nor made a co-handler, nor handed it over', async () => {
    const issue = await cast.mill.submits({ excludedCadreIds: [cast.wang.id] });
    expect(await cast.county.tries('reassign', issue, { cadreId: cast.wang.id, reason: '改派' })).toEqual(EXCLUDED);
    const support = { cadreId: cast.zhao.id, coHandlerIds: [cast.wang.id], reason: '改派' };
    expect(await cast.county.tries('reassign', issue, support)).toEqual(EXCLUDED);
    const answer = await cast.county.as.post(`/api/v1/cadres/${cast.li.id}/handover`, { toCadreId: cast.wang.id });
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([422, 'issue.cadre-excluded']);
    expect(answer.text).toMatch(/ZK-2024-\d{6}/);
  });

  it('does not hear of it from a hand-over either', async () => {
    const issue = await cast.mill.submits({ excludedCadreIds: [cast.wang.id] });
    expect(issue.assignee?.id).toBe(cast.li.id);
    const path = `/api/v1/cadres/${cast.li.id}/handover`;
    const answer = await cast.wangInOffice.as.post(path, { toCadreId: cast.wang.id });
    expect(answer.status).toBe(403);
    expect(answer.text).not.toContain('ZK-2024-');
  });

  it('who leads it when it is found out leaves it to another one, in the same step', async () => {
    const issue = await stories.inProgress();
    expect(issue.assignee?.id).toBe(cast.wang.id);
    await cast.wang.does('extend', issue);
    const moved = await cast.county.does('exclude-cadre', issue, { cadreId: cast.wang.id, reason: '亲属任职' });
    expect(moved).toMatchObject({ status: 'assigned', assignee: { id: cast.li.id }, requests: [] });
    await cast.wang.as.get(`/api/v1/issues/${issue.id}`).expect(404);
    const again = await cast.county.tries('exclude-cadre', issue, { cadreId: cast.wang.id, reason: '再次' });
    expect(again).toEqual({ status: 409, code: 'issue.already-excluded' });
    expect((await cast.li.timeline(issue)).find(({ action }) => action === 'exclude-cadre')?.details).toEqual({});
    expect((await cast.mill.timeline(issue)).map(({ action }) => action)).toContain('exclude-cadre');
  });

  it('who supports it does so no longer', async () => {
    const issue = await cast.mill.submits();
    await cast.county.does('reassign', issue, { cadreId: cast.li.id, coHandlerIds: [cast.zhao.id], reason: '分工' });
    const left = await cast.county.does('exclude-cadre', issue, { cadreId: cast.zhao.id, reason: '持股' });
    expect(left).toMatchObject({ assignee: { id: cast.li.id }, coHandlers: [] });
    await cast.zhao.as.get(`/api/v1/issues/${issue.id}`).expect(404);
  });

  it('who gave it back for that reason is excluded from then on', async () => {
    const issue = await cast.mill.submits();
    const reason = { reason: 'conflict-of-interest', suggestedDepartmentId: '411602-industry' };
    await cast.wang.does('return', issue, reason);
    await cast.county.decides(issue, true);
    await cast.wang.as.get(`/api/v1/issues/${issue.id}`).expect(404);
  });

  it('sees nothing of it and does nothing in another office either', async () => {
    const issue = await cast.mill.submits({ excludedCadreIds: [cast.wang.id] });
    await cast.li.does('sign', issue);
    await cast.li.does('start', issue);
    await cast.li.does('claim-done', issue);
    for (const action of ['verify', 'rework', 'supervise'] as const)
      expect(await cast.wangInOffice.tries(action, issue)).toMatchObject({ status: 404 });
    for (const path of ['', '/events', '/actions'])
      await cast.wangInOffice.as.get(`/api/v1/issues/${issue.id}${path}`).expect(404);
    const { text } = await cast.wangInOffice.as.get('/api/v1/issues?limit=200').expect(200);
    expect(text).not.toContain(issue.id);
    await cast.county.does('verify', issue);
  });

  it('is named by the enterprise or a coordinator, exists, and is one of five at most', async () => {
    const body = { title: '缺工', description: '缺工', categoryCode: 'labour', enterpriseId: cast.mill.id };
    const codeOf = async (who: typeof cast.mill, excludedCadreIds: string[]) => {
      const answer = await who.as.post('/api/v1/issues', { ...body, excludedCadreIds });
      return [answer.status, (answer.body as { code?: string }).code];
    };
    expect(await codeOf(cast.wang, [cast.li.id])).toEqual([422, 'issue.exclusion-not-allowed']);
    expect(await codeOf(cast.mill, ['nobody'])).toEqual([422, 'issue.excluded-unknown']);
    expect(
      (
        await codeOf(
          cast.mill,
          Array.from({ length: 6 }, (_, n) => `c${n}`),
        )
      )[0],
    ).toBe(400);
    const issue = await cast.mill.submits();
    const unknown = await cast.county.tries('exclude-cadre', issue, { cadreId: 'nobody', reason: '无此人' });
    expect(unknown).toEqual({ status: 422, code: 'issue.cadre-unavailable' });
  });
});
