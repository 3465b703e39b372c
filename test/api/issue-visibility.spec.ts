import sql from 'sql-template-tag';
import { type Actor, ROLES } from '../../src/kernel/actor.js';
import { DAY, HOUR, type Instant, MINUTE } from '../../src/kernel/clock.js';
import { addDays, localDateOf, startOfDay } from '../../src/kernel/local-date.js';
import { hidesEnterprise, isDecider, maySee } from '../../src/modules/issues/domain/issue-access.js';
import { FACTS, reportFacts } from '../../src/modules/issues/domain/issue-facts.js';
import { hasHandled } from '../../src/modules/issues/domain/same-person.js';
import {
  ISSUE_STATUSES,
  type IssueRequestState,
  type IssueState,
  REQUEST_KINDS,
  REQUEST_STATUSES,
} from '../../src/modules/issues/domain/issue-types.js';
import { visibilitySql } from '../../src/modules/issues/issue-filters.read-model.js';
import { issueToRow, requestToRow } from '../../src/modules/issues/issue-rows.js';
import { decidableSql } from '../../src/modules/issues/requests.read-model.js';
import { type RegionTree, Regions } from '../../src/modules/regions/index.js';
import { insertStatements, type Row } from '../../src/platform/persistence/index.js';
import { DEPUTIES, keptStandIns, LEAVES, placed, standsInFor } from '../support/deputies.js';
import { anActor, aRequest, issueIn } from '../support/issue-samples.js';
import type { SignedIn } from '../support/people.js';
import { Dice } from '../support/report-histories.js';
import { allPages, loadReferenceData, newCreditCode } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

// 411626 was abolished and followed by 411603; 411671 is a development zone.
const REGION_CODES = ['411602', '411603', '411626', '411671', '411600', '411700', '410000'];
const ENTERPRISE_IDS = ['e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7', 'e8'];
const CADRE_IDS = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'];
const NAMES = ['棉纺', '面粉', '乳业', '药业'];
const TITLES = ['缺一线操作工', '用电增容', '货款拖欠', '道路破损影响运输'];
const TODAY = '2024-03-04';

interface Pair {
  readonly enterpriseId: string;
  readonly cadreId: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
}

interface Told {
  readonly issue: IssueState;
  readonly coHandlerIds: readonly string[];
}

const dice = new Dice(20_240_304);
const some = <T>(items: readonly T[], share: number): T[] => items.filter(() => dice.chance(share));

const enterprises = ENTERPRISE_IDS.map((id, index) => ({
  id,
  creditCode: newCreditCode(),
  name: `周口${NAMES[index % NAMES.length]!}${index}号公司`,
  regionCode: REGION_CODES[index % 5]!,
}));

const pairs: readonly Pair[] = ENTERPRISE_IDS.flatMap((enterpriseId) =>
  some(CADRE_IDS, 0.4).map((cadreId) => {
    const startsOn = addDays(TODAY, dice.whole(-3, 1));
    const endsOn = dice.chance(0.4) ? null : addDays(TODAY, dice.whole(-1, 2));
    return { enterpriseId, cadreId, startsOn, endsOn };
  }),
);

const told: readonly Told[] = Array.from({ length: 300 }, (_, number) => {
  const coHandlerIds = some(CADRE_IDS, 0.12);
  const issue = issueIn(dice.pick(ISSUE_STATUSES), {
    id: `issue-${String(number).padStart(3, '0')}`,
    number: `ZK-2024-${String(number).padStart(6, '0')}`,
    enterpriseId: dice.pick(ENTERPRISE_IDS),
    regionCode: dice.pick(REGION_CODES),
    title: `${dice.pick(TITLES)}（${number}）`,
    description: `请协调解决：${dice.pick(TITLES)}`,
    level: dice.pick(['county', 'municipality', 'province']),
    assigneeId: dice.chance(0.3) ? null : dice.pick(CADRE_IDS),
    departmentId: '411602-industry',
    confidential: dice.chance(0.3),
    releasedAt: dice.chance(0.3) ? startOfDay(TODAY) : null,
    conflictCadreIds: some(CADRE_IDS, 0.2),
    handlerCadreIds: some(CADRE_IDS, 0.15),
    deputyCadreIds: some(CADRE_IDS, 0.15),
    facts: dice.chance(0.3) ? FACTS.direct : 0,
    onBehalf: dice.chance(0.2),
    submittedBy: dice.pick(['a-cadre', 'a-coordinator', 'user-of-e1']),
    submittedAt: startOfDay(TODAY) - number * MINUTE,
    mergedIntoId: null,
    coHandlerCount: coHandlerIds.length,
  });
  return { issue: { ...issue, facts: reportFacts(issue) }, coHandlerIds };
});

