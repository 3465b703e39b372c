import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, MINUTE } from '../../kernel/clock.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { Outbox } from '../../platform/outbox/index.js';
import { UnitOfWork } from '../../platform/persistence/index.js';
import { Sweeps } from '../../platform/scheduling/index.js';
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
    this.sweeps.register({ name: 'colours', every: MINUTE, atStart: true, run: () => this.sweep() });
  }

  private async sweep(): Promise<{ told: number }> {
    let told = 0;
    for (let more = true; more;) {
      const untold = await this.colours.untold(this.clock.now(), AT_ONCE);
      let noted = 0;
      for (const colour of untold) if (await this.tell(colour)) noted += 1;
      told += noted;
      // None at all means that another process is faster, or that they have changed meanwhile.
      more = untold.length === AT_ONCE && noted > 0;
    }
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
