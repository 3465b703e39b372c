import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, DAY, MINUTE } from '../../kernel/clock.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { Reader, UnitOfWork } from '../../platform/persistence/index.js';
import { type Attempt, Sweeps, workThrough } from '../../platform/scheduling/index.js';
import { CallBackWanted } from '../issues/index.js';
import { CallBackTasksStore, type LateTask } from './call-back-tasks.store.js';

const AT_ONCE = 200;
const AGAIN_AFTER = 7 * DAY;

/** Reminds of calls that nobody has made in time, and again every week until somebody does. */
@Injectable()
export class LateCallBacks implements OnModuleInit {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly store: CallBackTasksStore,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
    private readonly events: TransactionalEvents,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.sweeps.register({ name: 'late-call-backs', every: 10 * MINUTE, run: (attempt) => this.sweep(attempt) });
  }

  private async sweep(attempt: Attempt): Promise<{ reminded: number }> {
    const now = this.clock.now();
    const reminded = await workThrough(
      (passedOver) => this.store.late(this.reader, { now, since: now - AGAIN_AFTER, most: AT_ONCE, passedOver }),
      (task) => attempt(task.id, () => this.remind(task)),
    );
    return { reminded };
  }

  private remind({ id, issueId, dueAt }: LateTask): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      if (!(await this.store.remind(tx, id, { now, since: now - AGAIN_AFTER }))) return false;
      await this.events.emit(tx, new CallBackWanted(issueId, id, { dueAt, late: true }, now));
      return true;
    });
  }
}
