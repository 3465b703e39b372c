import { iso } from '../../src/kernel/clock.js';
import { atTime } from '../../src/kernel/local-date.js';
import { NO_CLOCKS } from '../../src/modules/deadlines/domain/clock-facts.js';
import type { ClockedIssue, IssueClocks } from '../../src/modules/deadlines/domain/clocked-issue.js';
import { type ClockedAction, clocksAfter } from '../../src/modules/deadlines/domain/issue-clocks.js';
import { type ClockLimits, DEFAULT_LIMITS } from '../../src/modules/deadlines/domain/sla-policy.js';
import { DEFAULT_OFFICE_HOURS, WorkingCalendar } from '../../src/modules/deadlines/domain/working-calendar.js';

/** 2024 around Labour Day, with its make-up days; 2025 has not been published. */
const calendar = new WorkingCalendar(
  {
    knownYears: new Set([2024]),
    holidays: new Set(['2024-05-01', '2024-05-02', '2024-05-03', '2024-05-04', '2024-05-05']),
    makeUpDays: new Set(['2024-04-28', '2024-05-11']),
  },
  new Map(),
  DEFAULT_OFFICE_HOURS,
);

export type Status = ClockedIssue['status'];
/** An issue with its instants as wall-clock texts `MM-DD HH:MM` of 2024. */
export type Told = Partial<Record<keyof ClockedIssue, string | number | boolean | null>>;

export const at = (text: string): number => atTime(`2024-${text.slice(0, 5)}`, text.slice(6));
const text = (instant: number): string =>
  iso(instant + 8 * 3_600_000)
    .slice(5, 16)
    .replace('T', ' ');
const isInstant = (name: string): boolean => name.endsWith('At') || name === 'extendUntil';
const read = (told: Told) =>
  Object.fromEntries(
    Object.entries(told).map(([name, value]) => [
      name,
      typeof value === 'string' && isInstant(name) ? at(value) : value,
    ]),
  ) as Partial<ClockedIssue>;

const NEW: ClockedIssue = {
  status: 'submitted',
  submittedAt: at('04-08 09:00'),
  acceptedAt: null,
  firstContactAt: null,
  secondReturnAt: null,
  secondReworkAt: null,
  requestDueAt: null,
  opinionDueAt: null,
  answerDueAt: null,
  ...NO_CLOCKS,
  extendUntil: null,
  yellowAt: null,
  orangeAt: null,
  redAt: null,
  handlingTenths: null,
};

/** Accepted on Monday, 8 April at 10:00, due on Wednesday, 17 April. */
export const ACCEPTED: Told = {
  acceptedAt: '04-08 10:00',
  finishStartedAt: '04-08 10:00',
  dueAt: '04-17 18:00',
  originalDueAt: '04-17 18:00',
};
export const CONTACTED: Told = { ...ACCEPTED, contactDueAt: '04-09 18:00', firstContactAt: '04-09 11:00' };
export const HANDLED: Told = { ...CONTACTED, progressDueAt: '04-12 18:00' };

export interface Case {
  readonly action: ClockedAction;
  /** The status after the action. */
  readonly to: Status;
  readonly before?: Told;
  readonly on?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly limits?: Partial<ClockLimits>;
}

export function changesOf({ action, to, before = {}, on = '04-15 10:00', details = {}, limits = {} }: Case) {
  const issue: ClockedIssue = { ...NEW, ...read(before), status: to };
  const step = { before: issue, issue, details, limits: { ...DEFAULT_LIMITS, ...limits }, calendar, at: at(on) };
  return { issue, ...clocksAfter(action, step) };
}

const FOLLOWING = new Set(['extendUntil', 'yellowAt', 'orangeAt', 'redAt']);

/** Everything that the action changed except what follows from it, as texts. */
export function changed(given: Case): Told {
  const { issue, changes } = changesOf(given);
  return told(
    Object.entries(changes).filter(
      ([name, value]) => !FOLLOWING.has(name) && value !== issue[name as keyof IssueClocks],
    ),
  );
}

/** What follows from the clocks, as texts. */
export function following(given: Case): Told {
  return told(Object.entries(changesOf(given).changes).filter(([name]) => FOLLOWING.has(name)));
}

const told = (entries: [string, unknown][]): Told =>
  Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'number' && isInstant(name) ? text(value) : value]),
  ) as Told;
