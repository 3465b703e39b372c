import { Injectable } from '@nestjs/common';
import { SYSTEM_ACTOR } from '../../kernel/actor.js';
import type { Tx } from '../../platform/persistence/index.js';
import type { IssueState } from './domain/issue-types.js';
import { IssueStore } from './issue.store.js';
import { IssueTransitions, type Step } from './issue-transitions.service.js';

/** What Zhuqi itself does to an issue. */
type SystemStep = Pick<Step, 'action' | 'input' | 'requestId' | 'orderedBy'>;

/** Steps that nobody takes on the issue itself: an hour has come, or somebody has changed a rule for all of them. */
@Injectable()
export class IssueSystemSteps {
  constructor(
    private readonly store: IssueStore,
    private readonly transitions: IssueTransitions,
  ) {}

  /**
   * @param isWanted whether it is still to be done, now that the issue is locked
   * @returns whether it was done
   */
  async take(tx: Tx, issueId: string, step: SystemStep, isWanted: (issue: IssueState) => boolean): Promise<boolean> {
    const issue = await this.store.load(tx, issueId);
    if (issue === null || !isWanted(issue.state)) return false;
    await this.transitions.perform(tx, issue, { ...step, actor: SYSTEM_ACTOR });
    await this.transitions.save(tx, issue);
    return true;
  }
}