/** Requests of every kind, each before some region; what matters is who asked and who is objected to. */
const asked: readonly IssueRequestState[] = told.flatMap(({ issue }, number) =>
  some(REQUEST_KINDS, 0.3).map((kind, index) => {
    const oneself = anActor('coordinator').userId;
    return aRequest(kind, {
      id: `request-${number}-${index}`,
      issueId: issue.id,
      status: dice.pick(REQUEST_STATUSES),
      deciderRegionCode: dice.pick(REGION_CODES),
      requestedBy: dice.pick(['somebody', oneself]),
      requestedCadreId: dice.chance(0.5) ? null : dice.pick(CADRE_IDS),
      opposedUserId: dice.pick([null, 'somebody', oneself]),
      opposedCadreId: dice.chance(0.5) ? null : dice.pick(CADRE_IDS),
    });
  }),
);

const randomActor = (): Actor => {
  const role = dice.pick([...ROLES, 'system'] as const);
  return anActor(role, {
    regionCode: dice.pick([...REGION_CODES, '411602', '411600', '999999', '']),
    cadreId: ['cadre', 'coordinator'].includes(role) && dice.chance(0.9) ? dice.pick(CADRE_IDS) : null,
    enterpriseId: role === 'enterprise' && dice.chance(0.9) ? dice.pick(ENTERPRISE_IDS) : null,
  });
};

const isPaired = (cadreId: string | null, enterpriseId: string, now: Instant): boolean =>
  pairs.some(
    (pair) =>
      pair.cadreId === cadreId &&
      pair.enterpriseId === enterpriseId &&
      pair.startsOn <= localDateOf(now) &&
      (pair.endsOn === null || localDateOf(now) < pair.endsOn),
  );

let t: TestApp;
let tree: RegionTree;

/** What the pure rule lets the actor see. */
function visible(actor: Actor, now: Instant): IssueState[] {
  return told
    .filter(({ issue, coHandlerIds }) =>
      maySee(actor, issue, {
        isWithin: (code, ancestor) => tree.isWithin(code, ancestor),
        upper: (code) => tree.upper(code),
        responsibleRegionCode: '',
        coHandlerIds,
        pairedCadreIds: CADRE_IDS.filter((cadreId) => isPaired(cadreId, issue.enterpriseId, now)),
        standsInFor: standsInFor(CADRE_IDS, actor, now),
        requests: [],
      }),
    )
    .map(({ issue }) => issue);
}

/** What the pure rule hides from the actor. */
const hides = (issue: IssueState, actor: Actor): boolean => {
  const { coHandlerIds } = told.find(({ issue: { id } }) => id === issue.id)!;
  return hidesEnterprise(
    issue,
    actor,
    coHandlerIds.some((cadreId) => cadreId === actor.cadreId) || hasHandled(actor, issue),
  );
};

const ids = (issues: readonly { readonly id: string }[]): string[] => issues.map(({ id }) => id).sort();

