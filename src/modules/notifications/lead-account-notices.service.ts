import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Instant } from '../../kernel/clock.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { Outbox, OutboxHandlers } from '../../platform/outbox/index.js';
import { CadreAccountClosed } from '../accounts/index.js';
import { NoticeDelivery } from './notice-delivery.service.js';
import { dutiesOf, NoticesReadModel } from './notices.read-model.js';
import { Recipients } from './recipients.service.js';

/** Kind of the message that tells of work whose lead has no account any more. */
const LEAD_ACCOUNT_CLOSED = 'notifications.lead-account-closed';

interface LeftBehind {
  readonly cadreId: string;
  readonly issues: number;
  readonly opinions: number;
  readonly at: Instant;
}

/** Tells the coordinators of the region when somebody can no longer do what is theirs to do: they hand it over. */
@Injectable()
export class LeadAccountNotices implements OnModuleInit {
  constructor(
    private readonly events: TransactionalEvents,
    private readonly outbox: Outbox,
    private readonly handlers: OutboxHandlers,
    private readonly facts: NoticesReadModel,
    private readonly recipients: Recipients,
    private readonly delivery: NoticeDelivery,
  ) {}

  onModuleInit(): void {
    this.events.on(CadreAccountClosed, async (tx, { cadreId, at }) => {
      const duties = await dutiesOf(tx, cadreId);
      if (duties.issues + duties.opinions === 0) return;
      const payload: LeftBehind = { cadreId, ...duties, at };
      await this.outbox.put(tx, { kind: LEAD_ACCOUNT_CLOSED, key: `${cadreId}:${at}`, payload });
    });
    this.handlers.register<LeftBehind>(LEAD_ACCOUNT_CLOSED, ({ payload }) => this.tell(payload));
  }

  private async tell({ cadreId, issues, opinions, at }: LeftBehind): Promise<void> {
    const cadre = await this.facts.cadre(cadreId);
    if (cadre === null) return;
    const cause = `lead-account-closed:${cadreId}:${at}`;
    const notice = { cause, kind: 'lead-account-closed', issueId: null, standsInFor: null, createdAt: at } as const;
    const params = { cadre: { id: cadreId, name: cadre.name }, issues, opinions };
    const told = await this.recipients.coordinatorsOf(cadre.regionCode);
    await this.delivery.deliver(told.map(({ userId }) => ({ ...notice, params, userId })));
  }
}
