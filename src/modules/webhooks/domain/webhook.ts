import { DAY, type Instant } from '../../../kernel/clock.js';
import type { Language } from '../../../kernel/language.js';

/** How a target wants to be told: our own signed JSON, or as the group robots of two messengers have it. */
export const WEBHOOK_FORMATS = ['zhuqi', 'wecom', 'dingtalk'] as const;
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];

/** Why Zhuqi switches one off by itself: its target says that it is gone for good, or has taken nothing for a day. */
export const OFF_REASONS = ['gone', 'failing'] as const;
export type OffReason = (typeof OFF_REASONS)[number];

const LONGEST_FAILING = DAY;

export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly format: WebhookFormat;
  /** Of what a robot says. */
  readonly language: Language;
  readonly shownUrl: string;
  readonly sealedTarget: string;
  /** Actions of issues, and colours such as `colour.red`. */
  readonly events: readonly string[];
  /** Only what happens in this region or below it; null for everything. */
  readonly regionCode: string | null;
  readonly active: boolean;
  /** The first attempt of those that failed without one success since; null while there is none. */
  readonly failingSince: Instant | null;
  /** Null when somebody has switched it off, or when it is on. */
  readonly offReason: OffReason | null;
  readonly createdAt: Instant;
  readonly version: number;
}

/** What is sealed of it. */
export interface WebhookTarget {
  readonly url: string;
  /** Null for a robot that has none. */
  readonly secret: string | null;
}

/** Robots of both messengers keep their key in the query. */
export function withoutQuery(url: string): string {
  return url.includes('?') ? `${url.slice(0, url.indexOf('?'))}?…` : url;
}

/** Whether a failure now is one too many. */
export function hasFailedTooLong({ failingSince }: Pick<Webhook, 'failingSince'>, now: Instant): boolean {
  return failingSince !== null && now - failingSince >= LONGEST_FAILING;
}