beforeAll(async () => {
  t = await startApp({ now: `${TODAY}T01:00:00Z` });
  await loadReferenceData(t);
  tree = await t.get(Regions).tree();
  const at = t.clock.now();
  const made = { createdAt: at, updatedAt: at, version: 1 };
  const unsaid = { industry: '制造', size: 'small', chainCode: null, honours: '[]', contacts: '[]', status: 'active' };
  const person = { phone: '13800000000', regionCode: '411602', departmentId: '411602-industry', capacity: 5 };
  const cadres = CADRE_IDS.map((id) => ({
    id,
    name: id,
    ...person,
    onDuty: true,
    deputyId: DEPUTIES[id] ?? null,
    ...made,
    ...placed(id),
  }));
  const pairings = pairs.map((pair, index) => ({ ...pair, id: `p${index}`, role: 'deputy' }));
  const supports = told.flatMap(({ issue, coHandlerIds }) =>
    coHandlerIds.map((cadreId) => ({ issueId: issue.id, cadreId, addedAt: at })),
  );
  const events = told.map(({ issue }) => eventOf(issue));
  const registered = enterprises.map((enterprise) => ({ ...enterprise, ...unsaid, ...made }));
  await insert('enterprise', registered);
  await insert('cadre', cadres);
  await insert('cadre_leave', LEAVES);
  const dated = pairings.map((pairing) => ({ ...pairing, createdBy: 'somebody', createdAt: at }));
  await insert('pairing', dated);
  const issues = told.map(({ issue }) => issueToRow(issue));
  await insert('issue', issues);
  await insert('issue_co_handler', supports);
  await insert('issue_event', events);
  await insert('issue_request', asked.map(requestToRow));
});
afterAll(() => t.close());

async function insert(table: string, rows: readonly Row[]): Promise<void> {
  await t.uow.run(async (tx) => {
    for (const statement of insertStatements(table, rows)) await tx.run(statement);
  });
}

function eventOf(issue: IssueState): Row {
  const { id, status, assigneeId, departmentId, categoryCode, level, dueAt, originalDueAt, facts } = issue;
  const actor = { actorId: 'somebody', actorName: '某人', actorRole: 'coordinator' };
  const state = { assigneeId, departmentId, categoryCode, level, dueAt, originalDueAt, facts, handlingTenths: null };
  return {
    ...{ id: `${id}-1`, issueId: id, sequence: 1, action: 'submit', ...actor, at: issue.submittedAt },
    ...{ fromStatus: null, toStatus: status, visibleToEnterprise: true, details: '{}', requestId: 'r' },
    ...state,
  };
}

describe('visibility in SQL and in code', () => {
  const actors = Array.from({ length: 60 }, randomActor);

  it('mean the same for everybody, on the days around the beginning and the end of pairings', async () => {
    const midnight = startOfDay(TODAY);
    const instants = [
      midnight - 1,
      midnight,
      midnight + 9 * HOUR,
      midnight + DAY - 1,
      midnight + DAY,
      midnight + 2 * DAY,
    ];
    const sizes = new Set<number>();
    for (const actor of actors) {
      for (const now of instants) {
        const told = { now, standsInFor: await keptStandIns(t, actor, now) };
        const rows = await t.reader.all<{ id: string }>(
          sql`SELECT i.id FROM issue i WHERE ${visibilitySql(actor, tree, told)}`,
        );
        expect([actor, now, ids(rows)]).toEqual([actor, now, ids(visible(actor, now))]);
        sizes.add(rows.length);
      }
    }
    // Everything, nothing, and much in between: the comparison would be worth little otherwise.
    expect(sizes.has(0) && sizes.has(told.length)).toBe(true);
    expect(sizes.size).toBeGreaterThan(15);
  });

  it('an abolished region belongs to its successor, and the place to nobody else’s coordinator', () => {
    const seen = (regionCode: string) =>
      new Set(visible(anActor('coordinator', { regionCode }), t.clock.now()).map((issue) => issue.regionCode));
    expect(seen('411603')).toEqual(new Set(['411603', '411626']));
    expect(seen('411602')).toEqual(new Set(['411602']));
    expect(seen('411600')).toEqual(new Set(['411600', '411602', '411603', '411626', '411671']));
    expect(seen('410000')).toEqual(new Set(REGION_CODES));
  });
});

