import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, type Format, FormatOf, Operation, type Page } from '../../platform/http/index.js';
import { TableAnswers } from '../../platform/tables/index.js';
import { IssueListQuery } from './issue-filters.dto.js';
import { IssueReading } from './issue-reading.service.js';
import { IssueTable } from './issue-table.service.js';
import { type IssueLineView, IssuePageView } from './issue-views.dto.js';

@ApiTags('issues')
@Controller('api/v1/issues')
export class IssueListController {
  constructor(
    private readonly reading: IssueReading,
    private readonly table: IssueTable,
    private readonly tables: TableAnswers,
  ) {}

  @Get()
  @Operation({
    access: 'issue:read',
    summary: 'Issues that the caller may see',
    answer: IssuePageView,
    table: true,
    refusals: [422],
  })
  async list(
    @CallOf() call: Call,
    @Query() query: IssueListQuery,
    @FormatOf() format: Format,
  ): Promise<Page<IssueLineView> | StreamableFile> {
    if (format !== 'json') return this.tables.from(call, this.table, { format, query });
    return this.reading.list(call, query);
  }
}
