import type { Instant } from '../../kernel/clock.js';
import type { Bilingual } from '../../kernel/language.js';
import type { IssueNotice } from './domain/issue-notice.js';

/** Kinds of messages in the outbox: what has happened to an issue, and the telling of it to one webhook. */
export const ISSUE_KIND = 'webhook-issue';
export const DELIVERY_KIND = 'webhook-delivery';

/** Each webhook has its own, so that a slow one holds up no other. */
export const laneOf = (webhookId: string): string => `webhook ${webhookId}`;

/** What has happened. */
export interface Happened {
  readonly type: string;
  readonly at: Instant;
  readonly issue: IssueNotice;
  /** Among them whether the enterprise has sent it straight one level up: below, it is not there. */
  readonly facts: number;
}

/** What a webhook may be told of besides the actions of issues: that a colour has begun. */
export const COLOUR_EVENTS = {
  'colour.yellow': { zh: '黄色预警', en: 'yellow warning' },
  'colour.orange': { zh: '橙色预警', en: 'orange warning' },
  'colour.red': { zh: '红色预警', en: 'red warning' },
} as const satisfies Record<string, Bilingual>;

/** The type of a delivery that an administrator asks for. */
export const TEST_EVENT = 'test';

/** What one webhook is told. */
export interface Telling {
  readonly webhookId: string;
  readonly type: string;
  readonly at: Instant;
  /** Null in a test. */
  readonly issue: IssueNotice | null;
}
