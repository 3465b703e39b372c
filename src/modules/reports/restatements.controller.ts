import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, Operation } from '../../platform/http/index.js';
import { RestatementPageView, RestatementQuery } from './restatements.dto.js';
import { presentRestatements } from './restatements.presenter.js';
import { Restatements } from './restatements.service.js';

@ApiTags('reports')
@Controller('api/v1/reports')
export class RestatementsController {
  constructor(private readonly restatements: Restatements) {}

  @Get('restatements')
  @Operation({
    access: 'report:read',
    summary: 'How the figures of a report have changed since its cut-off: which issues, why and by whom',
    description:
      'Takes the filters of `GET /issues`. Each issue that is counted otherwise now names the figures that it has entered and left, and what has happened to it since.',
    answer: RestatementPageView,
    refusals: [422],
  })
  async since(@CallOf() call: Call, @Query() query: RestatementQuery): Promise<RestatementPageView> {
    return presentRestatements(await this.restatements.since(call, query));
  }
}
