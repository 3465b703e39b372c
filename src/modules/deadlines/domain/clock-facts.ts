import type { Instant } from '../../../kernel/clock.js';
import type { IssueClocks } from './clocked-issue.js';
import { dueAt, resumeDue, type TimeLimit } from './deadline.js';
import type { ClockName } from './sla-policy.js';
import type { WorkingCalendar } from './working-calendar.js';

export type ClockFactKind =
  | 'started' // it runs from `at`, for the limit or to an agreed instant
  | 'paused' // it stands still from `at`
  | 'resumed' // it goes on at `at` with what was left when it stopped
  | 'extended' // it is due at an agreed instant, unless it was due later anyway
  | 'recalculated' // it is due at the instant that follows from another policy
  | 'stopped' // what it waited for has come, or the issue has ended
  | 'cancelled'; // nobody is to do it any more

/** A clock that facts are about; `rework` is a limit for another run of the finish clock. */
export type FactClock = Exclude<ClockName, 'rework'>;

/** One thing that happened to one clock; see `clock-fact.ts` of the issues, where it is kept. */
export interface ClockFact {
  readonly clock: FactClock;
  readonly kind: ClockFactKind;
  readonly at: Instant;
  readonly limit: (TimeLimit & { readonly name: ClockName }) | null;
  readonly stoppedAt: Instant | null;
  readonly dueAt: Instant | null;
  readonly reason: string | null;
  readonly until: Instant | null;
}

/** The instants that follow from facts alone; what follows from those and the issue is left out. */
export type FactInstants = Omit<IssueClocks, 'extendUntil' | 'yellowAt' | 'orangeAt' | 'redAt' | 'handlingTenths'>;

/** Where each clock keeps the instant at which it is due. */
export const DUE_COLUMN = {
  accept: 'acceptDueAt',
  assign: 'assignDueAt',
  sign: 'signDueAt',
  contact: 'contactDueAt',
  progress: 'progressDueAt',
  finish: 'dueAt',
  rating: 'ratingDueAt',
  unhappyContact: 'unhappyContactDueAt',
  review: 'reviewAt',
  info: 'infoDueAt',
  verify: 'verifyDueAt',
  statutory: 'statutoryDueAt',
} as const satisfies Record<FactClock, keyof FactInstants>;

/** Clocks whose due instant stays when they stop: rates and the next round compare with it. */
const KEPT: readonly FactClock[] = ['contact', 'finish', 'statutory'];
/** The two clocks that can stand still; an issue has one of them at a time. */
const PAUSABLE: readonly FactClock[] = ['accept', 'finish'];

export const NO_CLOCKS: FactInstants = {
  acceptDueAt: null,
  assignDueAt: null,
  signDueAt: null,
  contactDueAt: null,
  progressDueAt: null,
  finishStartedAt: null,
  dueAt: null,
  originalDueAt: null,
  dueProvisional: false,
  ratingDueAt: null,
  unhappyContactDueAt: null,
  reviewAt: null,
  pausedAt: null,
  infoDueAt: null,
  verifyDueAt: null,
  statutoryDueAt: null,
};

/** The instants of an issue to which all this has happened, in this order. */
export function instantsFrom(facts: readonly ClockFact[], calendar: WorkingCalendar): FactInstants {
  return facts.reduce((instants, fact) => ({ ...instants, ...changesBy(instants, fact, calendar) }), NO_CLOCKS);
}

/** What one fact changes. */
export function changesBy(before: FactInstants, fact: ClockFact, calendar: WorkingCalendar): Partial<FactInstants> {
  switch (fact.kind) {
    case 'started':
      return started(before, fact, calendar);
    case 'paused':
      return { pausedAt: fact.at };
    case 'resumed':
      return { ...resumed(before, fact, calendar), pausedAt: null };
    case 'extended':
      return extended(before, fact);
    case 'recalculated':
      return recalculated(fact, calendar);
    case 'stopped':
    case 'cancelled':
      return ended(fact);
  }
}

function started(before: FactInstants, fact: ClockFact, calendar: WorkingCalendar): Partial<FactInstants> {
  const { clock, at, limit } = fact;
  if (limit === null) return { [DUE_COLUMN[clock]]: fact.dueAt };
  const due = dueAt(calendar, at, limit);
  if (clock !== 'finish') return { [DUE_COLUMN[clock]]: due.at };
  const begun = { finishStartedAt: at, pausedAt: null };
  if (before.dueAt === null) {
    return { ...begun, dueAt: due.at, originalDueAt: due.at, dueProvisional: due.provisional };
  }
  // A new handling gets the limit for rework, or what is left if that is more.
  return due.at > before.dueAt ? { ...begun, dueAt: due.at, dueProvisional: due.provisional } : begun;
}

function resumed(before: FactInstants, fact: ClockFact, calendar: WorkingCalendar): Partial<FactInstants> {
  const due = before[DUE_COLUMN[fact.clock]] as Instant | null;
  const stoppedAt = fact.stoppedAt ?? before.pausedAt;
  if (due === null || stoppedAt === null) return {};
  // The clock of a machine may be set back a little between the two.
  const stopped = Math.min(stoppedAt, fact.at);
  const goesOn = resumeDue(calendar, { dueAt: due, stoppedAt: stopped, resumedAt: fact.at });
  if (fact.clock === 'accept') return { acceptDueAt: goesOn.at };
  if (goesOn.at === due) return {};
  const used = calendar.workingMinutesBetween(before.finishStartedAt ?? stopped, stopped);
  return {
    finishStartedAt: calendar.addWorkingMinutes(fact.at, -used).at,
    dueAt: goesOn.at,
    dueProvisional: before.dueProvisional || goesOn.provisional,
  };
}

// An extension that was agreed while the clock had already been moved further does not move it back. A date that people
// have agreed on is not reckoned, so no missing calendar can make it wrong.
function extended(before: FactInstants, { dueAt: agreed }: ClockFact): Partial<FactInstants> {
  if (before.dueAt !== null && before.dueAt >= agreed!) return {};
  return { dueAt: agreed, dueProvisional: false };
}

function recalculated({ clock, at, dueAt: due }: ClockFact, calendar: WorkingCalendar): Partial<FactInstants> {
  const changes = { [DUE_COLUMN[clock]]: due };
  return clock === 'finish' ? { ...changes, dueProvisional: calendar.isProvisional(at, due!) } : changes;
}

function ended({ clock, kind }: ClockFact): Partial<FactInstants> {
  const stays = KEPT.includes(clock) && kind === 'stopped';
  return {
    ...(stays ? {} : { [DUE_COLUMN[clock]]: null }),
    ...(PAUSABLE.includes(clock) ? { pausedAt: null } : {}),
  };
}
