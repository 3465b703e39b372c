import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Reader, UnitOfWork } from '../../platform/persistence/index.js';
import { IssueSystemSteps } from './issue-system-steps.service.js';
import { dueWindows, isWindowOver, type LapsedWindow } from './issue-windows.read-model.js';

/** Issues that one sweep moves on; the next sweep takes the rest. */
const MOST_IN_A_SWEEP = 500;

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
  async sweep(): Promise<number> {
    const windows = await dueWindows(this.reader, this.clock.now(), MOST_IN_A_SWEEP);
    let moved = 0;
    for (const window of windows) if (await this.moveOn(window)) moved += 1;
    return moved;
  }

  private moveOn({ issueId, action }: LapsedWindow): Promise<boolean> {
    const step = { action, input: {}, requestId: 'sweep' };
    return this.unitOfWork.run((tx) =>
      this.steps.take(tx, issueId, step, (issue) => isWindowOver(action, issue, this.clock.now())),
    );
  }
}
