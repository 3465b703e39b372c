import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Reader, UnitOfWork } from '../../platform/persistence/index.js';
import { type Attempt, workThrough } from '../../platform/scheduling/index.js';
import { IssueSystemSteps } from './issue-system-steps.service.js';
import { dueWindows, isWindowOver, type LapsedWindow } from './issue-windows.read-model.js';

const AT_ONCE = 500;

/** Windows that end by themselves: the time to answer a question, to rate, and the review date of long-term handling. */
@Injectable()
export class IssueWindows {
  constructor(
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
    private readonly steps: IssueSystemSteps,
    private readonly clock: Clock,
  ) {}

  /**
   * Moves on every issue whose window is over, oldest first; safe to run twice and in several processes, since each
   * issue is looked at again in the unit of work that changes it.
   * @returns how many were moved on
   */
  sweep(attempt: Attempt): Promise<number> {
    const now = this.clock.now();
    return workThrough(
      (passedOver) => dueWindows(this.reader, { now, most: AT_ONCE, passedOver }),
      (window) => attempt(window.issueId, () => this.moveOn(window)),
    );
  }

  private moveOn({ issueId, action }: LapsedWindow): Promise<boolean> {
    const step = { action, input: {}, requestId: 'sweep' };
    return this.unitOfWork.run((tx) =>
      this.steps.take(tx, issueId, step, (issue) => isWindowOver(action, issue, this.clock.now())),
    );
  }
}