describe('whose requests are to decide, in SQL and in code', () => {
  const decidable = (actor: Actor): IssueRequestState[] =>
    asked.filter((request) => {
      const { issue, coHandlerIds } = told.find(({ issue: { id } }) => id === request.issueId)!;
      const isWithin = (code: string, ancestor: string): boolean => tree.isWithin(code, ancestor);
      return isDecider(actor, request, { issue, coHandlerIds, isWithin });
    });

  it('mean the same for everybody', async () => {
    const sizes = new Set<number>();
    for (const actor of Array.from({ length: 150 }, randomActor)) {
      const rows = await t.reader.all<{ id: string }>(
        sql`SELECT r.id FROM issue_request r JOIN issue i ON i.id = r.issue_id WHERE ${decidableSql(actor, tree)}`,
      );
      expect([actor, ids(rows)]).toEqual([actor, ids(decidable(actor))]);
      sizes.add(rows.length);
    }
    expect(sizes.size).toBeGreaterThan(10);
  });

  it('over HTTP everybody has in their inbox what they see and may decide, page by page', async () => {
    for (const { name, as, actor: plain } of people()) {
      if (!['coordinator', 'cadre', 'enterprise'].includes(plain.role)) continue;
      // Their account here is another one than that of the samples.
      const actor = { ...plain, userId: `account of ${name}` };
      const seen = new Set(ids(visible(actor, t.clock.now())));
      const expected = decidable(actor).filter(({ status, issueId }) => status === 'pending' && seen.has(issueId));
      const inbox = await allPages<{ id: string }>(as, '/api/v1/requests', 20);
      expect([name, ids(inbox)]).toEqual([name, ids(expected)]);
      const { body } = await as.get('/api/v1/requests?count=true&limit=1').expect(200);
      expect([name, (body as { total: number }).total]).toEqual([name, expected.length]);
    }
  });
});

/** The people of the HTTP tests, each with the actor that they are. */
function people(): readonly { readonly name: string; readonly as: SignedIn; readonly actor: Actor }[] {
  const regional = (['coordinator', 'manager', 'auditor'] as const).flatMap((role) =>
    ['411603', '411600', '410000'].map((regionCode) => ({
      name: `${role} of ${regionCode}`,
      as: t.as.role(role, { regionCode }),
      actor: anActor(role, { regionCode }),
    })),
  );
  const cadres = ['c1', 'c2', 'c3'].map((cadreId) => ({
    name: `cadre ${cadreId}`,
    as: t.as.cadre(cadreId),
    // Somebody else than the one who has logged issues.
    actor: anActor('cadre', { cadreId, userId: `user-of-${cadreId}` }),
  }));
  const second = ['c1', 'c4'].map((cadreId) => ({
    name: `coordinator who is cadre ${cadreId}`,
    as: t.as.role('coordinator', { regionCode: '411600', cadreId, username: `office-of-${cadreId}` }),
    actor: anActor('coordinator', { regionCode: '411600', cadreId, userId: `office-of-${cadreId}` }),
  }));
  const users = ['e1', 'e5'].map((enterpriseId) => ({
    name: `enterprise ${enterpriseId}`,
    as: t.as.enterprise(enterpriseId),
    actor: anActor('enterprise', { enterpriseId }),
  }));
  return [...regional, ...cadres, ...second, ...users];
}

const nameOf = (enterpriseId: string): string => enterprises.find(({ id }) => id === enterpriseId)!.name;

/** Whether the words of the query occur; a confidential issue is not found by its enterprise where that is hidden. */
function isFound(issue: IssueState, q: string, actor: Actor): boolean {
  const name = hides(issue, actor) ? '' : nameOf(issue.enterpriseId);
  return q
    .split(' ')
    .every((word) => [issue.title, issue.description, issue.number, name].some((text) => text.includes(word)));
}

