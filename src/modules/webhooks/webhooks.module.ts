import { Module } from '@nestjs/common';
import { DeliveryFailure, OutboxHandlers, PermanentFailure } from '../../platform/outbox/index.js';
import { IssuesModule } from '../issues/index.js';
import { RegionsModule } from '../regions/index.js';
import { IssueAnnouncements } from './issue-announcements.service.js';
import { TargetGone } from './webhook-answers.js';
import { WebhookDeliveriesController } from './webhook-deliveries.controller.js';
import { WebhookDeliveries } from './webhook-deliveries.service.js';
import { WebhookDelivery } from './webhook-delivery.service.js';
import { WebhookEditing } from './webhook-editing.service.js';
import { WebhookFanOut } from './webhook-fan-out.service.js';
import { WebhookHealth } from './webhook-health.service.js';
import { DELIVERY_KIND, type Telling } from './webhook-lanes.js';
import { WebhookTargets } from './webhook-targets.js';
import { WebhooksController } from './webhooks.controller.js';
import { Webhooks } from './webhooks.service.js';
import { WebhooksStore } from './webhooks.store.js';

/** Nothing but waiting for others. */
const DELIVERIES_AT_ONCE = 32;

@Module({
  imports: [IssuesModule, RegionsModule],
  controllers: [WebhooksController, WebhookDeliveriesController],
  providers: [
    IssueAnnouncements,
    WebhookDeliveries,
    WebhookDelivery,
    WebhookEditing,
    WebhookFanOut,
    WebhookHealth,
    Webhooks,
    WebhooksStore,
    WebhookTargets,
  ],
})
export class WebhooksModule {
  constructor(handlers: OutboxHandlers, delivery: WebhookDelivery, health: WebhookHealth) {
    handlers.register<Telling>(
      DELIVERY_KIND,
      async (message) => {
        const { webhookId } = message.payload;
        try {
          const status = await delivery.deliver(message);
          await health.succeeded(webhookId);
          return status;
        } catch (error) {
          if (error instanceof TargetGone) await health.switchOff(webhookId, 'gone');
          if (!(error instanceof DeliveryFailure) || error instanceof PermanentFailure) throw error;
          throw (await health.failed(webhookId)) ? new PermanentFailure(error.message, error.told) : error;
        }
      },
      { parallel: DELIVERIES_AT_ONCE },
    );
  }
}
