import type { Webhook } from './domain/webhook.js';

/** What an entry in the audit trail is about. */
export const subjectOf = ({ id, regionCode }: Webhook) => ({ kind: 'webhook', id, regionCode });

/** As it is told elsewhere: with neither the whole address nor the secret. */
export function onRecord({ name, format, language, shownUrl, events, regionCode, active }: Webhook): object {
  return { name, format, language, url: shownUrl, events, regionCode, active };
}
