import sql from 'sql-template-tag';
import { localDateOf } from '../../src/kernel/local-date.js';
import type { RoutingDecision } from '../../src/modules/issues/index.js';
import type { SignedIn } from './people.js';
import { cadreBody, create, enterpriseBody } from './sample-bodies.js';
import type { TestApp } from './test-app.js';

/** What these tests look at in an issue. */
export interface RoutedIssue {
  readonly id: string;
  readonly status: string;
  readonly level: string;
  readonly enterprise: { readonly id: string };
  readonly assignee: { readonly id: string; readonly name: string } | null;
  readonly coHandlers: readonly { readonly id: string }[];
  readonly routing: { readonly rule: string | null; readonly reasons: readonly string[] } | null;
  readonly requests: readonly { readonly id: string; readonly kind: string }[];
}

export interface Load {
  readonly cadreId: string;
  readonly openCount: number;
  readonly openIssues: number;
}

let opened = 0;

/** A county of Zhoukou of its own, with two departments and whoever is entered there. */
export class RoutingOffice {
  private constructor(
    readonly t: TestApp,
    readonly regionCode: string,
  ) {}

  static async open(t: TestApp): Promise<RoutingOffice> {
    const regionCode = `4116${String(++opened).padStart(4, '0')}`;
    const admin = t.as.admin();
    const county = { code: regionCode, name: '某县', level: 'county', kind: 'gb', parentCode: '411600' };
    await create(admin, '/api/v1/regions', county);
    for (const [functionCode, name] of [
      ['industry', '工信局'],
      ['justice', '司法局'],
    ]) {
      await create(admin, '/api/v1/departments', { name, functionCode, regionCode });
    }
    return new RoutingOffice(t, regionCode);
  }

  get coordinator(): SignedIn {
    return this.t.as.coordinator();
  }

  department(functionCode: string): string {
    return `${this.regionCode}-${functionCode}`;
  }

  /** For a cadre who is away today and back tomorrow. */
  onLeave() {
    const today = localDateOf(this.t.clock.now());
    return { leave: [{ from: today, to: today }] };
  }

  /** Knows about labour and belongs to the industry department, unless said otherwise. */
  cadre(name: string, more: object = {}): Promise<{ id: string; name: string }> {
    const place = { regionCode: this.regionCode, departmentId: this.department('industry') };
    return create(this.coordinator, '/api/v1/cadres', cadreBody({ name, ...place, ...more }));
  }

  /** An enterprise of the county, and who looks after it from the beginning of the year. */
  async enterprise(pairings: Readonly<Record<string, 'chief' | 'deputy'>> = {}): Promise<string> {
    const body = enterpriseBody({ regionCode: this.regionCode });
    const { id } = await create(this.coordinator, '/api/v1/enterprises', body);
    for (const [cadreId, role] of Object.entries(pairings)) {
      await create(this.coordinator, `/api/v1/enterprises/${id}/pairings`, { cadreId, role, from: '2024-01-01' });
    }
    return id;
  }

  submit(enterpriseId: string, categoryCode = 'labour'): Promise<RoutedIssue> {
    return create(this.coordinator, '/api/v1/issues', issueBody(enterpriseId, categoryCode));
  }

  async issue(id: string): Promise<RoutedIssue> {
    return (await this.coordinator.get(`/api/v1/issues/${id}`).expect(200)).body as RoutedIssue;
  }

  /** Takes an action and answers with the issue; fails when it is refused. */
  async act(by: SignedIn, issueId: string, action: string, body: object = {}): Promise<RoutedIssue> {
    const answer = await by.post(`/api/v1/issues/${issueId}/actions/${action}`, body);
    if (answer.status !== 200) throw new Error(`${action}: ${answer.status} ${answer.text}`);
    return answer.body as RoutedIssue;
  }

  /** Decides the only pending request, one level up. */
  async approve(issueId: string, more: object = {}): Promise<RoutedIssue> {
    const { requests } = await this.issue(issueId);
    const decider = this.t.as.coordinator({ regionCode: '410000' });
    return this.act(decider, issueId, 'decide', { requestId: requests[0]!.id, approve: true, reason: '同意', ...more });
  }

  /** From assigned to closed: solved, verified, and rated well by the enterprise. */
  async close(issueId: string, leadId: string): Promise<void> {
    const lead = this.t.as.cadre(leadId);
    const { enterprise } = await this.issue(issueId);
    await this.act(lead, issueId, 'sign');
    await this.act(lead, issueId, 'start', { means: 'phone', person: '李经理' });
    await this.act(lead, issueId, 'claim-done', { resolution: 'solved', measures: '举办专场招聘。' });
    await this.act(this.coordinator, issueId, 'verify');
    await this.act(this.t.as.enterprise(enterprise.id), issueId, 'rate', { stars: 5, solved: true });
  }

  /** What is stored, with codes. */
  async decision(issueId: string): Promise<RoutingDecision> {
    const [row] = await this.t.reader.all<{ routing: string }>(sql`SELECT routing FROM issue WHERE id = ${issueId}`);
    return JSON.parse(row!.routing) as RoutingDecision;
  }

  /** The counted and the true number of open issues of every cadre of the county. */
  loads(): Promise<Load[]> {
    return this.t.reader.all<Load>(
      sql`SELECT l.cadre_id, l.open_count, (
              SELECT COUNT(*) FROM issue i WHERE i.assignee_id = l.cadre_id
                AND i.status NOT IN ('closed', 'refused', 'withdrawn', 'merged')
            ) AS open_issues
          FROM cadre_load l JOIN cadre c ON c.id = l.cadre_id WHERE c.region_code = ${this.regionCode} ORDER BY c.id`,
    );
  }
}

/** What `POST /api/v1/issues` takes. */
export function issueBody(enterpriseId: string, categoryCode = 'labour') {
  return {
    enterpriseId,
    categoryCode,
    title: '生产线扩建后缺一线操作工 60 名',
    description: '二期 5 月投产，希望协调专场招聘。',
  };
}
