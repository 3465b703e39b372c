import { DAY, iso } from '../../src/kernel/clock.js';
import { localDateOf } from '../../src/kernel/local-date.js';
import { IssueWindows } from '../../src/modules/issues/index.js';
import type { ApiAction } from '../../src/modules/issues/domain/action-inputs.js';
import type { SignedIn } from './people.js';
import { cadreBody, create, enterpriseBody, loadReferenceData } from './sample-bodies.js';
import { straight } from './straight.js';
import type { TestApp } from './test-app.js';

/** An issue as somebody is told of it. */
export interface Told {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly level: string;
  readonly resolution: string | null;
  readonly confirmation: string | null;
  readonly enterprise: { readonly id: string } | null;
  readonly assignee: { readonly id: string; readonly name: string } | null;
  readonly departmentId: string | null;
  readonly coHandlers: readonly CoHandlerTold[];
  readonly routing: { readonly rule: string | null } | null;
  readonly rating: { readonly stars: number; readonly solved: boolean | null } | null;
  readonly submittedAt: string;
  readonly acceptedAt: string | null;
  readonly firstContactAt: string | null;
  readonly closedAt: string | null;
  readonly dueAt: string | null;
  readonly originalDueAt: string | null;
  readonly ratingDueAt: string | null;
  readonly reviewAt: string | null;
  readonly reworkCount: number;
  readonly returnCount: number;
  readonly reopenCount: number;
  readonly mergedIntoId: string | null;
  readonly common: boolean;
  readonly bouncing: boolean;
  readonly requests: readonly {
    readonly id: string;
    readonly kind: string;
    readonly decideBy: string;
    readonly overdue: boolean;
    readonly movedUpCount: number;
    readonly remindedCount: number;
  }[];
  readonly supervisions: readonly {
    readonly kind: string;
    readonly answerDueAt: string | null;
    readonly acknowledgedAt: string | null;
    readonly overdue: boolean;
  }[];
  readonly warning: string;
  readonly actions: readonly ApiAction[];
  readonly version: number;
}

interface CoHandlerTold {
  readonly id: string;
  readonly opinionDueAt: string | null;
  readonly opinionAt: string | null;
  readonly opinion: string | null;
}

export interface Entry {
  readonly sequence: number;
  readonly action: string;
  readonly actor: string;
  readonly actorRole: string;
  readonly at: string;
  readonly fromStatus: string | null;
  readonly toStatus: string;
  readonly visibleToEnterprise: boolean;
  readonly details: Readonly<Record<string, unknown>>;
}

interface HasId {
  readonly id: string;
}

/** How a request was answered that somebody only tried. */
export interface Answer {
  readonly status: number;
  readonly code: string | undefined;
}

const ISSUE = { title: '生产线扩建后缺一线操作工 60 名', description: '二期 5 月投产，希望协调专场招聘。' };

/** A complete body for every action that does not need to name somebody or something. */
const BODIES: Readonly<Partial<Record<ApiAction, object>>> = {
  start: { means: 'phone', person: '李经理' },
  progress: { note: '已联系三所职业学校', visibleToEnterprise: true },
  'give-opinion': { opinion: '可由本单位提供培训场地' },
  'request-info': { question: '缺口涉及哪些工种？' },
  'provide-info': { answer: '缝纫工 40 名，检验工 20 名' },
  refuse: { reason: 'litigation', channel: '人民法院' },
  object: { reason: '并未起诉' },
  withdraw: { reason: '已自行解决' },
  return: { reason: 'not-our-duty', suggestedDepartmentId: '411602-justice' },
  escalate: { tried: '两次协调未果', powerMissing: '用地指标' },
  'claim-done': { resolution: 'solved', measures: '举办专场招聘，到岗 60 名。' },
  rework: { missing: '没有到岗名单' },
  rate: { stars: 5, solved: true },
  reopen: { reason: '问题又出现' },
  release: { reason: '企业同意' },
  supervise: { kind: 'supervise', note: '三日内回复' },
  'answer-supervision': { answer: '已安排专场招聘' },
  instruct: { addressee: 'lead', note: '请专题研究' },
  'hand-down': { reason: '县级可以办理' },
};

/** Somebody who takes part, and what they do over HTTP. */
export class Somebody {
  constructor(
    private readonly t: TestApp,
    readonly name: string,
    readonly as: SignedIn,
    /** Of the cadre or the enterprise that they stand for. */
    readonly id = '',
  ) {}

  submits(more: object = {}): Promise<Told> {
    return create(this.as, '/api/v1/issues', { ...ISSUE, categoryCode: 'labour', ...more });
  }

