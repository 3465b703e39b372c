import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, Writes } from '../../platform/http/index.js';
import { InboxBell } from './inbox-bell.js';
import { NoticeNotFound } from './notifications.errors.js';
import { NoticesStore } from './notices.store.js';

/** How many notices somebody has not read. */
export interface Unread {
  readonly unreadCount: number;
}

/** Marks notices as read. */
@Injectable()
export class Notices {
  constructor(
    private readonly store: NoticesStore,
    private readonly bell: InboxBell,
    private readonly writes: Writes,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

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
