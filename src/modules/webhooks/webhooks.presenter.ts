import { iso, isoOrNull } from '../../kernel/clock.js';
import type { OutboxState } from '../../platform/outbox/index.js';
import type { Webhook } from './domain/webhook.js';
import type { Telling } from './webhook-lanes.js';
import type { DELIVERY_STATES, WebhookDeliveryView, WebhookView } from './webhooks.dto.js';

export function presentWebhook(webhook: Webhook): WebhookView {
  const { id, name, shownUrl, format, language, events, regionCode, active, createdAt, version } = webhook;
  const { failingSince, offReason } = webhook;
  return {
    ...{ id, name, format, language, regionCode, active, offReason, version },
    failingSince: isoOrNull(failingSince),
    url: shownUrl,
    events: [...events],
    createdAt: iso(createdAt),
  };
}

export function presentDelivery(message: OutboxState, now: number): WebhookDeliveryView {
  const { type, issue } = JSON.parse(message.payload) as Telling;
  const { id, attempts, lastStatus, lastError, createdAt, nextAttemptAt, deliveredAt, deadAt } = message;
  return {
    ...{ id, type, attempts, lastStatus, lastError },
    issueNumber: issue?.number ?? null,
    state: stateOf(message, now),
    createdAt: iso(createdAt),
    nextAttemptAt: isoOrNull(nextAttemptAt),
    deliveredAt: isoOrNull(deliveredAt),
    deadAt: isoOrNull(deadAt),
  };
}

function stateOf({ deliveredAt, deadAt, leasedUntil }: OutboxState, now: number): (typeof DELIVERY_STATES)[number] {
  if (deliveredAt !== null) return 'delivered';
  if (deadAt !== null) return 'dead';
  return leasedUntil !== null && leasedUntil > now ? 'under-way' : 'waiting';
}
