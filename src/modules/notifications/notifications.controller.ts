import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, Cursors, DEFAULT_LIMIT, Operation, pageOf, PathCode } from '../../platform/http/index.js';
import { InboxReadModel } from './inbox.read-model.js';
import { Notices } from './notices.service.js';
import { InboxPageView, NotificationQuery, UnreadView } from './notifications.dto.js';
import { presentNotice } from './notifications.presenter.js';

const NEWEST_FIRST = 'notifications:-sequence';

@ApiTags('notifications')
@Controller('api/v1/notifications')
export class NotificationsController {
  constructor(
    private readonly inbox: InboxReadModel,
    private readonly notices: Notices,
    private readonly cursors: Cursors,
  ) {}

  @Get()
  @Operation({
    access: 'notification:read',
    summary: 'Your notifications, newest first',
    description: 'What they tell of an issue is what you may see of it now.',
    answer: InboxPageView,
  })
  async list(
    @CallOf() { actor, language }: Call,
    @Query() { limit = DEFAULT_LIMIT, cursor, count, unread }: NotificationQuery,
  ): Promise<InboxPageView> {
    const before = cursor === undefined ? undefined : Number(this.cursors.decode(cursor, NEWEST_FIRST)[0]);
    const [rows, { unread: unreadCount }, total] = await Promise.all([
      this.inbox.notices(actor, { unread, before, limit: limit + 1 }),
      this.inbox.head(actor.userId),
      count ? this.inbox.count(actor.userId, unread) : undefined,
    ]);
    const page = pageOf(
      rows,
      limit,
      ({ sequence }) => this.cursors.encode(NEWEST_FIRST, [sequence]),
      (row) => presentNotice(row, language),
    );
    return { ...page, items: [...page.items], unreadCount, ...(total === undefined ? {} : { total }) };
  }

  @Post('read-all')
  @Operation({
    access: 'notification:write',
    summary: 'Mark all your notifications as read',
    answer: UnreadView,
    repeatable: true,
  })
  readAll(@CallOf() call: Call): Promise<UnreadView> {
    return this.notices.readAll(call);
  }

  @Post(':id/read')
  @Operation({
    access: 'notification:write',
    summary: 'Mark a notification as read',
    answer: UnreadView,
    refusals: [404],
    repeatable: true,
  })
  read(@CallOf() call: Call, @PathCode('id') id: string): Promise<UnreadView> {
    return this.notices.read(call, id);
  }
}
