import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { Outbox } from '../../platform/outbox/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import { type IssueCase, IssueChanged } from '../issues/index.js';
import { isHeard } from './domain/notice-rules.js';

/** Kind of the message that tells of steps in the life of an issue. */
export const ISSUE_STEPS = 'notifications.issue-steps';

export interface IssueSteps {
  readonly eventIds: readonly string[];
}

/** Puts one message into the unit of work that changes an issue; who hears of it is found out afterwards. */
@Injectable()
export class NoticeCauses implements OnModuleInit {
  private readonly known = new WeakSet<IssueCase>();

  constructor(
    private readonly events: TransactionalEvents,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.events.on(IssueChanged, (tx, changed) => this.note(tx, changed));
  }

  private note(tx: Tx, { issue, action }: IssueChanged): Promise<void> {
    if (isHeard(action) && !this.known.has(issue)) {
      this.known.add(issue);
      tx.asLastStep(() => this.put(tx, issue));
    }
    return Promise.resolve();
  }

  private put(tx: Tx, { occurrences }: IssueCase): Promise<void> {
    const eventIds = occurrences.filter(({ action }) => isHeard(action)).map(({ id }) => id);
    return this.outbox.put(tx, { kind: ISSUE_STEPS, key: eventIds[0]!, payload: { eventIds } satisfies IssueSteps });
  }
}
