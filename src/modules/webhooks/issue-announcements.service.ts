import { Injectable } from '@nestjs/common';
import { SYSTEM_ACTOR } from '../../kernel/actor.js';
import { IdSource } from '../../kernel/ids.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { Outbox } from '../../platform/outbox/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import { IssueChanged, IssueColourBegan, type IssueState, IssuesReadModel } from '../issues/index.js';
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
    private readonly issues: IssuesReadModel,
    private readonly webhooks: Webhooks,
    private readonly outbox: Outbox,
    private readonly ids: IdSource,
  ) {
    events.on(IssueChanged, (tx, { action, at, issue }) => this.put(tx, { type: action, at }, () => issue.state));
    events.on(IssueColourBegan, (tx, { issueId, colour, at }) =>
      this.put(tx, { type: `colour.${colour}`, at }, async () => (await this.issues.one(SYSTEM_ACTOR, issueId)).issue),
    );
  }

  private async put(
    tx: Tx,
    { type, at }: Pick<Happened, 'type' | 'at'>,
    stateOf: () => IssueState | Promise<IssueState>,
  ): Promise<void> {
    const webhooks = await this.webhooks.all();
    if (!webhooks.some(({ active, events }) => active && events.includes(type))) return;
    const state = await stateOf();
    const payload: Happened = { type, at, issue: noticeOf(state), facts: state.facts };
    await this.outbox.put(tx, { kind: ISSUE_KIND, key: this.ids.next(), lane: ISSUE_KIND, payload });
  }
}
