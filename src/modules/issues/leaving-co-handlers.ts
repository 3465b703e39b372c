import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { CadreLeft } from '../cadres/index.js';
import { IssueStore } from './issue.store.js';
import { owesOpinions } from './issues.errors.js';

/** Nobody is taken off duty from whom an opinion is still wanted. */
@Injectable()
export class LeavingCoHandlers implements OnModuleInit {
  constructor(
    private readonly events: TransactionalEvents,
    private readonly store: IssueStore,
  ) {}

  onModuleInit(): void {
    this.events.on(CadreLeft, async (tx, { cadreId }) => {
      const owed = await this.store.opinionsOwedBy(tx, cadreId);
      if (owed.length > 0) throw owesOpinions(owed.length);
    });
  }
}
