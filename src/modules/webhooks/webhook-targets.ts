import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { OutboundCalls } from '../../platform/outbound/index.js';
import { derivedKey, Sealing } from '../../platform/secrets/index.js';
import type { Webhook, WebhookFormat, WebhookTarget } from './domain/webhook.js';
import { refusedUrl, secretNeeded, secretNotTaken } from './webhooks.errors.js';

/** Addresses and secrets of webhooks: sealed where they are kept. */
@Injectable()
export class WebhookTargets {
  private readonly sealing: Sealing;

  constructor(
    private readonly calls: OutboundCalls,
    @Inject(CONFIG) { tokenSecret }: Config,
  ) {
    this.sealing = new Sealing(derivedKey(tokenSecret, 'webhooks'));
  }

  seal(id: string, target: WebhookTarget): string {
    return this.sealing.seal(`webhook ${id}`, JSON.stringify(target));
  }

  /** Null when it was sealed with another key. */
  open({ id, sealedTarget }: Pick<Webhook, 'id' | 'sealedTarget'>): WebhookTarget | null {
    const opened = this.sealing.open(`webhook ${id}`, sealedTarget);
    return opened === null ? null : (JSON.parse(opened) as WebhookTarget);
  }

  /** @throws DomainError 422 when the address may not be called */
  mustBeCallable(url: string): void {
    const refusal = this.calls.refusalOf(url);
    if (refusal !== null) throw refusedUrl(refusal);
  }

  /**
   * @param given what was entered, of which only DingTalk's robots have any
   * @throws DomainError 422 when there is one too many or too few
   */
  secretFor(format: WebhookFormat, given: string | undefined): string | null {
    if (format === 'dingtalk') {
      if (given === undefined) throw secretNeeded();
      return given;
    }
    if (given !== undefined) throw secretNotTaken();
    return format === 'zhuqi' ? `whsec_${randomBytes(32).toString('base64url')}` : null;
  }
}
