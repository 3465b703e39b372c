import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { Outbox, OutboxLanes, type OutboxState } from '../../platform/outbox/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import type { Webhook } from './domain/webhook.js';
import { DELIVERY_KIND, laneOf, type Telling, TEST_EVENT } from './webhook-lanes.js';
import { subjectOf } from './webhook-record.js';
import { DeliveryNotDead, DeliveryNotFound, WebhookOff } from './webhooks.errors.js';
import { mustFind, Webhooks } from './webhooks.service.js';

/** What an administrator has sent, and sent again. */
@Injectable()
export class WebhookDeliveries {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly outbox: Outbox,
    private readonly lanes: OutboxLanes,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /** @throws DomainError 404, or 409 when the webhook is switched off */
  async test(tx: Tx, webhookId: string): Promise<string> {
    const webhook = await this.switchedOn(tx, webhookId);
    const telling: Telling = { webhookId: webhook.id, type: TEST_EVENT, at: this.clock.now(), issue: null };
    const id = this.ids.next();
    await this.outbox.put(tx, { kind: DELIVERY_KIND, id, key: id, lane: laneOf(webhook.id), payload: telling });
    this.audit.record(tx, { action: 'webhook.tested', subject: subjectOf(webhook), details: { deliveryId: id } });
    return id;
  }

  /** @throws DomainError 404, or 409 when it is not dead or the webhook is switched off */
  async replay(tx: Tx, webhookId: string, deliveryId: string): Promise<OutboxState> {
    const webhook = await this.switchedOn(tx, webhookId);
    const revived = await this.outbox.replay(tx, laneOf(webhook.id), deliveryId);
    if (revived === null) {
      const known = await this.lanes.message(laneOf(webhook.id), deliveryId);
      throw known === null ? DeliveryNotFound() : DeliveryNotDead();
    }
    this.audit.record(tx, {
      action: 'webhook.delivery-replayed',
      subject: subjectOf(webhook),
      details: { deliveryId },
    });
    return revived;
  }

  // What is sent to one that is off would be dead at once.
  private async switchedOn(tx: Tx, id: string): Promise<Webhook> {
    const webhook = mustFind(await this.webhooks.locked(tx), id);
    if (!webhook.active) throw WebhookOff();
    return webhook;
  }
}