  /** Takes an action; fails when it is refused. */
  async does(action: ApiAction, issue: HasId, body?: object): Promise<Told> {
    const answer = await this.post(action, issue, body);
    if (answer.status !== 200) throw new Error(`${this.name}: ${action}: ${answer.status} ${answer.text}`);
    return answer.body as Told;
  }

  /** Decides the only request that waits. */
  async decides(issue: HasId, approve: boolean, more: object = {}): Promise<Told> {
    const { requests } = await this.sees(issue);
    return this.does('decide', issue, { requestId: requests[0]!.id, approve, reason: '理由', ...more });
  }

  /** Takes an action that may be refused. */
  async tries(action: ApiAction, issue: HasId, body?: object): Promise<Answer> {
    const answer = await this.post(action, issue, body);
    return { status: answer.status, code: (answer.body as { code?: string }).code };
  }

  async sees({ id }: HasId): Promise<Told> {
    return (await this.as.get(`/api/v1/issues/${id}`).expect(200)).body as Told;
  }

  async timeline({ id }: HasId): Promise<Entry[]> {
    const { body } = await this.as.get(`/api/v1/issues/${id}/events`).expect(200);
    return (body as { items: Entry[] }).items;
  }

  post(action: ApiAction, { id }: HasId, body: object = this.usual(action)) {
    return this.as.post(`/api/v1/issues/${id}/actions/${action}`, body);
  }

  /** A body that is complete, for actions that name nobody and nothing. */
  usual(action: ApiAction): object {
    const now = this.t.clock.now();
    const informed = { means: 'phone', at: iso(now) };
    switch (action) {
      case 'extend':
        return { dueAt: iso(now + 30 * DAY), reason: '等待批复', enterpriseInformed: informed };
      case 'long-term':
        return { reason: 'quota', stageResult: '已列入年度计划', reviewAt: iso(now + 20 * DAY) };
      case 'call-back':
        return { contacted: true, person: '李经理', at: iso(now), solved: true, stars: 5 };
      default:
        return BODIES[action] ?? {};
    }
  }
}

const CADRES = {
  wang: { regionCode: '411602', departmentId: '411602-industry', specialties: ['labour'] },
  li: { regionCode: '411602', departmentId: '411602-industry', specialties: ['labour'] },
  zhao: { regionCode: '411602', departmentId: '411602-finance', specialties: ['finance'] },
  sun: { regionCode: '411603', departmentId: '411603-industry', specialties: ['labour'] },
  qian: { regionCode: '411600', departmentId: '411600-industry', specialties: ['finance'] },
  zhou: { regionCode: '410000', departmentId: '410000-industry', specialties: ['finance'] },
} as const;

const ENTERPRISES = {
  mill: { regionCode: '411602', name: '川汇棉纺有限公司', chief: 'wang' },
  bakery: { regionCode: '411602', name: '川汇面粉有限公司', chief: null },
  farm: { regionCode: '411603', name: '淮阳乳业有限公司', chief: 'sun' },
} as const;

/** Who takes part in the stories. */
export type Cast = Readonly<
  Record<keyof typeof CADRES | keyof typeof ENTERPRISES, Somebody> &
    Record<'county' | 'deputy' | 'wangInOffice' | 'neighbour' | 'city' | 'province', Somebody> &
    Record<'manager' | 'cityManager' | 'otherManager' | 'auditor' | 'admin', Somebody>
>;

/**
 * Zhoukou (411600) with two of its counties, six cadres, three enterprises and users of every role. The mill is looked
 * after by Wang; an issue of the bakery about parks finds nobody. Wang also has an account as coordinator of the county.
 */
async function castOf(t: TestApp): Promise<Cast> {
  await loadReferenceData(t);
  const office = t.as.coordinator({ regionCode: '410000' });
  const cadreIds = await entered(CADRES, (name, cadre) =>
    create(office, '/api/v1/cadres', cadreBody({ name, ...cadre })),
  );
  const enterpriseIds = await entered(ENTERPRISES, async (_, { chief, ...enterprise }) => {
    const made = await create(office, '/api/v1/enterprises', enterpriseBody(enterprise));
    const pairing = { cadreId: chief && cadreIds[chief], role: 'chief', from: '2024-01-01' };
    if (chief !== null) await create(office, `/api/v1/enterprises/${made.id}/pairings`, pairing);
    return made;
  });
  const official = (
    name: string,
    role: 'coordinator' | 'manager' | 'auditor' | 'admin',
    regionCode: string,
    cadreId?: string,
  ) => new Somebody(t, name, t.as.role(role, { regionCode, username: name, cadreId }));
  return {
    ...mapped(cadreIds, (name, id) => new Somebody(t, name, t.as.cadre(id, { username: name }), id)),
    ...mapped(enterpriseIds, (name, id) => new Somebody(t, name, t.as.enterprise(id, { username: name }), id)),
    county: official('county', 'coordinator', '411602'),
    deputy: official('deputy', 'coordinator', '411602'),
    wangInOffice: official('wangInOffice', 'coordinator', '411602', cadreIds.wang),
    neighbour: official('neighbour', 'coordinator', '411603'),
    city: official('city', 'coordinator', '411600'),
    province: official('province', 'coordinator', '410000'),
    manager: official('manager', 'manager', '411602'),
    cityManager: official('cityManager', 'manager', '411600'),
    otherManager: official('otherManager', 'manager', '411603'),
    auditor: official('auditor', 'auditor', '411600'),
    admin: official('admin', 'admin', '410000'),
  };
}

