import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, type Format, FormatOf, Operation } from '../../platform/http/index.js';
import { TableAnswers } from '../../platform/tables/index.js';
import { FlowReports } from './flow-reports.service.js';
import { FlowQuery, FlowReportView, TrendQuery, TrendReportView } from './flow.dto.js';
import { presentFlow, presentTrend } from './flow.presenter.js';
import { WorkTables } from './work-tables.service.js';

@ApiTags('reports')
@Controller('api/v1/reports')
export class FlowController {
  constructor(
    private readonly reports: FlowReports,
    private readonly sources: WorkTables,
    private readonly tables: TableAnswers,
  ) {}

  @Get('flow')
  @Operation({
    access: 'report:read',
    summary: 'What a period did to the open issues: open at the start, opened, ended, open at the end',
    description: 'Issues are counted, not events, so that it balances and each number names its list.',
    answer: FlowReportView,
    table: true,
    refusals: [422],
  })
  async flow(
    @CallOf() call: Call,
    @Query() query: FlowQuery,
    @FormatOf() format: Format,
  ): Promise<FlowReportView | StreamableFile> {
    if (format !== 'json') return this.tables.from(call, this.sources.flow, { format, query });
    return presentFlow(await this.reports.flow(call, query), query);
  }

  @Get('trend')
  @Operation({
    access: 'report:read',
    summary: 'What came and went by day, week or month, and how the issues submitted in each stand at the cut-off',
    answer: TrendReportView,
    table: true,
    refusals: [422],
  })
  async trend(
    @CallOf() call: Call,
    @Query() query: TrendQuery,
    @FormatOf() format: Format,
  ): Promise<TrendReportView | StreamableFile> {
    if (format !== 'json') return this.tables.from(call, this.sources.trend, { format, query });
    return presentTrend(await this.reports.trend(call, query), query);
  }
}
