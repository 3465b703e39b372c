import { Injectable } from '@nestjs/common';
import { Outbox, type OutboxDelivered, OutboxHandlers } from '../../platform/outbox/index.js';
import { UnitOfWork } from '../../platform/persistence/index.js';
import { reaches } from '../issues/index.js';
import { type RegionTree, Regions } from '../regions/index.js';
import type { Webhook } from './domain/webhook.js';
import { DELIVERY_KIND, type Happened, ISSUE_KIND, laneOf, type Telling } from './webhook-lanes.js';
import { Webhooks } from './webhooks.service.js';

/** From what has happened to a message for each webhook that is told of it. */
@Injectable()
export class WebhookFanOut {
  constructor(
    handlers: OutboxHandlers,
    private readonly webhooks: Webhooks,
    private readonly regions: Regions,
    private readonly outbox: Outbox,
    private readonly unitOfWork: UnitOfWork,
  ) {
    handlers.register<Happened>(ISSUE_KIND, (message) => this.fanOut(message));
  }

  private async fanOut({ id, payload }: OutboxDelivered<Happened>): Promise<void> {
    const tree = await this.regions.tree();
    const told = (await this.webhooks.all()).filter((webhook) => isTold(webhook, payload, tree));
    const { type, at, issue } = payload;
    await this.unitOfWork.run(async (tx) => {
      for (const { id: webhookId } of told) {
        const telling: Telling = { webhookId, type, at, issue };
        const key = `${id} ${webhookId}`;
        await this.outbox.put(tx, { kind: DELIVERY_KIND, key, lane: laneOf(webhookId), payload: telling });
      }
    });
  }
}

/** A region's webhook is told of what officials of the region have before them. */
function isTold({ active, events, regionCode }: Webhook, { type, issue, facts }: Happened, tree: RegionTree): boolean {
  if (!active || !events.includes(type)) return false;
  return regionCode === null || reaches(regionCode, { regionCode: issue.regionCode, facts }, tree);
}
