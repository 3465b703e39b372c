import sql from 'sql-template-tag';
import { DAY, HOUR, type Instant } from '../../src/kernel/clock.js';
import { reportFacts } from '../../src/modules/issues/domain/issue-facts.js';
import type { IssueState, IssueStatus } from '../../src/modules/issues/domain/issue-types.js';
import { issueToRow } from '../../src/modules/issues/issue-rows.js';
import { insertRows, insertStatements, type Row } from '../../src/platform/persistence/index.js';
import { anIssue } from './issue-samples.js';
import type { TestApp } from './test-app.js';

/** An issue with everything that it has been, oldest first. */
export interface History {
  readonly id: string;
  readonly moments: readonly { readonly at: Instant; readonly state: Readonly<IssueState> }[];
}

/** Numbers that are the same in every run (mulberry32). */
export class Dice {
  constructor(private state: number) {}

  /** 0 ≤ number < 1 */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** One of the numbers from `least` to `most`. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)]!;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }
}

/** Category → the one above it. */
export type Parents = ReadonlyMap<string, string | null>;

/** What the histories are about; the rows are there already. */
export interface Places {
  readonly regionCodes: readonly string[];
  readonly categoryCodes: readonly string[];
  readonly chainCodes: readonly (string | null)[];
  readonly campaignCodes: readonly (string | null)[];
  readonly leads: readonly { readonly id: string; readonly departmentId: string }[];
  readonly enterpriseId: string;
  readonly parents: Parents;
}

type Change = (issue: IssueState, dice: Dice, now: Instant) => Partial<IssueState>;

const NOT_FINISHED = {
  doneClaimedAt: null,
  verifiedAt: null,
  closedAt: null,
  confirmation: null,
  resolution: null,
  handlingTenths: null,
} as const;

const accept: Change = (_issue, dice, now) => {
  const dueAt = now + dice.whole(1, 20) * DAY;
  return { status: 'accepted', acceptedAt: now, dueAt, originalDueAt: dueAt };
};
const finish: Change = (_issue, dice, now) => ({
  status: 'done_claimed',
  doneClaimedAt: now,
  handlingTenths: dice.whole(0, 120),
  resolution: dice.pick(['solved', 'solved', 'solved', 'partly_solved', 'explained', 'referred']),
});
const contact: Change = (_issue, _dice, now) => ({ status: 'in_progress', firstContactAt: now });
const extend: Change = ({ dueAt, extensionCount }, dice) => ({
  dueAt: dueAt! + dice.whole(1, 9) * DAY,
  extensionCount: extensionCount + 1,
});
const verify: Change = (_issue, _dice, now) => ({ status: 'verified', verifiedAt: now });
const rate: Change = (_issue, dice, now) => {
  const stars = dice.pick([1, 2, 3, 4, 5, 5, 5]);
  const ratingSolved = dice.chance(0.9);
  const ratedFrom = dice.pick(['enterprise', 'enterprise', 'call_back'] as const);
  const rating = { stars, ratingSolved, ratedAt: now, ratedFrom };
  if (stars <= 2 || !ratingSolved) return { ...rating, ...NOT_FINISHED, status: 'in_progress' };
  return { ...rating, status: 'closed', closedAt: now, confirmation: dice.pick(['enterprise', 'call_back']) };
};
const spotCheck: Change = (issue, dice) => {
  const spotCheckCount = issue.spotCheckCount + 1;
  if (dice.chance(0.4)) return { spotCheckCount };
  const failed = { spotCheckFailedCount: issue.spotCheckFailedCount + 1, reopenCount: issue.reopenCount + 1 };
  return { spotCheckCount, ...failed, ...NOT_FINISHED, status: 'in_progress' };
};

const unassigned = { status: 'accepted', assigneeId: null, departmentId: null, assignedAt: null } as const;
const become =
  (status: IssueStatus): Change =>
  () => ({ status });

/** What may happen next to an issue in the status; more than the lifecycle allows would be no help to a figure. */
function possibleChanges(places: Places): Readonly<Record<IssueStatus, readonly Change[]>> {
  const assign: Change = ({ contactDueAt }, dice, now) => {
    const { id, departmentId } = dice.pick(places.leads);
    return {
      status: 'assigned',
      assigneeId: id,
      departmentId,
      assignedAt: now,
      contactDueAt: contactDueAt ?? now + DAY,
    };
  };
  const recategorise: Change = (_issue, dice) => ({ categoryCode: dice.pick(places.categoryCodes) });
  return {
    submitted: [
      ...[accept, accept, accept, accept, recategorise],
      ...[become('refused'), become('withdrawn'), become('needs_info'), become('merged')],
    ],
    needs_info: [become('submitted'), become('withdrawn')],
    accepted: [assign, assign, assign, assign, assign, become('withdrawn')],
    assigned: [
      contact,
      contact,
      become('in_progress'),
      ({ returnCount }) => ({ ...unassigned, returnCount: returnCount + 1 }),
      (issue, dice, now) => ({ ...assign(issue, dice, now), returnCount: issue.returnCount + 1 }),
      become('refused'),
    ],
    in_progress: [
      ...[finish, finish, finish, finish, finish, extend],
      ({ escalationCount }) => ({ ...unassigned, level: 'municipality', escalationCount: escalationCount + 1 }),
      ...[become('long_term'), become('withdrawn'), become('merged')],
    ],
    long_term: [become('in_progress')],
    done_claimed: [
      ...[verify, verify, verify],
      ({ reworkCount }) => ({ ...NOT_FINISHED, status: 'in_progress', reworkCount: reworkCount + 1 }),
    ],
    verified: [rate, rate, rate, (_issue, _dice, now) => ({ status: 'closed', closedAt: now, confirmation: 'none' })],
    closed: [
      ...[spotCheck, spotCheck, spotCheck],
      ({ reopenCount }) => ({ ...NOT_FINISHED, status: 'in_progress', reopenCount: reopenCount + 1 }),
    ],
    refused: [],
    withdrawn: [],
    merged: [],
  };
}

