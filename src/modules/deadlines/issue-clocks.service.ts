import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { IssueChanged } from '../issues/index.js';
import { ReferenceData } from '../reference/index.js';
import { Calendars } from './calendar.service.js';
import { clocksAfter } from './domain/issue-clocks.js';
import { dueAt } from './domain/deadline.js';
import { choosePolicy, type ClockLimits, DEFAULT_LIMITS } from './domain/sla-policy.js';
import { Policies } from './policies.service.js';

/** Sets and stops the clocks of an issue in the unit of work that changes it. */
@Injectable()
export class IssueClocks implements OnModuleInit {
  constructor(
    private readonly events: TransactionalEvents,
    private readonly calendars: Calendars,
    private readonly policies: Policies,
    private readonly reference: ReferenceData,
  ) {}

  onModuleInit(): void {
    this.events.on(IssueChanged, (_tx, changed) => this.follow(changed));
  }

  private async follow(changed: IssueChanged): Promise<void> {
    const { issue, action, details, at } = changed;
    const calendar = await this.calendars.current();
    const limits = await this.limitsFor(changed);
    // An opinion is due when a word of progress would be.
    const opinionDueAt = dueAt(calendar, at, limits.progress).at;
    issue.giveDates((workingDays) => calendar.addWorkingDays(at, workingDays).at, opinionDueAt);
    const step = { before: changed.previous, issue: issue.state, details, limits, calendar, at };
    const { changes, facts } = clocksAfter(action, step);
    issue.change(changes);
    changed.clockFacts.push(...facts);
  }

  private async limitsFor({ issue, at }: IssueChanged): Promise<ClockLimits> {
    const { categoryCode, urgency, level } = issue.state;
    const policies = await this.policies.all();
    const categories = await this.reference.categories();
    const need = { categoryPath: categories.path(categoryCode), urgency, level };
    return choosePolicy(policies, need, at)?.limits ?? DEFAULT_LIMITS;
  }
}
