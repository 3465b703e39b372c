import { Injectable } from '@nestjs/common';
import { Reader, ReferenceCaches, type Tx } from '../../platform/persistence/index.js';
import type { Webhook } from './domain/webhook.js';
import { WebhookNotFound } from './webhooks.errors.js';
import { WebhooksStore } from './webhooks.store.js';

/** Topic of the cached webhooks; whoever changes one raises it. */
const WEBHOOKS_TOPIC = 'webhooks';

/** The webhooks as they are committed, kept in memory: every change of an issue asks whether there is one. */
@Injectable()
export class Webhooks {
  constructor(
    private readonly caches: ReferenceCaches,
    private readonly store: WebhooksStore,
    private readonly reader: Reader,
  ) {}

  all(): Promise<readonly Webhook[]> {
    return this.caches.get(WEBHOOKS_TOPIC, (reader) => this.store.all(reader));
  }

  async one(id: string): Promise<Webhook> {
    return mustFind(await this.all(), id);
  }

  /** As it is committed now, whatever is kept in memory. */
  async stored(id: string): Promise<Webhook | undefined> {
    return (await this.store.all(this.reader)).find((each) => each.id === id);
  }

  /** For whoever is about to change one; raising the topic first makes writers wait for each other. */
  async locked(tx: Tx): Promise<readonly Webhook[]> {
    await this.caches.changed(tx, WEBHOOKS_TOPIC);
    return this.store.all(tx);
  }

  insert(tx: Tx, webhook: Webhook): Promise<void> {
    return this.store.insert(tx, webhook);
  }

  update(tx: Tx, webhook: Webhook): Promise<void> {
    return this.store.update(tx, webhook);
  }

  remove(tx: Tx, id: string): Promise<void> {
    return this.store.remove(tx, id);
  }
}

export function mustFind(webhooks: readonly Webhook[], id: string): Webhook {
  const webhook = webhooks.find((each) => each.id === id);
  if (!webhook) throw WebhookNotFound();
  return webhook;
}
