import { DAY, HOUR, type Instant } from '../../src/kernel/clock.js';
import { reportFacts } from '../../src/modules/issues/domain/issue-facts.js';
import type { IssueState } from '../../src/modules/issues/domain/issue-types.js';
import { issueToRow } from '../../src/modules/issues/issue-rows.js';
import { insertStatements, type Row } from '../../src/platform/persistence/index.js';
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

/** What the histories are about; the rows are there already. */
export interface Places {
  readonly regionCodes: readonly string[];
  readonly categoryCodes: readonly string[];
  readonly chainCodes: readonly (string | null)[];
  readonly campaignCodes: readonly (string | null)[];
  readonly leads: readonly { readonly id: string; readonly departmentId: string }[];
  readonly enterpriseId: string;
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
const rate: Change = (_issue, dice, now) => {
  const stars = dice.pick([1, 2, 3, 4, 5, 5, 5]);
  const ratingSolved = dice.chance(0.9);
  const rating = { stars, ratingSolved, ratedAt: now };
  if (stars <= 2 || !ratingSolved) return { ...rating, ...NOT_FINISHED, status: 'in_progress' };
  return { ...rating, status: 'closed', closedAt: now, confirmation: dice.pick(['enterprise', 'call_back']) };
};
const spotCheck: Change = (issue, dice) => {
  const spotCheckCount = issue.spotCheckCount + 1;
  if (dice.chance(0.4)) return { spotCheckCount };
  const failed = { spotCheckFailedCount: issue.spotCheckFailedCount + 1, reopenCount: issue.reopenCount + 1 };
  return { spotCheckCount, ...failed, ...NOT_FINISHED, status: 'in_progress' };
};

/** What may happen next to an issue in the status; more than the lifecycle allows would be no help to a figure. */
function possible(issue: IssueState, places: Places): readonly Change[] {
  const assign: Change = (_issue, dice, now) => {
    const { id, departmentId } = dice.pick(places.leads);
    const contactDueAt = issue.contactDueAt ?? now + DAY;
    return { status: 'assigned', assigneeId: id, departmentId, assignedAt: now, contactDueAt };
  };
  const unassigned = { status: 'accepted', assigneeId: null, departmentId: null, assignedAt: null } as const;
  switch (issue.status) {
    case 'submitted':
      return [
        accept,
        accept,
        accept,
        accept,
        (_issue, dice) => ({ categoryCode: dice.pick(places.categoryCodes) }),
        () => ({ status: 'refused' }),
        () => ({ status: 'withdrawn' }),
        () => ({ status: 'needs_info' }),
        () => ({ status: 'merged' }),
      ];
    case 'needs_info':
      return [() => ({ status: 'submitted' }), () => ({ status: 'withdrawn' })];
    case 'accepted':
      return [assign, assign, assign, assign, assign, () => ({ status: 'withdrawn' })];
    case 'assigned':
      return [
        (_issue, _dice, now) => ({ status: 'in_progress', firstContactAt: now }),
        (_issue, _dice, now) => ({ status: 'in_progress', firstContactAt: now }),
        () => ({ status: 'in_progress' }),
        () => ({ ...unassigned, returnCount: issue.returnCount + 1 }),
        (_issue, dice, now) => ({ ...assign(issue, dice, now), returnCount: issue.returnCount + 1 }),
        () => ({ status: 'refused' }),
      ];
    case 'in_progress':
      return [
        finish,
        finish,
        finish,
        finish,
        finish,
        (_issue, dice) => ({ dueAt: issue.dueAt! + dice.whole(1, 9) * DAY, extensionCount: issue.extensionCount + 1 }),
        () => ({ ...unassigned, level: 'municipality', escalationCount: issue.escalationCount + 1 }),
        () => ({ status: 'long_term' }),
        () => ({ status: 'withdrawn' }),
        () => ({ status: 'merged' }),
      ];
    case 'long_term':
      return [() => ({ status: 'in_progress' })];
    case 'done_claimed':
      return [
        (_issue, _dice, now) => ({ status: 'verified', verifiedAt: now }),
        (_issue, _dice, now) => ({ status: 'verified', verifiedAt: now }),
        (_issue, _dice, now) => ({ status: 'verified', verifiedAt: now }),
        () => ({ ...NOT_FINISHED, status: 'in_progress', reworkCount: issue.reworkCount + 1 }),
      ];
    case 'verified':
      return [rate, rate, rate, (_issue, _dice, now) => ({ status: 'closed', closedAt: now, confirmation: 'none' })];
    case 'closed':
      return [
        spotCheck,
        spotCheck,
        spotCheck,
        () => ({ ...NOT_FINISHED, status: 'in_progress', reopenCount: issue.reopenCount + 1 }),
      ];
    case 'refused':
    case 'withdrawn':
    case 'merged':
      return [];
  }
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
  const patience = dice.whole(1, MOST_MOMENTS);
  while (at < until && moments.length < patience) {
    state = { ...state, facts: reportFacts(state), version: moments.length + 1, updatedAt: at };
    moments.push({ at, state });
    const choices = possible(state, places);
    if (choices.length === 0 || (state.status === 'closed' && dice.chance(0.7))) break;
    at += dice.whole(0, 3 * 24) * HOUR;
    state = { ...state, ...dice.pick(choices)(state, dice, at) };
  }
  return { id, moments };
}

/** Writes issues with their timelines, as the services would have left them. */
export async function insertHistories(t: TestApp, histories: readonly History[]): Promise<void> {
  const written = histories.filter(({ moments }) => moments.length > 0);
  const issues = written.map(({ moments }) => issueToRow(moments.at(-1)!.state));
  const events = written.flatMap(({ id, moments }) =>
    moments.map(({ at, state }, index) => eventRow(id, index + 1, { at, state })),
  );
  await t.uow.run(async (tx) => {
    for (const statement of insertStatements('issue', issues)) await tx.run(statement);
    for (const statement of insertStatements('issue_event', events)) await tx.run(statement);
  });
}

function eventRow(issueId: string, sequence: number, { at, state }: History['moments'][number]): Row {
  return {
    id: `${issueId}-${sequence}`,
    issueId,
    sequence,
    action: 'edit',
    actorId: 'nobody',
    actorName: 'nobody',
    actorRole: 'system',
    at,
    fromStatus: null,
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
