import { brokenField, problem } from '../../kernel/domain-error.js';
import type { Bilingual } from '../../kernel/language.js';
import type { UrlRefusal } from '../../platform/outbound/index.js';

export const WebhookNotFound = problem(
  'not-found',
  'webhook.not-found',
  '没有这个 Webhook',
  'There is no such webhook',
);

export const DeliveryNotFound = problem(
  'not-found',
  'webhook.delivery-not-found',
  '没有这次推送',
  'There is no such delivery',
);

export const DeliveryNotDead = problem(
  'conflict',
  'webhook.delivery-not-dead',
  '只有推送失败且不再重试的消息可以重新推送',
  'Only a delivery that has failed for good can be sent again',
);

export const WebhookOff = problem(
  'conflict',
  'webhook.switched-off',
  'Webhook 已停用，请先启用',
  'The webhook is switched off; switch it on first',
);

export const TooManyWebhooks = problem(
  'conflict',
  'webhook.too-many',
  'Webhook 数量已达上限 {most}',
  'There are {most} webhooks already, which is the most',
);

const URL_REFUSALS: Readonly<Record<UrlRefusal, Bilingual>> = {
  form: { zh: '应为 https:// 地址', en: 'must be an https:// address' },
  credentials: { zh: '地址中不得包含用户名或密码', en: 'must not contain a user name or password' },
  inside: {
    zh: '不得指向内部网络；确需使用时请在 ZHUQI_WEBHOOK_ALLOW 中列出',
    en: 'must not lead inside the network, unless ZHUQI_WEBHOOK_ALLOW lists it',
  },
  plain: {
    zh: '必须使用 https；确需使用 http 时请在 ZHUQI_WEBHOOK_ALLOW 中列出主机',
    en: 'must be https, unless ZHUQI_WEBHOOK_ALLOW lists the host',
  },
};

export const refusedUrl = (why: UrlRefusal) => brokenField(`webhook.url-${why}`, 'url', URL_REFUSALS[why]);

export const unknownRegion = (code: string) =>
  brokenField('webhook.region', 'regionCode', { zh: '没有地区 {code}', en: 'There is no region {code}' }, { code });

export const secretNeeded = () =>
  brokenField('webhook.secret-needed', 'secret', {
    zh: '钉钉机器人的加签密钥由钉钉生成，须填写',
    en: 'DingTalk makes the secret of a signing robot; it must be given',
  });

export const secretNotTaken = () =>
  brokenField('webhook.secret-not-taken', 'secret', {
    zh: '只有钉钉机器人需要填写密钥；zhuqi 格式的密钥由本系统生成，企业微信机器人没有密钥',
    en: 'Only DingTalk robots bring a secret; that of the format zhuqi is made here, and WeCom robots have none',
  });
