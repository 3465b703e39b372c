import { LANGUAGES } from '../../kernel/language.js';
import {
  Choice,
  Code,
  Flag,
  InstantField,
  ListQuery,
  ManyCodes,
  Secret,
  Text,
  Whole,
} from '../../platform/http/index.js';
import { ISSUE_ACTIONS } from '../issues/index.js';
import { OFF_REASONS, WEBHOOK_FORMATS, type WebhookFormat } from './domain/webhook.js';
import { COLOUR_EVENTS, TEST_EVENT } from './webhook-lanes.js';

const NAME = { max: 100, example: '市数据平台' };
const URL_FIELD = { max: 2_000, example: 'https://hooks.example.gov.cn/zhuqi' };
const EVENTS = {
  values: [...ISSUE_ACTIONS, ...Object.keys(COLOUR_EVENTS)],
  min: 1,
  example: ['submit', 'assign', 'claim-done'],
  description: 'Actions of issues that it is told of, and colours that begin.',
};
const REGION = { example: '411602', description: 'Only what happens in this region or below it; null for everything.' };
const LANGUAGE = { description: 'Of what a robot says; `zh-CN` unless said otherwise.' };
const GIVEN_SECRET = { optional: true, description: 'Of a DingTalk robot, which DingTalk has made (加签).' };

export class WebhookQuery extends ListQuery {
  @Flag({ query: true, optional: true, description: 'Also those that are switched off.' }) includeInactive?: boolean;
}

export class WebhookView {
  @Code({ example: '018d7a3e-0000-7000-8000-000000000006' }) id!: string;
  @Text(NAME) name!: string;
  @Text({ ...URL_FIELD, description: 'Without its query, in which robots keep a key.' }) url!: string;
  @Choice(WEBHOOK_FORMATS) format!: string;
  @Choice(LANGUAGES, LANGUAGE) language!: string;
  @ManyCodes(EVENTS) events!: string[];
  @Code({ ...REGION, nullable: true }) regionCode!: string | null;
  @Flag({ example: true }) active!: boolean;
  @InstantField({ nullable: true, description: 'The first attempt of those that failed without one success since.' })
  failingSince!: string | null;
  @Choice(OFF_REASONS, {
    nullable: true,
    description:
      'Why it was switched off by itself: `gone` when the target has answered 410, `failing` after a day without one ' +
      'success. Null when somebody has switched it off, or when it is on.',
  })
  offReason!: string | null;
  @InstantField() createdAt!: string;
  @Whole({ min: 1 }) version!: number;
}

/** Answered when the secret is made, and never again. */
export class WebhookWithSecretView extends WebhookView {
  @Text({
    max: 200,
    nullable: true,
    example: 'whsec_3q2-7w…',
    description: 'Shown this once; null when it was not made here.',
  })
  secret!: string | null;
}

export class WebhookInput {
  @Text(NAME) name!: string;
  @Text(URL_FIELD) url!: string;
  @ManyCodes(EVENTS) events!: string[];
  @Code({ ...REGION, optional: true, nullable: true }) regionCode?: string | null;
  @Choice(WEBHOOK_FORMATS, { optional: true, description: '`zhuqi` unless said otherwise.' }) format?: WebhookFormat;
  @Choice(LANGUAGES, { ...LANGUAGE, optional: true }) language?: (typeof LANGUAGES)[number];
  @Flag({ optional: true, example: true, description: 'true unless said otherwise.' }) active?: boolean;
  @Secret(GIVEN_SECRET) secret?: string;
}

export class WebhookPatch {
  @Text({ ...NAME, optional: true }) name?: string;
  @Text({ ...URL_FIELD, optional: true }) url?: string;
  @ManyCodes({ ...EVENTS, optional: true }) events?: string[];
  @Code({ ...REGION, optional: true, nullable: true }) regionCode?: string | null;
  @Choice(LANGUAGES, { ...LANGUAGE, optional: true }) language?: (typeof LANGUAGES)[number];
  @Flag({ optional: true, example: true }) active?: boolean;
}

export class WebhookSecretInput {
  @Secret(GIVEN_SECRET) secret?: string;
}

export const DELIVERY_STATES = ['waiting', 'under-way', 'delivered', 'dead'] as const;

export class WebhookDeliveryView {
  @Code({ example: '018d7a3e-0000-7000-8000-000000000007', description: '`X-Zhuqi-Delivery`.' }) id!: string;
  @Choice([...EVENTS.values, TEST_EVENT]) type!: string;
  @Text({ max: 64, nullable: true, example: 'ZK-2024-000626' }) issueNumber!: string | null;
  @Choice(DELIVERY_STATES) state!: string;
  @Whole({ example: 1 }) attempts!: number;
  @Whole({ nullable: true, example: 503, description: 'HTTP status of the last answer.' }) lastStatus!: number | null;
  @Text({ max: 500, nullable: true, example: 'answered 503' }) lastError!: string | null;
  @InstantField() createdAt!: string;
  @InstantField({ nullable: true }) nextAttemptAt!: string | null;
  @InstantField({ nullable: true }) deliveredAt!: string | null;
  @InstantField({ nullable: true }) deadAt!: string | null;
}

export class WebhookTestView {
  @Code({ example: '018d7a3e-0000-7000-8000-000000000007' }) deliveryId!: string;
}
