import { Injectable } from '@nestjs/common';
import { Clock, type Instant, isoOrNull } from '../../kernel/clock.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { type Tx, UnitOfWork } from '../../platform/persistence/index.js';
import { hasFailedTooLong, type OffReason, type Webhook } from './domain/webhook.js';
import { laneOf } from './webhook-lanes.js';
import { onRecord, subjectOf } from './webhook-record.js';
import { Webhooks } from './webhooks.service.js';

/** Since when a target has taken nothing; whoever takes nothing for a whole day is told no more. */
@Injectable()
export class WebhookHealth {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly outbox: Outbox,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async succeeded(id: string): Promise<void> {
    const webhook = await this.known(id);
    if (webhook === null || webhook.failingSince === null) return;
    await this.unitOfWork.run(async (tx) => {
      const present = await this.present(tx, id);
      // What it is found out to be is no new version: nobody has changed it.
      if (present !== null) await this.webhooks.update(tx, { ...present, failingSince: null });
    });
  }

  /**
   * What is kept in memory may be older than a success or a change elsewhere: only the row itself can say that it is off
   * or has failed too long.
   * @returns whether it is switched off, so that no further attempt would help
   */
  async failed(id: string): Promise<boolean> {
    const webhook = await this.known(id);
    const now = this.clock.now();
    const isKnownToFail = webhook?.active === true && webhook.failingSince !== null;
    if (isKnownToFail && !hasFailedTooLong(webhook, now)) return false;
    const isOff = await this.unitOfWork.run((tx) => this.failedAt(tx, id, now));
    if (isOff) await this.giveUp(id);
    return isOff;
  }

  /** What waits for it is dead, until somebody switches it on and sends it again. */
  async switchOff(id: string, offReason: OffReason): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const webhook = await this.present(tx, id);
      if (webhook?.active) await this.off(tx, webhook, offReason);
    });
    await this.giveUp(id);
  }

  /** @returns whether it is off */
  private async failedAt(tx: Tx, id: string, now: Instant): Promise<boolean> {
    const webhook = await this.present(tx, id);
    if (!webhook?.active) return true;
    if (hasFailedTooLong(webhook, now)) {
      await this.off(tx, webhook, 'failing');
      return true;
    }
    if (webhook.failingSince === null) await this.webhooks.update(tx, { ...webhook, failingSince: now });
    return false;
  }

  private async off(tx: Tx, webhook: Webhook, offReason: OffReason): Promise<void> {
    const off: Webhook = { ...webhook, active: false, offReason, version: webhook.version + 1 };
    await this.webhooks.update(tx, off);
    this.audit.record(tx, {
      action: 'webhook.switched-off',
      subject: subjectOf(webhook),
      before: onRecord(webhook),
      after: onRecord(off),
      details: { reason: offReason, failingSince: isoOrNull(webhook.failingSince) },
    });
  }

  private async giveUp(id: string): Promise<void> {
    for (let more = true; more;)
      more = await this.unitOfWork.run((tx) => this.outbox.giveUp(tx, laneOf(id), 'the webhook was switched off'));
  }

  private async known(id: string): Promise<Webhook | null> {
    return (await this.webhooks.all()).find((each) => each.id === id) ?? null;
  }

  private async present(tx: Tx, id: string): Promise<Webhook | null> {
    return (await this.webhooks.locked(tx)).find((each) => each.id === id) ?? null;
  }
}
