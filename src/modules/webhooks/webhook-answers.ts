import { HOUR, type Instant, MINUTE, SECOND } from '../../kernel/clock.js';
import type { OutboundAnswer } from '../../platform/outbound/index.js';
import { DeliveryFailure, PermanentFailure } from '../../platform/outbox/index.js';
import type { WebhookFormat } from './domain/webhook.js';

/** However long the other side wants to be left alone, the next attempt is made after that. */
const LONGEST_REST = 6 * HOUR;
/** What the robots of both messengers answer when they were told too much. */
const TOO_MUCH = new Set([45009, 130101, 410100]);

/** The target says that nobody is there any more, and never will be. */
export class TargetGone extends PermanentFailure {}

/**
 * Whether the target has taken it. What it did not take is tried again whatever it says: a wrong setting on the other
 * side is put right within a day more often than not. Only 410 means what it says.
 * @throws DeliveryFailure
 */
export function mustBeTaken(answer: OutboundAnswer, format: WebhookFormat, now: Instant): void {
  const { status, retryAfter, text } = answer;
  if (status === 410) throw new TargetGone('answered 410', { status });
  if (status < 200 || status > 299)
    throw new DeliveryFailure(`answered ${status}`, { status, notBefore: restUntil(retryAfter, now) });
  if (format === 'zhuqi') return;
  const code = errorCodeOf(text);
  if (code === 0) return;
  const notBefore = code !== null && TOO_MUCH.has(code) ? now + MINUTE : now;
  throw new DeliveryFailure(`answered ${status} with errcode ${code ?? 'missing'}`, { status, notBefore });
}

/** Robots answer 200 whatever has happened; what has happened is in the body. */
function errorCodeOf(text: string): number | null {
  try {
    const { errcode } = JSON.parse(text) as { errcode?: unknown };
    return typeof errcode === 'number' ? errcode : null;
  } catch {
    return null;
  }
}

/** `Retry-After` is a number of seconds or a date (RFC 9110 §10.2.3). */
function restUntil(header: string | null, now: Instant): Instant {
  if (header === null) return now;
  const until = /^\d{1,9}$/.test(header) ? now + Number(header) * SECOND : Date.parse(header);
  return Number.isNaN(until) ? now : Math.min(Math.max(until, now), now + LONGEST_REST);
}
