import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, Writes } from '../../platform/http/index.js';
import { UnitOfWork } from '../../platform/persistence/index.js';
import { InboxBell } from './inbox-bell.js';
import { NoticeNotFound } from './notifications.errors.js';
import { type NewNotice, NoticesStore } from './notices.store.js';

/** How many notices somebody has not read. */
export interface Unread {
  readonly unreadCount: number;
}

/** Puts notices into inboxes, and marks them as read. */
@Injectable()
export class Notices {
  constructor(
    private readonly store: NoticesStore,
    private readonly bell: InboxBell,
    private readonly writes: Writes,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Whoever has the notice of a cause does not get it again. */
  async deliver(notices: readonly NewNotice[]): Promise<void> {
    if (notices.length === 0) return;
    await this.unitOfWork.run(async (tx) => {
      const added = await this.store.add(tx, notices);
      this.bell.ringAfter(
        tx,
        added.map(({ userId }) => userId),
      );
    });
  }

  /** @throws DomainError 404 `notification.not-found` */
  read(call: Call, id: string): Promise<Unread> {
    const { userId } = call.actor;
    return this.writes.once(call, async (tx) => {
      const { found, changed } = await this.store.read(tx, userId, id, this.clock.now());
      if (!found) throw NoticeNotFound();
      if (changed) {
        this.audit.record(tx, { action: 'notification.read', subject: { kind: 'notification', id } });
        this.bell.ringAfter(tx, [userId]);
      }
      return { unreadCount: await this.store.unread(tx, userId) };
    });
  }

  readAll(call: Call): Promise<Unread> {
    const { userId } = call.actor;
    return this.writes.once(call, async (tx) => {
      const count = await this.store.readAll(tx, userId, this.clock.now());
      if (count > 0) {
        this.audit.record(tx, { action: 'notification.all-read', details: { count } });
        this.bell.ringAfter(tx, [userId]);
      }
      return { unreadCount: 0 };
    });
  }
}
