import { Injectable } from '@nestjs/common';
import { IdSource } from '../../kernel/ids.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { Outbox } from '../../platform/outbox/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import { IssueChanged } from '../issues/index.js';
import { noticeOf } from './domain/issue-notice.js';
import { type Happened, ISSUE_KIND } from './webhook-lanes.js';
import { Webhooks } from './webhooks.service.js';

/**
 * Puts what happens to an issue into the outbox, once and in its unit of work; who is told is found out afterwards, of
 * one after the other, so that everybody is told in that order.
 */
@Injectable()
export class IssueAnnouncements {
  constructor(
    events: TransactionalEvents,
    private readonly webhooks: Webhooks,
    private readonly outbox: Outbox,
    private readonly ids: IdSource,
  ) {
    events.on(IssueChanged, (tx, changed) => this.put(tx, changed));
  }

  private async put(tx: Tx, { issue, action, at }: IssueChanged): Promise<void> {
    const webhooks = await this.webhooks.all();
    if (!webhooks.some(({ active, events }) => active && events.includes(action))) return;
    const payload: Happened = { type: action, at, issue: noticeOf(issue.state), facts: issue.state.facts };
    await this.outbox.put(tx, { kind: ISSUE_KIND, key: this.ids.next(), lane: ISSUE_KIND, payload });
  }
}
