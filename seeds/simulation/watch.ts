import { type Clock, DAY, type Instant } from '../../src/kernel/clock.js';
import { ClockVerification } from '../../src/modules/deadlines/index.js';
import type { IssueStatus } from '../../src/modules/issues/index.js';
import type { RegionTree } from '../../src/modules/regions/index.js';
import { AuditVerification } from '../../src/platform/audit/index.js';
import { Reader } from '../../src/platform/persistence/index.js';
import type { Providers } from '../demo/demo-people.js';
import { silences } from './silences.read-model.js';
import {
  brokenTimelines,
  coordinators,
  DUE,
  messagesLeft,
  type OpenIssue,
  openIssues,
  peoplesSteps,
  type PendingRequest,
  pendingRequests,
  wrongLoads,
} from './watch.read-model.js';

/** What must never be so. */
export const VIOLATIONS = [
  'silence-unnoticed',
  'nobody-responsible',
  'no-armed-clock',
  'window-not-swept',
  'request-without-decider',
  'colour-or-clock-differs',
  'timeline-broken',
  'step-lost-or-doubled',
  'load-wrong',
  'message-left',
  'audit-chain-broken',
] as const;
export type Violation = (typeof VIOLATIONS)[number];

/** The clock that must run in each status; of several, one of them. */
const ARMED: Readonly<Partial<Record<IssueStatus, readonly (typeof DUE)[number][]>>> = {
  submitted: ['acceptDueAt'],
  needs_info: ['infoDueAt'],
  accepted: ['assignDueAt'],
  assigned: ['signDueAt'],
  in_progress: ['progressDueAt', 'dueAt'],
  long_term: ['reviewAt'],
  done_claimed: ['verifyDueAt'],
  verified: ['ratingDueAt'],
};

/** Windows that end by themselves, so that no issue may be found beyond them once the sweeps have run. */
const WINDOWS = { needs_info: 'infoDueAt', long_term: 'reviewAt', verified: 'ratingDueAt' } as const;

/** A review is at most thirty days ahead, and is taken up again within the day. */
const LONGEST_LIMIT = 31 * DAY;

const BEING_HANDLED: readonly IssueStatus[] = ['accepted', 'assigned', 'in_progress'];

/** Looks at every open issue after every step, counts what must never be so, and keeps what ever was. */
export class Watch {
  /** By violation, the subjects at which it was seen. */
  readonly violations = new Map<Violation, Set<string>>(VIOLATIONS.map((violation) => [violation, new Set()]));
  readonly ever = {
    late: new Set<string>(),
    yellow: new Set<string>(),
    orange: new Set<string>(),
    red: new Set<string>(),
  };
  /** Issues that were looked at, counted each time. */
  looks = 0;
  issues: readonly OpenIssue[] = [];
  private requests: readonly PendingRequest[] = [];
  private offices: readonly { readonly id: string; readonly regionCode: string }[] = [];
  private readonly reader: Reader;

  constructor(
    private readonly app: Providers,
    private readonly clock: Clock,
    private readonly tree: RegionTree,
  ) {
    this.reader = app.get(Reader);
  }

  get violationCount(): number {
    return [...this.violations.values()].reduce((sum, subjects) => sum + subjects.size, 0);
  }

  /** After every step: does everything have somebody responsible and a clock? */
  async look(): Promise<void> {
    this.issues = await openIssues(this.reader);
    this.requests = await pendingRequests(this.reader);
    this.looks += this.issues.length;
    for (const issue of this.issues) {
      if (!this.isSomebodyResponsible(issue)) this.note('nobody-responsible', issue.id);
      if (!isClockArmed(issue)) this.note('no-armed-clock', issue.id);
    }
    for (const request of this.requests)
      if (!this.hasDecider(request)) this.note('request-without-decider', request.id);
  }

