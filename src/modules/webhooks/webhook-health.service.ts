import { Injectable } from '@nestjs/common';
import { Clock, isoOrNull } from '../../kernel/clock.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { UnitOfWork } from '../../platform/persistence/index.js';
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
    await this.change(id, (present) => ({ ...present, failingSince: null }));
  }

  /** @returns whether it is switched off, so that no further attempt would help */
  async failed(id: string): Promise<boolean> {
    const webhook = await this.known(id);
    if (!webhook?.active) return true;
    const now = this.clock.now();
    if (hasFailedTooLong(webhook, now)) return this.switchOff(id, 'failing');
    if (webhook.failingSince === null)
      await this.change(id, (present) => ({ ...present, failingSince: present.failingSince ?? now }));
    return false;
  }

  /** What waits for it is dead, until somebody switches it on and sends it again. */
  async switchOff(id: string, offReason: OffReason): Promise<true> {
    await this.unitOfWork.run(async (tx) => {
      const webhook = (await this.webhooks.locked(tx)).find((each) => each.id === id);
      if (!webhook?.active) return;
      const off: Webhook = { ...webhook, active: false, offReason, version: webhook.version + 1 };
      await this.webhooks.update(tx, off);
      this.audit.record(tx, {
        action: 'webhook.switched-off',
        subject: subjectOf(webhook),
        before: onRecord(webhook),
        after: onRecord(off),
        details: { reason: offReason, failingSince: isoOrNull(webhook.failingSince) },
      });
    });
    for (let more = true; more;)
      more = await this.unitOfWork.run((tx) => this.outbox.giveUp(tx, laneOf(id), 'the webhook was switched off'));
    return true;
  }

  private async known(id: string): Promise<Webhook | null> {
    return (await this.webhooks.all()).find((each) => each.id === id) ?? null;
  }

  /** What it is found out to be is no new version: nobody has changed it. */
  private async change(id: string, to: (present: Webhook) => Webhook): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const present = (await this.webhooks.locked(tx)).find((each) => each.id === id);
      if (present !== undefined) await this.webhooks.update(tx, to(present));
    });
  }
}
