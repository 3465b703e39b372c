import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../kernel/clock.js';
import {
  type Call,
  CallOf,
  Cursors,
  DEFAULT_LIMIT,
  ListQuery,
  Operation,
  pageClass,
  pageOf,
  PathCode,
  Writes,
} from '../../platform/http/index.js';
import { OutboxLanes } from '../../platform/outbox/index.js';
import { WebhookDeliveries } from './webhook-deliveries.service.js';
import { laneOf } from './webhook-lanes.js';
import { WebhookDeliveryView, WebhookTestView } from './webhooks.dto.js';
import { presentDelivery } from './webhooks.presenter.js';
import { Webhooks } from './webhooks.service.js';

const DeliveryPage = pageClass(WebhookDeliveryView);
const SORT = 'webhook-deliveries';

@ApiTags('webhooks')
@Controller('api/v1/webhooks/:id')
export class WebhookDeliveriesController {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly deliveries: WebhookDeliveries,
    private readonly lanes: OutboxLanes,
    private readonly writes: Writes,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  @Get('deliveries')
  @Operation({
    access: 'webhook:read',
    summary: 'What was sent to a webhook, or still is to be, the newest first',
    description: 'Delivered ones are kept for seven days, dead ones until they are sent again.',
    answer: DeliveryPage,
    refusals: [404],
  })
  async list(@PathCode('id') id: string, @Query() { limit = DEFAULT_LIMIT, cursor, count }: ListQuery) {
    const lane = laneOf((await this.webhooks.one(id)).id);
    const before = cursor === undefined ? null : String(this.cursors.decode(cursor, SORT)[0]);
    const rows = await this.lanes.messages(lane, limit + 1, before);
    const now = this.clock.now();
    const page = pageOf(
      rows,
      limit,
      (row) => this.cursors.encode(SORT, [row.id]),
      (row) => presentDelivery(row, now),
    );
    return count ? { ...page, total: await this.lanes.count(lane) } : page;
  }

  @Post('deliveries/:deliveryId/replay')
  @Operation({
    access: 'webhook:write',
    summary: 'Send a dead delivery again, under the same id',
    description: '409 when it is not dead, or the webhook is switched off.',
    answer: WebhookDeliveryView,
    refusals: [404, 409],
    repeatable: true,
  })
  replay(
    @CallOf() call: Call,
    @PathCode('id') id: string,
    @PathCode('deliveryId') deliveryId: string,
  ): Promise<WebhookDeliveryView> {
    return this.writes.once(call, async (tx) =>
      presentDelivery(await this.deliveries.replay(tx, id, deliveryId), this.clock.now()),
    );
  }

  @Post('test')
  @Operation({
    access: 'webhook:write',
    summary: 'Send a test message',
    description:
      'Answers before it is delivered; what became of it is among the deliveries. 409 when the webhook is switched off.',
    answer: WebhookTestView,
    refusals: [404, 409],
    repeatable: true,
  })
  test(@CallOf() call: Call, @PathCode('id') id: string): Promise<WebhookTestView> {
    return this.writes.once(call, async (tx) => ({ deliveryId: await this.deliveries.test(tx, id) }));
  }
}
