import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, MINUTE } from '../../kernel/clock.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { Outbox } from '../../platform/outbox/index.js';
import { UnitOfWork } from '../../platform/persistence/index.js';
import { type Attempt, Sweeps, workThrough } from '../../platform/scheduling/index.js';
import { IssueColourBegan } from '../issues/index.js';
import { type BegunColour, ColoursStore } from './colours.store.js';
import { COLOUR_BEGUN, type ColourBegun } from './notice-fan-out.service.js';

const AT_ONCE = 200;

/** Notices when a colour begins; what began while no process was there is told when one is, in order. */
@Injectable()
export class ColourSweep implements OnModuleInit {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly colours: ColoursStore,
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly events: TransactionalEvents,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.sweeps.register({ name: 'colours', every: MINUTE, atStart: true, run: (attempt) => this.sweep(attempt) });
  }

  private async sweep(attempt: Attempt): Promise<{ told: number }> {
    const told = await workThrough(
      (passedOver) => this.colours.untold(this.clock.now(), AT_ONCE, passedOver),
      (begun) => attempt(begun.issueId, () => this.tell(begun)),
    );
    return { told };
  }

  private tell(begun: BegunColour): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      const isStill = await this.colours.isPresent(tx, begun, now);
      if (!isStill || !(await this.colours.note(tx, begun, now))) return false;
      const { issueId, colour, begunAt } = begun;
      const payload: ColourBegun = { issueId, colour, begunAt };
      await this.events.emit(tx, new IssueColourBegan(issueId, colour, begunAt));
      // A lane of their own, so that they are told in the order in which they began.
      const key = `${issueId}:${colour}:${begunAt}`;
      await this.outbox.put(tx, { kind: COLOUR_BEGUN, key, lane: COLOUR_BEGUN, payload });
      return true;
    });
  }
}