  /** When time has passed and nothing has been done yet: who is late, who was warned? */
  passTime(): void {
    const now = this.clock.now();
    for (const { id, status, dueAt, yellowAt, orangeAt, redAt } of this.issues) {
      if (BEING_HANDLED.includes(status) && isPast(dueAt, now)) this.ever.late.add(id);
      if (isPast(yellowAt, now + 1)) this.ever.yellow.add(id);
      if (isPast(orangeAt, now + 1)) this.ever.orange.add(id);
      if (isPast(redAt, now + 1)) this.ever.red.add(id);
    }
  }

  /** Once the sweeps have run. */
  lookAfterSweeps(): void {
    const now = this.clock.now();
    for (const issue of this.issues) {
      const window = WINDOWS[issue.status as keyof typeof WINDOWS] as (typeof DUE)[number] | undefined;
      if (window !== undefined && isPast(issue[window], now)) this.note('window-not-swept', issue.id);
    }
  }

  /** Every day: what takes longer to look at. */
  async lookClosely(): Promise<void> {
    this.offices = await coordinators(this.reader);
    await this.look();
    for (const { issueId, what } of await this.app.get(ClockVerification).differences())
      this.note('colour-or-clock-differs', `${issueId} ${what}`);
    for (const { id } of await brokenTimelines(this.reader)) this.note('timeline-broken', id);
    for (const { id } of await wrongLoads(this.reader)) this.note('load-wrong', id);
  }

  /** @param acknowledged steps of people that the product has confirmed, by issue */
  async lookAtTheEnd(acknowledged: ReadonlyMap<string, number>): Promise<void> {
    await this.lookClosely();
    const kept = new Map((await peoplesSteps(this.reader)).map(({ issueId, steps }) => [issueId, Number(steps)]));
    for (const issueId of new Set([...acknowledged.keys(), ...kept.keys()]))
      if (acknowledged.get(issueId) !== kept.get(issueId)) this.note('step-lost-or-doubled', issueId);
    for (const { number, ms, warnedAfterMs } of await silences(this.reader, this.clock.now()))
      if (ms > LONGEST_LIMIT && warnedAfterMs === null) this.note('silence-unnoticed', number);
    for (const { id } of await messagesLeft(this.reader, this.clock.now())) this.note('message-left', id);
    const { firstBroken } = await this.app.get(AuditVerification).verify();
    if (firstBroken !== null) this.note('audit-chain-broken', String(firstBroken.sequence));
  }

  /** The next instant, this one included, at which something falls due, a colour begins or a decision is missed. */
  nextDueFrom(now: Instant): Instant {
    let next = Infinity;
    const consider = (at: Instant | null): void => {
      if (at !== null && at >= now && at < next) next = at;
    };
    for (const issue of this.issues) {
      for (const name of DUE) consider(issue[name]);
      for (const at of [issue.yellowAt, issue.orangeAt, issue.redAt]) consider(at);
    }
    for (const { decideBy } of this.requests) consider(decideBy);
    return next;
  }

  private isSomebodyResponsible({ assigneeId, onDuty, regionCode, level }: OpenIssue): boolean {
    if (assigneeId !== null) return Boolean(onDuty);
    return this.isOfficeFor(this.tree.ancestorAt(regionCode, level));
  }

  private hasDecider({ requestedAt, decideBy, deciderRegionCode, requestedBy }: PendingRequest): boolean {
    return decideBy > requestedAt && deciderRegionCode !== '' && this.isOfficeFor(deciderRegionCode, requestedBy);
  }

  private isOfficeFor(regionCode: string, but?: string): boolean {
    return this.offices.some((office) => office.id !== but && this.tree.isWithin(regionCode, office.regionCode));
  }

  private note(violation: Violation, subject: string): void {
    this.violations.get(violation)!.add(subject);
  }
}

function isClockArmed(issue: OpenIssue): boolean {
  return (ARMED[issue.status] ?? []).some((name) => issue[name] !== null);
}

function isPast(at: Instant | null, now: Instant): boolean {
  return at !== null && at < now;
}
