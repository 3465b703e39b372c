import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM_ACTOR } from '../../kernel/actor.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import type { Tx } from '../../platform/persistence/index.js';
import { type IssueCase, IssueChanged, IssueTransitions } from '../issues/index.js';
import type { Candidate } from './domain/assignment-policy.js';
import { LeadFinder } from './lead-finder.service.js';
import { leavingCadreId, namedWithoutRule, needsLead, suggestedDepartmentId } from './routing-occasions.js';

/** Finds a lead for every issue that needs one, in the unit of work in which it comes to need one. */
@Injectable()
export class Routing implements OnModuleInit {
  constructor(
    private readonly events: TransactionalEvents,
    private readonly finder: LeadFinder,
    private readonly transitions: IssueTransitions,
  ) {}

  onModuleInit(): void {
    this.events.on(IssueChanged, (tx, event) => this.react(tx, event));
  }

  private react(tx: Tx, event: IssueChanged): Promise<void> {
    const decision = namedWithoutRule(event);
    if (decision !== null) event.issue.change({ routing: decision });
    if (needsLead(event)) event.afterwards.push(() => this.route(tx, event));
    return Promise.resolve();
  }

  private async route(tx: Tx, event: IssueChanged): Promise<void> {
    const { issue, at, requestId } = event;
    const { cadre, decision } = await this.finder.find(tx, issue.state, {
      at,
      leavingCadreId: leavingCadreId(event),
      suggestedDepartmentId: suggestedDepartmentId(event),
    });
    issue.change({ routing: decision });
    if (cadre === null) return;
    const step = { actor: SYSTEM_ACTOR, requestId };
    if (issue.state.status === 'submitted') {
      await this.transitions.perform(tx, issue, { ...step, action: 'accept', input: {} });
    }
    const { id, name, departmentId } = cadre;
    const input = { cadreId: id, ...withoutCoHandler(issue, cadre) };
    await this.transitions.perform(tx, issue, { ...step, action: 'assign', input, lead: { id, name, departmentId } });
  }
}

// The lead is not a supporter of themselves: a co-handler who becomes the lead ceases to be one.
function withoutCoHandler({ surroundings }: IssueCase, { id }: Candidate): { coHandlerIds?: string[] } {
  const { coHandlerIds } = surroundings;
  return coHandlerIds.includes(id) ? { coHandlerIds: coHandlerIds.filter((each) => each !== id) } : {};
}
