import { createHmac } from 'node:crypto';
import { type Instant, iso, isoOrNull, SECOND } from '../../kernel/clock.js';
import { type Bilingual, type Language, say } from '../../kernel/language.js';
import type { OutboundCall } from '../../platform/outbound/index.js';
import { type IssueAction, STATUS_LABELS, transitionOf } from '../issues/index.js';
import type { IssueNotice } from './domain/issue-notice.js';
import type { Webhook, WebhookTarget } from './domain/webhook.js';
import { COLOUR_EVENTS, type Telling, TEST_EVENT } from './webhook-lanes.js';

/** One attempt to tell one webhook. */
export interface Attempt {
  readonly deliveryId: string;
  readonly telling: Telling;
  readonly webhook: Webhook;
  readonly target: WebhookTarget;
  readonly now: Instant;
}

type RequestOf = (attempt: Attempt) => OutboundCall;

const JSON_BODY = { 'Content-Type': 'application/json; charset=utf-8' };

/** What is sent, by the format of the target. */
export const REQUEST_OF: Readonly<Record<Webhook['format'], RequestOf>> = {
  zhuqi: ({ deliveryId, telling, target, now }) => {
    const { type, at, issue } = telling;
    const body = JSON.stringify({ id: deliveryId, type, at: iso(at), issue: issue && presentNotice(issue) });
    const timestamp = String(Math.floor(now / SECOND));
    const signature = createHmac('sha256', target.secret ?? '')
      .update(`${timestamp}.${body}`)
      .digest('hex');
    return {
      url: target.url,
      body,
      headers: {
        ...JSON_BODY,
        'X-Zhuqi-Delivery': deliveryId,
        'X-Zhuqi-Timestamp': timestamp,
        'X-Zhuqi-Signature': `v1=${signature}`,
      },
    };
  },

  // https://developer.work.weixin.qq.com/document/path/91770
  wecom: ({ telling, target, webhook }) => {
    const content = sentenceOf(telling, webhook.language);
    return {
      url: target.url,
      body: JSON.stringify({ msgtype: 'markdown', markdown: { content } }),
      headers: JSON_BODY,
    };
  },

  // https://open.dingtalk.com/document/robots/customize-robot-security-settings
  dingtalk: ({ telling, target, webhook, now }) => {
    const url = new URL(target.url);
    const sign = createHmac('sha256', target.secret ?? '')
      .update(`${now}\n${target.secret ?? ''}`)
      .digest('base64');
    url.searchParams.set('timestamp', String(now));
    url.searchParams.set('sign', sign);
    const text = sentenceOf(telling, webhook.language);
    const title = say(PRODUCT, webhook.language);
    return {
      url: url.href,
      body: JSON.stringify({ msgtype: 'markdown', markdown: { title, text } }),
      headers: JSON_BODY,
    };
  },
};

function presentNotice({ submittedAt, dueAt, ...notice }: IssueNotice): object {
  return { ...notice, submittedAt: iso(submittedAt), dueAt: isoOrNull(dueAt) };
}

const PRODUCT = { zh: '助企', en: 'Zhuqi' };
const SENTENCE = { zh: '**助企** {number}：{action}，{status}', en: '**Zhuqi** {number}: {action}, {status}' };
const TEST_SENTENCE = { zh: '**助企** 测试消息', en: '**Zhuqi** test message' };
const CONFIDENTIAL = { zh: '（保密事项）', en: ' (confidential)' };
/** What a robot would take for formatting or a mention; the messengers know no way to escape it. */
const MARKUP = /[\\`*_{}[\]()#+!<>|~@\r\n]/g;

function sentenceOf({ type, issue }: Telling, language: Language): string {
  if (issue === null || type === TEST_EVENT) return say(TEST_SENTENCE, language);
  const colours: Readonly<Record<string, Bilingual | undefined>> = COLOUR_EVENTS;
  const labels: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = STATUS_LABELS;
  const sentence = say(SENTENCE, language, {
    number: issue.number,
    action: say(colours[type] ?? transitionOf(type as IssueAction).label, language),
    status: say(labels[issue.status]!, language),
  });
  if (issue.title === null) return sentence + say(CONFIDENTIAL, language);
  return `${sentence}\n> ${issue.title.replace(MARKUP, ' ')}`;
}