interface Listed {
  readonly id: string;
  readonly enterprise: { readonly id: string; readonly name: string } | null;
  readonly confidential: boolean;
}

describe('over HTTP', () => {
  it('a list holds exactly what its reader may see, page by page, and its total says no more', async () => {
    for (const { name, as, actor } of people()) {
      const expected = ids(visible(actor, t.clock.now()));
      expect([name, ids(await allPages<Listed>(as, '/api/v1/issues', 200))]).toEqual([name, expected]);
      const { body } = await as.get('/api/v1/issues?limit=1&count=true').expect(200);
      expect([name, (body as { total: number }).total]).toEqual([name, expected.length]);
    }
  });

  it.each(['用电', '棉纺', '面粉 拖欠', 'ZK-2024-00004', '周口', '不存在'])(
    'a search for %s finds no more than that',
    async (q) => {
      for (const { name, as, actor } of people()) {
        const expected = visible(actor, t.clock.now()).filter((issue) => isFound(issue, q, actor));
        const found = await allPages<Listed>(as, `/api/v1/issues?q=${encodeURIComponent(q)}`, 100);
        expect([name, ids(found)]).toEqual([name, ids(expected)]);
        const { body } = await as.get(`/api/v1/issues?q=${encodeURIComponent(q)}&limit=1&count=true`).expect(200);
        expect([name, (body as { total: number }).total]).toEqual([name, expected.length]);
      }
    },
  );

  it('a filter by region, lead or enterprise opens nothing', async () => {
    const filters: readonly [string, (issue: IssueState, actor: Actor) => boolean][] = [
      ['regionCode=410000', () => true],
      ['regionCode=411603', ({ regionCode }) => ['411603', '411626'].includes(regionCode)],
      ['regionCode=999999', () => false],
      ['assigneeId=c1', ({ assigneeId }) => assigneeId === 'c1'],
      ['assigneeId=none', ({ assigneeId }) => assigneeId === null],
      // Whoever may not know of which enterprise a confidential issue is must not find out by asking.
      ['enterpriseId=e1', (issue, actor) => issue.enterpriseId === 'e1' && !hides(issue, actor)],
    ];
    for (const { name, as, actor } of people()) {
      for (const [filter, holds] of filters) {
        const expected = visible(actor, t.clock.now()).filter((issue) => holds(issue, actor));
        const found = await allPages<Listed>(as, `/api/v1/issues?${filter}`, 200);
        expect([name, filter, ids(found)]).toEqual([name, filter, ids(expected)]);
      }
    }
  });

  it('the enterprise of a confidential issue is hidden from every cadre and handler until it is released, and from nobody else', async () => {
    for (const { name, as, actor } of people()) {
      const listed = await allPages<Listed>(as, '/api/v1/issues', 200);
      const hidden = listed.filter(({ enterprise }) => enterprise === null);
      const expected = visible(actor, t.clock.now()).filter((issue) => hides(issue, actor));
      expect([name, ids(hidden)]).toEqual([name, ids(expected)]);
    }
  });

  it('a single issue, its timeline and its actions are there for whoever sees it in a list, and 404 for everybody else', async () => {
    const sample = told.filter((_, index) => index % 25 === 0).map(({ issue }) => issue);
    for (const { name, as, actor } of people()) {
      const seen = new Set(ids(visible(actor, t.clock.now())));
      for (const { id } of sample) {
        const answers: number[] = [];
        for (const path of ['', '/events', '/actions'])
          answers.push((await as.get(`/api/v1/issues/${id}${path}`)).status);
        const status = seen.has(id) ? 200 : 404;
        expect([name, id, answers]).toEqual([name, id, [status, status, status]]);
      }
    }
  });

  it('an administrator sees no issues at all', async () => {
    await t.as.admin().get('/api/v1/issues').expect(403);
    await t.as.admin().get(`/api/v1/issues/${told[0]!.issue.id}`).expect(403);
  });
});
