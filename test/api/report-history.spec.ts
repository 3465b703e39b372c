import sql from 'sql-template-tag';
import { DAY, HOUR, iso } from '../../src/kernel/clock.js';
import type { SignedIn } from '../support/people.js';
import { cadreBody, create, enterpriseBody, loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

interface Rate {
  readonly numerator: number;
  readonly denominator: number;
}

interface ReportView {
  readonly asOf: string;
  readonly total: { readonly received: number } & Readonly<Record<'completion' | 'solved' | 'reopened', Rate>>;
}

let t: TestApp;
beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
});
afterAll(() => t.close());

const report = async (query = ''): Promise<ReportView> => {
  const { body } = await t.as
    .manager()
    .get(`/api/v1/reports/completion?from=2024-01-01&to=2025-01-01${query}`)
    .expect(200);
  return body as ReportView;
};

describe('a report of issues that go their way', () => {
  it('reads the same later, as of every step', async () => {
    const coordinator = t.as.coordinator();
    const { id: cadreId } = await create(coordinator, '/api/v1/cadres', cadreBody());
    const { id: enterpriseId } = await create(coordinator, '/api/v1/enterprises', enterpriseBody());
    const enterprise = t.as.enterprise(enterpriseId);
    const cadre = t.as.cadre(cadreId);
    const seen: ReportView[] = [];
    const look = async (): Promise<ReportView['total']> => {
      const now = await report();
      seen.push(now);
      t.clock.advance(2 * HOUR);
      return now.total;
    };
    const submit = async (): Promise<string> => {
      const body = { categoryCode: 'labour', title: '缺一线操作工', description: '二期投产，缺口约 60 名。' };
      return (await create(enterprise, '/api/v1/issues', body)).id;
    };
    const act = async (by: SignedIn, id: string, action: string, body: object = {}): Promise<void> => {
      const answer = await by.post(`/api/v1/issues/${id}/actions/${action}`, body);
      if (answer.status !== 200) throw new Error(`${action}: ${answer.status} ${answer.text}`);
      await look();
    };

    const [first, second] = [await submit(), await submit()];
    expect((await look()).received).toBe(2);
    for (const id of [first, second]) {
      const { body } = await coordinator.get(`/api/v1/issues/${id}`);
      if ((body as { status: string }).status === 'submitted') await act(coordinator, id, 'accept');
      if ((body as { status: string }).status !== 'assigned') await act(coordinator, id, 'assign', { cadreId });
    }
    await act(cadre, first, 'sign');
    await act(cadre, first, 'start', { means: 'phone', person: '李经理' });
    t.clock.advance(DAY);
    await act(cadre, first, 'claim-done', { resolution: 'solved', measures: '举办专场招聘。' });
    await act(coordinator, first, 'verify');
    await act(enterprise, first, 'rate', { stars: 5, solved: true });
    expect((await look()).completion).toMatchObject({ numerator: 1, denominator: 2 });
    await act(coordinator, second, 'refuse', { reason: 'litigation', channel: '人民法院' });
    expect((await look()).solved).toMatchObject({ numerator: 1, denominator: 1 });
    await act(enterprise, first, 'reopen', { reason: '又缺人了' });
    const { completion, reopened } = await look();
    expect(completion).toMatchObject({ numerator: 0, denominator: 1 });
    expect(reopened).toMatchObject({ numerator: 1, denominator: 1 });

    for (const view of seen) expect(await report(`&asOf=${encodeURIComponent(view.asOf)}`)).toEqual(view);
    expect((await report(`&asOf=${iso(Date.parse(seen[0]!.asOf) - DAY)}`)).total.received).toBe(0);
  });

  it('has in the last event of an issue what the issue itself says', async () => {
    const rows = await t.reader.all(sql`SELECT i.id FROM issue i JOIN issue_event s ON s.issue_id = i.id
      AND s.sequence = (SELECT MAX(e.sequence) FROM issue_event e WHERE e.issue_id = i.id)
      WHERE i.facts <> s.facts OR i.status <> s.to_status OR COALESCE(i.due_at, 0) <> COALESCE(s.due_at, 0)
        OR COALESCE(i.handling_tenths, -1) <> COALESCE(s.handling_tenths, -1)`);
    expect(rows).toEqual([]);
  });

  it.each([
    ...['status=closed', 'categoryCode=labour', 'regionCode=411602', 'departmentId=none', 'assigneeId=none'],
    ...['enterpriseId=e1', 'chainCode=none', 'enterpriseSize=medium', 'level=county', 'warning=red', 'overdue=false'],
    ...['unrouted=true', 'channel=portal', 'campaignCode=none', 'submittedFrom=2024-03-01', 'q=招聘 缺'],
  ])('takes the filter %s as of a past instant, too, as do the lists behind it', async (filter) => {
    const query = filter.replace('招聘 缺', encodeURIComponent('招聘 缺'));
    const { total } = await report(`&asOf=2024-03-05T00:00:00Z&${query}`);
    const { issuesUrl } = total as ReportView['total'] & { issuesUrl: string };
    const { body } = await t.as.manager().get(`${issuesUrl}&count=true`).expect(200);
    expect((body as { total: number }).total).toBe(total.received);
  });
});