const MOST_MOMENTS = 24;

/** One random life that ends, unfinished or not, before `until`. */
export function randomHistory(dice: Dice, places: Places, number: number, until: Instant): History {
  const id = `issue-${String(number).padStart(6, '0')}`;
  const submittedAt = until - dice.whole(1, 430 * 24 * 60) * 60_000;
  // An imported issue becomes known only later.
  const imported = dice.chance(0.1);
  let at = submittedAt + (imported ? dice.whole(1, 9) * DAY : 0);
  let state: IssueState = anIssue({
    id,
    number: `ZK-${id}`,
    enterpriseId: places.enterpriseId,
    regionCode: dice.pick(places.regionCodes),
    categoryCode: dice.pick(places.categoryCodes),
    chainCode: dice.pick(places.chainCodes),
    campaignCode: dice.pick(places.campaignCodes),
    enterpriseSize: dice.pick(['large', 'medium', 'small', 'micro']),
    level: dice.pick(['county', 'county', 'municipality', 'province']),
    channel: imported ? 'import' : dice.pick(['portal', 'visit', 'hotline']),
    submittedAt,
  });
  const moments: { at: Instant; state: IssueState }[] = [];
  const changes = possibleChanges(places);
  const patience = dice.whole(1, MOST_MOMENTS);
  while (at < until && moments.length < patience) {
    state = { ...state, facts: reportFacts(state), version: moments.length + 1, updatedAt: at };
    moments.push({ at, state });
    const choices = changes[state.status];
    if (choices.length === 0 || (state.status === 'closed' && dice.chance(0.7))) break;
    at += dice.whole(0, 3 * 24) * HOUR;
    state = { ...state, ...dice.pick(choices)(state, dice, at) };
  }
  return { id, moments };
}

/** An enterprise and some cadres in Zhoukou's Chuanhui district; the reference data is there already. */
export async function insertPlaces(t: TestApp): Promise<Places> {
  const codes = async (statement: ReturnType<typeof sql>): Promise<string[]> =>
    (await t.reader.all<{ code: string }>(statement)).map(({ code }) => code);
  const categories = await t.reader.all<{ code: string; parentCode: string | null }>(
    sql`SELECT code, parent_code FROM category`,
  );
  const departments = await codes(sql`SELECT id AS code FROM department WHERE region_code = '411602' ORDER BY id`);
  const leads = departments
    .slice(0, 3)
    .flatMap((departmentId, index) => [1, 2].map((number) => ({ id: `cadre-${index}-${number}`, departmentId })));
  const made = { createdAt: 0, updatedAt: 0, version: 1 };
  await t.uow.run(async (tx) => {
    const enterprise = {
      id: 'e1',
      creditCode: '91000000MA00000016',
      name: '周口示例纺织',
      industry: '纺织',
      size: 'small',
    };
    const rest = { regionCode: '411602', chainCode: null, honours: '[]', contacts: '[]', status: 'active', ...made };
    await tx.run(insertRows('enterprise', [{ ...enterprise, ...rest }]));
    const cadre = { phone: '13800000000', regionCode: '411602', capacity: 5, onDuty: true, deputyId: null, ...made };
    await tx.run(
      insertRows(
        'cadre',
        leads.map((lead) => ({ ...lead, name: `干部${lead.id}`, ...cadre })),
      ),
    );
  });
  return {
    regionCodes: ['411602', '411602', '411603', '411603', '411626', '411621', '411600', '410100'],
    categoryCodes: categories.map(({ code }) => code),
    chainCodes: [null, ...(await codes(sql`SELECT code FROM chain ORDER BY code LIMIT 3`))],
    campaignCodes: [null, 'wanren-zhuwanqi'],
    leads,
    enterpriseId: 'e1',
    parents: new Map(categories.map(({ code, parentCode }) => [code, parentCode])),
  };
}

/** Writes issues with their timelines, as the services would have left them. */
export async function insertHistories(t: TestApp, histories: readonly History[]): Promise<void> {
  const written = histories.filter(({ moments }) => moments.length > 0);
  const issues = written.map(({ moments }) => issueToRow(moments.at(-1)!.state));
  const events = written.flatMap(({ id, moments }) =>
    moments.map((moment, index) => eventRow(id, index + 1, { ...moment, before: moments[index - 1]?.state })),
  );
  await t.uow.run(async (tx) => {
    for (const statement of insertStatements('issue', issues)) await tx.run(statement);
    for (const statement of insertStatements('issue_event', events)) await tx.run(statement);
  });
}

interface Entered extends Readonly<History['moments'][number]> {
  readonly before: Readonly<IssueState> | undefined;
}

function eventRow(issueId: string, sequence: number, { at, state, before }: Entered): Row {
  return {
    id: `${issueId}-${sequence}`,
    issueId,
    sequence,
    action: 'edit',
    actorId: 'nobody',
    actorName: 'nobody',
    actorRole: 'system',
    at,
    fromStatus: before?.status ?? null,
    toStatus: state.status,
    visibleToEnterprise: false,
    details: '{}',
    requestId: 'none',
    assigneeId: state.assigneeId,
    departmentId: state.departmentId,
    categoryCode: state.categoryCode,
    level: state.level,
    dueAt: state.dueAt,
    originalDueAt: state.originalDueAt,
    facts: state.facts,
    handlingTenths: state.handlingTenths,
  };
}
