import { Readable } from 'node:stream';
import { Controller, Get, Res, StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Call, CallOf, Operation } from '../../platform/http/index.js';
import { NotificationStreams } from './notification-streams.service.js';
import { BadLastEventId, NotAnEventStream } from './notifications.errors.js';

const EVENT_STREAM = 'text/event-stream';

@ApiTags('notifications')
@Controller('api/v1/notifications')
export class NotificationStreamController {
  constructor(private readonly streams: NotificationStreams) {}

  @Get('stream')
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    schema: { type: 'string', pattern: '^\\d{1,15}$' },
    description: 'The id of the last event that was received; what came after it is sent first.',
  })
  @Operation({
    access: 'notification:read',
    summary: 'Your notifications as they come (server-sent events)',
    description:
      'Events `notification`, with the shape of the list and an id to resume with, and `unread` (`{unreadCount}`). Ends with the sign-in, with a change of role, and when the server stops; at most five at once for an account.',
    answer: null,
    status: 200,
    file: [EVENT_STREAM],
  })
  async listen(
    @CallOf() { actor, language, method }: Call,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { headers } = reply.request;
    if (!(headers.accept ?? '').includes(EVENT_STREAM)) throw NotAnEventStream();
    const lastSequence = lastSequenceOf(headers['last-event-id']);
    void reply.headers({
      'Content-Type': `${EVENT_STREAM}; charset=utf-8`,
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    if (method === 'HEAD') return new StreamableFile(Readable.from([]));
    const bearer = headers.authorization!.replace(/^Bearer +/i, '');
    return new StreamableFile(await this.streams.open({ owner: actor, language, bearer }, lastSequence));
  }
}

function lastSequenceOf(header: string | string[] | undefined): number | null {
  if (header === undefined || header === '') return null;
  if (typeof header !== 'string' || !/^\d{1,15}$/.test(header)) throw BadLastEventId();
  return Number(header);
}
