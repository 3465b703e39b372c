import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../kernel/clock.js';
import { type Call, CallOf, Operation, type Page } from '../../platform/http/index.js';
import { ConfidentialReads } from './confidential-reads.service.js';
import { type RequestLineView, RequestListQuery, RequestPageView } from './requests.dto.js';
import { presentRequestLine } from './requests.presenter.js';
import { RequestsReadModel } from './requests.read-model.js';

@ApiTags('requests')
@Controller('api/v1/requests')
export class RequestsController {
  constructor(
    private readonly requests: RequestsReadModel,
    private readonly confidential: ConfidentialReads,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Operation({
    access: 'request:read',
    summary: 'The inbox of whoever decides: returns, extensions, long-term handling, escalations, objections',
    description:
      'Requests that are the caller’s to decide, or with `mine` those that the caller has made. One that nobody ' +
      'decides in time goes one level up by itself; at the top it stays and is overdue.',
    answer: RequestPageView,
  })
  async list(@CallOf() call: Call, @Query() query: RequestListQuery): Promise<Page<RequestLineView>> {
    const page = await this.requests.list(call.actor, query);
    await this.confidential.note(call, 'requests', page.items, ({ issueId }) => issueId);
    const now = this.clock.now();
    return { ...page, items: page.items.map((row) => presentRequestLine(row, call, now)) };
  }
}
