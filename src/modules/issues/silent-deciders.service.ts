import { Injectable } from '@nestjs/common';
import { SYSTEM_ACTOR } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { Reader, UnitOfWork } from '../../platform/persistence/index.js';
import { type Attempt, workThrough } from '../../platform/scheduling/index.js';
import { Regions } from '../regions/index.js';
import { IssueStore } from './issue.store.js';
import { IssueTransitions } from './issue-transitions.service.js';
import { type OverdueRequest, overdueRequests } from './silent-deciders.read-model.js';

const AT_ONCE = 500;

/** A request that nobody decides in time goes one level up; at the top it stays, overdue, and its decider is reminded. */
@Injectable()
export class SilentDeciders {
  constructor(
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
    private readonly store: IssueStore,
    private readonly transitions: IssueTransitions,
    private readonly regions: Regions,
    private readonly clock: Clock,
  ) {}

  /**
   * Every level has its own time from the moment at which the request reaches it, also after Zhuqi stood still: so a
   * sweep moves a request by one level, or reminds once, and safely runs twice and in several processes, since each
   * request is looked at again in the unit of work that changes it.
   * @returns how many were moved, or had their decider reminded
   */
  async sweep(attempt: Attempt): Promise<number> {
    const tree = await this.regions.tree();
    if (tree.all().length === 0) return 0;
    const now = this.clock.now();
    return workThrough(
      (passedOver) => overdueRequests(this.reader, { now, most: AT_ONCE, passedOver }),
      (request) => attempt(request.issueId, () => this.moveOn(request)),
    );
  }

  private async moveOn({ id: requestId, issueId }: OverdueRequest): Promise<boolean> {
    const tree = await this.regions.tree();
    return this.unitOfWork.run(async (tx) => {
      const issue = await this.store.load(tx, issueId);
      const request = issue?.surroundings.requests.find(({ id }) => id === requestId);
      if (!issue || !request || request.decideBy >= this.clock.now()) return false;
      const deciderRegionCode = tree.upper(request.deciderRegionCode);
      const action = deciderRegionCode === request.deciderRegionCode ? 'remind-decider' : 'move-up';
      const step = { actor: SYSTEM_ACTOR, input: { requestId, deciderRegionCode }, requestId: 'sweep' };
      await this.transitions.perform(tx, issue, { action, ...step });
      await this.transitions.save(tx, issue);
      return true;
    });
  }
}
