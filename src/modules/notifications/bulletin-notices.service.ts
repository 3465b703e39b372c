import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Instant } from '../../kernel/clock.js';
import { Outbox, OutboxHandlers } from '../../platform/outbox/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import type { ToldBulletin } from './domain/notice-text.js';
import { NoticeDelivery } from './notice-delivery.service.js';

/** Kind of the message that tells of a bulletin. */
const BULLETIN_PUBLISHED = 'notifications.bulletin-published';

export interface Announcement {
  readonly bulletin: ToldBulletin;
  readonly userIds: readonly string[];
  readonly publishedAt: Instant;
}

/** Tells chosen people of a bulletin, in their inboxes and as they prefer besides. */
@Injectable()
export class BulletinNotices implements OnModuleInit {
  constructor(
    private readonly handlers: OutboxHandlers,
    private readonly outbox: Outbox,
    private readonly delivery: NoticeDelivery,
  ) {}

  onModuleInit(): void {
    this.handlers.register<Announcement>(BULLETIN_PUBLISHED, ({ payload }) => this.tell(payload));
  }

  /** Once the unit of work that has published it is durable. */
  announce(tx: Tx, announcement: Announcement): Promise<void> {
    return this.outbox.put(tx, { kind: BULLETIN_PUBLISHED, key: announcement.bulletin.id, payload: announcement });
  }

  private tell({ bulletin, userIds, publishedAt }: Announcement): Promise<void> {
    const notice = { cause: `bulletin:${bulletin.id}`, kind: 'bulletin-published', issueId: null } as const;
    const told = { ...notice, params: { bulletin }, standsInFor: null, createdAt: publishedAt };
    return this.delivery.deliver(userIds.map((userId) => ({ ...told, userId })));
  }
}
