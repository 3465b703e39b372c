import { type Cast, Stories, type Told } from '../support/issue-stories.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let cast: Cast;
beforeAll(async () => {
  t = await startApp();
  cast = (await Stories.of(t)).cast;
});
afterAll(() => t.close());

const direct = (more: object = {}): Promise<Told> =>
  cast.mill.submits({ direct: true, categoryCode: 'finance', ...more });

describe('an issue that an enterprise sends straight one level up', () => {
  it('is routed at that level, past the cadres of the county', async () => {
    const issue = await direct();
    expect(issue).toMatchObject({ level: 'municipality', assignee: { id: cast.qian.id } });
    // Two cadres of the county know about labour, and Wang is the chief of the mill; nobody of the city does.
    expect(await direct({ categoryCode: 'labour' })).toMatchObject({ level: 'municipality', assignee: null });
  });

  it('is not there for anybody below that level: by id, in lists, in reports', async () => {
    const issue = await direct();
    const report = '/api/v1/reports/completion?from=2024-01-01&to=2025-01-01&regionCode=411602';
    for (const person of [cast.county, cast.manager, cast.wang]) {
      for (const path of ['', '/events', '/actions'])
        expect([person.name, path, (await person.as.get(`/api/v1/issues/${issue.id}${path}`)).status]).toEqual([
          person.name,
          path,
          404,
        ]);
      expect((await person.tries('accept', issue)).status).toBe(404);
      const { text } = await person.as.get('/api/v1/issues?limit=200').expect(200);
      expect([person.name, text.includes(issue.id)]).toEqual([person.name, false]);
    }
    const received = async (who: typeof cast.county): Promise<number> =>
      ((await who.as.get(report).expect(200)).body as { total: { received: number } }).total.received;
    const [below, above] = [await received(cast.county), await received(cast.city)];
    await direct();
    expect([await received(cast.county), await received(cast.city)]).toEqual([below, above + 1]);
    const asOf = new Date(t.clock.now()).toISOString();
    t.clock.advance(60_000);
    const then = `${report}&asOf=${encodeURIComponent(asOf)}`;
    const { body } = await cast.county.as.get(then).expect(200);
    expect((body as { total: { received: number } }).total.received).toBe(below);
  });

  it('is handled from there: signed, escalated, decided one level higher', async () => {
    const issue = await direct();
    await cast.qian.does('sign', issue);
    await cast.qian.does('escalate', issue);
    expect((await cast.city.sees(issue)).actions).not.toContain('decide');
    await cast.province.decides(issue, true, { cadreId: cast.zhou.id });
    expect(await cast.city.sees(issue)).toMatchObject({ level: 'province', assignee: { id: cast.zhou.id } });
    await cast.county.as.get(`/api/v1/issues/${issue.id}`).expect(404);
  });

  it('is not given to anybody below, not put below, and not merged with what is below', async () => {
    const issue = await direct({ categoryCode: 'labour' });
    const code = (answer: { code?: string }): string | undefined => answer.code;
    const accept = await cast.city.tries('accept', issue, { level: 'county' });
    expect(code(accept)).toBe('issue.level-below-direct');
    await cast.city.does('accept', issue);
    const assign = await cast.city.tries('assign', issue, { cadreId: cast.wang.id });
    expect(assign).toEqual({ status: 422, code: 'issue.cadre-below-direct' });
    const support = { cadreId: cast.qian.id, coHandlerIds: [cast.wang.id] };
    expect(code(await cast.city.tries('assign', issue, support))).toBe('issue.cadre-below-direct');
    const plain = await cast.mill.submits();
    for (const [child, parent] of [
      [issue, plain],
      [plain, issue],
    ] as const)
      expect(code(await cast.city.tries('merge', child, { intoIssueId: parent.id }))).toBe(
        'issue.merge-across-channels',
      );
    await cast.city.does('assign', issue, { cadreId: cast.qian.id });
  });

  it('is sent by the enterprise alone', async () => {
    const body = {
      title: '缺工',
      description: '缺工',
      categoryCode: 'labour',
      enterpriseId: cast.mill.id,
      direct: true,
    };
    for (const person of [cast.county, cast.wang]) {
      const answer = await person.as.post('/api/v1/issues', body).expect(422);
      expect((answer.body as { code: string }).code).toBe('issue.direct-not-allowed');
    }
  });
});
