import type { Actor } from '../../kernel/actor.js';
import type { Instant } from '../../kernel/clock.js';
import type { ClockFact } from './domain/clock-fact.js';
import type { IssueAction } from './domain/issue-lifecycle.js';
import type { IssueState } from './domain/issue-types.js';
import type { IssueCase } from './issue-case.js';

/**
 * A transition has been applied and is about to be recorded. Deadlines set their clocks on the issue; routing looks
 * for a lead. Handlers change `issue` through `change`; what leads to further transitions goes to `afterwards`.
 */
export class IssueChanged {
  /** What has happened to the clocks of the issue; kept with the timeline entry. */
  readonly clockFacts: ClockFact[] = [];
  /** Runs after every handler has seen this transition, in the same unit of work. */
  readonly afterwards: (() => Promise<void>)[] = [];

  readonly action: IssueAction;
  readonly actor: Actor;
  readonly requestId: string;

  constructor(
    readonly issue: IssueCase,
    step: { readonly action: IssueAction; readonly actor: Actor; readonly requestId: string },
    readonly details: Readonly<Record<string, unknown>>,
    readonly at: Instant,
    /** As it was before this transition. */
    readonly previous: Readonly<IssueState>,
  ) {
    this.action = step.action;
    this.actor = step.actor;
    this.requestId = step.requestId;
  }
}

/** Somebody is to call the enterprise back: the issue was drawn for it, or the call is late. Nobody who handles it hears of it. */
export class CallBackWanted {
  constructor(
    readonly issueId: string,
    readonly taskId: string,
    readonly call: { readonly dueAt: Instant; readonly late: boolean },
    readonly at: Instant,
  ) {}
}

/** A colour of an open issue has begun and was noticed for the first time. */
export class IssueColourBegan {
  constructor(
    readonly issueId: string,
    readonly colour: 'yellow' | 'orange' | 'red',
    readonly at: Instant,
  ) {}
}
