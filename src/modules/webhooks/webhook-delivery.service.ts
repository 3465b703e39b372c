import { Injectable } from '@nestjs/common';
import { Clock, SECOND } from '../../kernel/clock.js';
import { type OutboundAnswer, type OutboundCall, OutboundCalls, TargetRefused } from '../../platform/outbound/index.js';
import { DeliveryFailure, NotYet, type OutboxDelivered, PermanentFailure } from '../../platform/outbox/index.js';
import { RateLimits } from '../../platform/rate-limits/index.js';
import type { Webhook, WebhookTarget } from './domain/webhook.js';
import { mustBeTaken } from './webhook-answers.js';
import type { Telling } from './webhook-lanes.js';
import { REQUEST_OF } from './webhook-requests.js';
import { WebhookTargets } from './webhook-targets.js';
import { Webhooks } from './webhooks.service.js';

/** Robots take twenty a minute; with ten in a minute of the clock, no sixty seconds have more than that. */
const ROBOT_PER_MINUTE = 10;

interface Way {
  readonly webhook: Webhook;
  readonly target: WebhookTarget;
}

/** Tells one webhook what has happened, in one attempt. */
@Injectable()
export class WebhookDelivery {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly targets: WebhookTargets,
    private readonly calls: OutboundCalls,
    private readonly rates: RateLimits,
    private readonly clock: Clock,
  ) {}

  /** @throws DeliveryFailure */
  async deliver({ id, payload }: OutboxDelivered<Telling>): Promise<number> {
    const { webhook, target } = await this.whereTo(payload.webhookId);
    await this.mustHaveRoom(webhook);
    const now = this.clock.now();
    const request = REQUEST_OF[webhook.format]({ deliveryId: id, telling: payload, webhook, target, now });
    const answer = await this.send(request);
    mustBeTaken(answer, webhook.format, this.clock.now());
    return answer.status;
  }

  // What is kept in memory may be older than a change elsewhere: only the row itself lets a message die.
  private async whereTo(id: string): Promise<Way> {
    const kept = (await this.webhooks.all()).find((each) => each.id === id);
    const known = this.wayTo(kept);
    const way = typeof known === 'string' ? this.wayTo(await this.webhooks.stored(id)) : known;
    if (typeof way === 'string') throw new PermanentFailure(way);
    return way;
  }

  /** @returns why there is none, where there is none */
  private wayTo(webhook: Webhook | undefined): Way | string {
    if (!webhook?.active) return 'the webhook is switched off or removed';
    const target = this.targets.open(webhook);
    return target === null || (webhook.format !== 'wecom' && target.secret === null)
      ? 'address and secret cannot be read any more: enter them again'
      : { webhook, target };
  }

  private async mustHaveRoom({ id, format }: Webhook): Promise<void> {
    if (format === 'zhuqi') return;
    const seconds = await this.rates.secondsToWait(`webhook ${id}`, ROBOT_PER_MINUTE);
    if (seconds !== null) throw new NotYet(this.clock.now() + seconds * SECOND);
  }

  private async send(request: OutboundCall): Promise<OutboundAnswer> {
    try {
      return await this.calls.post(request);
    } catch (error) {
      if (error instanceof TargetRefused) throw new PermanentFailure(error.message);
      const { code, message } = error as NodeJS.ErrnoException;
      throw new DeliveryFailure(code ?? message);
    }
  }
}
