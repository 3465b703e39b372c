import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../kernel/clock.js';
import { type Call, CallOf, Operation, type Page } from '../../platform/http/index.js';
import { ConfidentialReads } from './confidential-reads.service.js';
import { type SupervisionLineView, SupervisionListQuery, SupervisionPageView } from './supervisions.dto.js';
import { presentSupervisionLine } from './supervisions.presenter.js';
import { SupervisionsReadModel } from './supervisions.read-model.js';

@ApiTags('supervisions')
@Controller('api/v1/supervisions')
export class SupervisionsController {
  constructor(
    private readonly supervisions: SupervisionsReadModel,
    private readonly confidential: ConfidentialReads,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Operation({
    access: 'supervision:read',
    summary: 'Supervisions and instructions of the issues that the caller may see, the newest first',
    answer: SupervisionPageView,
  })
  async list(@CallOf() call: Call, @Query() query: SupervisionListQuery): Promise<Page<SupervisionLineView>> {
    const page = await this.supervisions.list(call.actor, query);
    await this.confidential.note(call, 'supervisions', page.items, ({ issueId }) => issueId);
    const now = this.clock.now();
    return { ...page, items: page.items.map((row) => presentSupervisionLine(row, call, now)) };
  }
}
