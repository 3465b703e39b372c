import type { Actor } from '../../kernel/actor.js';
import type { Instant } from '../../kernel/clock.js';
import type { IssueAction } from './domain/issue-lifecycle.js';
import type { IssueCase } from './issue-case.js';

/**
 * A transition has been applied and is about to be recorded. Deadlines set their clocks on the issue; routing looks
 * for a lead. Handlers change `issue` through `change`; what leads to further transitions goes to `afterwards`.
 */
export class IssueChanged {
  /** Runs after every handler has seen this transition, in the same unit of work. */
  readonly afterwards: (() => Promise<void>)[] = [];

  constructor(
    readonly issue: IssueCase,
    readonly action: IssueAction,
    readonly actor: Actor,
    readonly details: Readonly<Record<string, unknown>>,
    readonly at: Instant,
    readonly requestId: string,
  ) {}
}
