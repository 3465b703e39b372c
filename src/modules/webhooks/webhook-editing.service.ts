import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { expectVersion } from '../../kernel/domain-error.js';
import { IdSource } from '../../kernel/ids.js';
import { AuditTrail } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import { Regions } from '../regions/index.js';
import { type Webhook, withoutQuery } from './domain/webhook.js';
import { onRecord, subjectOf } from './webhook-record.js';
import { WebhookTargets } from './webhook-targets.js';
import type { WebhookInput, WebhookPatch } from './webhooks.dto.js';
import { TooManyWebhooks, unknownRegion } from './webhooks.errors.js';
import { mustFind, Webhooks } from './webhooks.service.js';

const MOST_WEBHOOKS = 100;

interface WithSecret {
  readonly webhook: Webhook;
  /** Null when it was not made here. */
  readonly secret: string | null;
}

/** The one webhook that is about to be changed, and the version of it that was seen. */
interface Chosen {
  readonly id: string;
  readonly seenVersion: number | null;
}

/** What an administrator does to webhooks. */
@Injectable()
export class WebhookEditing {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly targets: WebhookTargets,
    private readonly regions: Regions,
    private readonly audit: AuditTrail,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  async add(tx: Tx, input: WebhookInput): Promise<WithSecret> {
    const known = await this.webhooks.locked(tx);
    if (known.length >= MOST_WEBHOOKS) throw TooManyWebhooks({ most: MOST_WEBHOOKS });
    const { name, url, events, regionCode = null, format = 'zhuqi', language = 'zh-CN', active = true } = input;
    this.targets.mustBeCallable(url);
    await this.mustKnow(regionCode);
    const secret = this.targets.secretFor(format, input.secret);
    const id = this.ids.next();
    const sealedTarget = this.targets.seal(id, { url, secret });
    const webhook: Webhook = {
      ...{ id, name, format, language, events, regionCode, active, sealedTarget },
      shownUrl: withoutQuery(url),
      failingSince: null,
      offReason: null,
      createdAt: this.clock.now(),
      version: 1,
    };
    await this.webhooks.insert(tx, webhook);
    this.audit.record(tx, { action: 'webhook.added', subject: subjectOf(webhook), after: onRecord(webhook) });
    return { webhook, secret: format === 'zhuqi' ? secret : null };
  }

  async change(tx: Tx, chosen: Chosen, patch: WebhookPatch): Promise<Webhook> {
    const webhook = await this.chosen(tx, chosen);
    const { url, ...plain } = patch;
    if (patch.regionCode !== undefined) await this.mustKnow(patch.regionCode);
    const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
    const moved = url === undefined ? {} : this.movedTo(url, webhook);
    const changed: Webhook = { ...webhook, ...given, ...moved, ...anew(webhook, patch), version: webhook.version + 1 };
    await this.webhooks.update(tx, changed);
    this.audit.record(tx, {
      action: 'webhook.changed',
      subject: subjectOf(webhook),
      before: onRecord(webhook),
      after: onRecord(changed),
      ...(url === undefined ? {} : { details: { moved: true } }),
    });
    return changed;
  }

  /** The old secret is void at once. */
  async renewSecret(tx: Tx, chosen: Chosen, given: string | undefined): Promise<WithSecret> {
    const webhook = await this.chosen(tx, chosen);
    const secret = this.targets.secretFor(webhook.format, given);
    const target = this.targets.open(webhook);
    const sealedTarget = this.targets.seal(webhook.id, { url: target?.url ?? '', secret });
    const changed: Webhook = { ...webhook, sealedTarget, version: webhook.version + 1 };
    await this.webhooks.update(tx, changed);
    this.audit.record(tx, { action: 'webhook.secret-renewed', subject: subjectOf(webhook) });
    return { webhook: changed, secret: webhook.format === 'zhuqi' ? secret : null };
  }

  async remove(tx: Tx, chosen: Chosen): Promise<void> {
    const webhook = await this.chosen(tx, chosen);
    await this.webhooks.remove(tx, webhook.id);
    this.audit.record(tx, { action: 'webhook.removed', subject: subjectOf(webhook), before: onRecord(webhook) });
  }

  private async chosen(tx: Tx, { id, seenVersion }: Chosen): Promise<Webhook> {
    const webhook = mustFind(await this.webhooks.locked(tx), id);
    expectVersion(seenVersion, webhook.version);
    return webhook;
  }

  private movedTo(url: string, webhook: Webhook): Pick<Webhook, 'sealedTarget' | 'shownUrl'> {
    this.targets.mustBeCallable(url);
    const secret = this.targets.open(webhook)?.secret ?? null;
    return { sealedTarget: this.targets.seal(webhook.id, { url, secret }), shownUrl: withoutQuery(url) };
  }

  private async mustKnow(regionCode: string | null): Promise<void> {
    if (regionCode === null) return;
    if ((await this.regions.tree()).get(regionCode) === null) throw unknownRegion(regionCode);
  }
}

/** Who is switched on again, or is somebody else, has not failed yet. */
function anew(webhook: Webhook, { active, url }: WebhookPatch): Partial<Webhook> {
  const isSwitchedOn = active === true && !webhook.active;
  return {
    ...(isSwitchedOn || url !== undefined ? { failingSince: null } : {}),
    ...(active === undefined || active === webhook.active ? {} : { offReason: null }),
  };
}
