import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { CadreLeft, Cadres } from '../cadres/index.js';
import { Pairings } from '../enterprises/index.js';
import { IssueStore } from './issue.store.js';
import { looksAfter, owesOpinions } from './issues.errors.js';

/** Nobody is taken off duty from whom an opinion is still wanted, or whom an enterprise counts on and for whom nobody acts. */
@Injectable()
export class LeavingCadres implements OnModuleInit {
  constructor(
    private readonly events: TransactionalEvents,
    private readonly store: IssueStore,
    private readonly pairings: Pairings,
    private readonly cadres: Cadres,
  ) {}

  onModuleInit(): void {
    this.events.on(CadreLeft, async (tx, { cadreId }) => {
      const owed = await this.store.opinionsOwedBy(tx, cadreId);
      if (owed.length > 0) throw owesOpinions(owed.length);
      const paired = await this.pairings.countLastingOf(tx, cadreId);
      if (paired > 0 && (await this.cadres.standInFor(tx, cadreId)) === null) throw looksAfter(paired);
    });
  }
}
