import type { Instant } from '../../../kernel/clock.js';
import type { Language } from '../../../kernel/language.js';

/** How a target wants to be told: our own signed JSON, or as the group robots of two messengers have it. */
export const WEBHOOK_FORMATS = ['zhuqi', 'wecom', 'dingtalk'] as const;
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];

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