async function entered<K extends string, V>(
  wanted: Readonly<Record<K, V>>,
  enter: (name: K, value: V) => Promise<HasId>,
): Promise<Record<K, string>> {
  const ids: [string, string][] = [];
  for (const [name, value] of Object.entries(wanted) as [K, V][]) ids.push([name, (await enter(name, value)).id]);
  return Object.fromEntries(ids) as Record<K, string>;
}

const mapped = <K extends string, V, R>(
  from: Readonly<Record<K, V>>,
  make: (name: string, value: V) => R,
): Record<K, R> =>
  Object.fromEntries(Object.entries<V>(from).map(([name, value]) => [name, make(name, value)])) as Record<K, R>;

/** Beginnings that many stories share. */
export class Stories {
  private constructor(
    private readonly t: TestApp,
    readonly cast: Cast,
  ) {}

  static async of(t: TestApp): Promise<Stories> {
    return new Stories(t, await castOf(t));
  }

  /** Wang looks after the mill again, after a hand-over. */
  async returnMill(): Promise<void> {
    const { county, mill, wang } = this.cast;
    const path = `/api/v1/enterprises/${mill.id}/pairings`;
    const { body } = await county.as.get(`${path}?limit=200`).expect(200);
    const lasting = (body as { items: { id: string; to: string | null }[] }).items.filter(({ to }) => to === null);
    for (const { id } of lasting) await county.as.delete(`${path}/${id}`).expect(204);
    await create(county.as, path, { cadreId: wang.id, role: 'chief', from: localDateOf(this.t.clock.now()) });
  }

  /** The same people at another process that serves the same database; they must have signed in at this one before. */
  at(other: TestApp): Stories {
    const people = Object.entries(this.cast).map(
      ([name, { id }]) => [name, new Somebody(other, name, other.as.known(name), id)] as const,
    );
    return new Stories(other, Object.fromEntries(people) as unknown as Cast);
  }

  /** An issue that finds nobody. */
  unrouted(): Promise<Told> {
    return this.cast.bakery.submits({ categoryCode: 'park-road' });
  }

  /** Signed for, and the enterprise has been spoken to. */
  async inProgress(by: Somebody = this.cast.mill): Promise<Told> {
    const issue = await by.submits();
    const lead = this.leadOf(issue);
    await lead.does('sign', issue);
    return lead.does('start', issue);
  }

  /** Claimed done, and checked by the city. */
  async verified(by: Somebody = this.cast.mill): Promise<Told> {
    const issue = await this.inProgress(by);
    await this.leadOf(issue).does('claim-done', issue);
    return this.cast.city.does('verify', issue);
  }

  /** To the satisfaction of the enterprise. */
  async closed(by: Somebody = this.cast.mill): Promise<Told> {
    return by.does('rate', await this.verified(by));
  }

  leadOf({ assignee }: Told): Somebody {
    return Object.values(this.cast).find(({ id }) => id !== '' && id === assignee?.id)!;
  }

  /** Every action in the timeline; fails when the timeline has a gap, goes back, or ends elsewhere than the issue. */
  async steps(issue: HasId): Promise<string[]> {
    const entries = await this.cast.province.timeline(issue);
    expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => index + 1));
    const ends = entries.map(({ toStatus }) => toStatus);
    expect(entries.map(({ fromStatus }) => fromStatus)).toEqual([null, ...ends.slice(0, -1)]);
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).sort());
    expect(ends.at(-1)).toBe((await this.cast.province.sees(issue)).status);
    return entries.map(({ action }) => action);
  }

  /** Whatever ends by itself ends. */
  sweep(): Promise<number> {
    return this.t.get(IssueWindows).sweep(straight);
  }
}
