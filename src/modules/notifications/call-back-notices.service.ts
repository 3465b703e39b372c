import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Instant } from '../../kernel/clock.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { Outbox, OutboxHandlers } from '../../platform/outbox/index.js';
import { CallBackWanted } from '../issues/index.js';
import { noticesOfCallBack } from './domain/notice-rules.js';
import { NoticeDelivery } from './notice-delivery.service.js';
import { NoticesReadModel } from './notices.read-model.js';
import { NO_STEP, Recipients } from './recipients.service.js';

/** Kind of the message that tells of calls to make. */
const CALL_BACK_WANTED = 'notifications.call-back-wanted';

interface Wanted {
  readonly issueId: string;
  readonly taskId: string;
  readonly dueAt: Instant;
  readonly late: boolean;
  readonly at: Instant;
}

/** Tells whoever may call an enterprise back that a call is waited for; who that is, is found out when it is told. */
@Injectable()
export class CallBackNotices implements OnModuleInit {
  constructor(
    private readonly events: TransactionalEvents,
    private readonly outbox: Outbox,
    private readonly handlers: OutboxHandlers,
    private readonly facts: NoticesReadModel,
    private readonly recipients: Recipients,
    private readonly delivery: NoticeDelivery,
  ) {}

  onModuleInit(): void {
    this.events.on(CallBackWanted, (tx, { issueId, taskId, call, at }) => {
      const payload: Wanted = { issueId, taskId, ...call, at };
      return this.outbox.put(tx, { kind: CALL_BACK_WANTED, key: `${taskId}:${at}`, payload });
    });
    this.handlers.register<Wanted>(CALL_BACK_WANTED, ({ payload }) => this.tell(payload));
  }

  private async tell({ issueId, taskId, dueAt, late, at }: Wanted): Promise<void> {
    const issue = await this.facts.issue(issueId);
    if (issue === null) return;
    const told = await this.recipients.of(noticesOfCallBack(late), {
      ...{ ...NO_STEP, issue, leadId: issue.assigneeId },
      callers: await this.facts.callers(issueId),
      coHandlerIds: await this.facts.coHandlerIds(issueId),
    });
    const notice = { cause: `call-back:${taskId}:${at}`, issueId, params: { callBy: dueAt }, createdAt: at };
    await this.delivery.deliver(
      told.map(({ user, kind, standsInFor }) => ({ ...notice, userId: user.userId, kind, standsInFor })),
    );
  }
}
