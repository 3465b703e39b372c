import { Injectable } from '@nestjs/common';
import { SYSTEM_ACTOR } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { Reader, UnitOfWork } from '../../platform/persistence/index.js';
import { IssueStore } from './issue.store.js';
import { IssueTransitions } from './issue-transitions.service.js';
import { dueWindows, isWindowOver, type LapsedWindow } from './issue-windows.read-model.js';

/** Issues that one sweep moves on; the next sweep takes the rest. */
const MOST_IN_A_SWEEP = 500;

/** Windows that end by themselves: the time to rate, and the review date of long-term handling. */
@Injectable()
export class IssueWindows {
  constructor(
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
    private readonly store: IssueStore,
    private readonly transitions: IssueTransitions,
    private readonly clock: Clock,
  ) {}

  /**
   * Moves on every issue whose window is over, oldest first; safe to run twice and in several processes, since each
   * issue is looked at again in the unit of work that changes it.
   * @returns how many were moved on
   */
  async sweep(): Promise<number> {
    const windows = await dueWindows(this.reader, this.clock.now(), MOST_IN_A_SWEEP);
    let moved = 0;
    for (const window of windows) if (await this.moveOn(window)) moved += 1;
    return moved;
  }

  private moveOn({ issueId, action }: LapsedWindow): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      const issue = await this.store.load(tx, issueId);
      if (issue === null || !isWindowOver(action, issue.state, this.clock.now())) return false;
      await this.transitions.perform(tx, issue, { action, actor: SYSTEM_ACTOR, input: {}, requestId: 'sweep' });
      await this.transitions.save(tx, issue);
      return true;
    });
  }
}
