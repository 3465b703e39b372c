import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, type Format, FormatOf, Operation } from '../../platform/http/index.js';
import { TableAnswers } from '../../platform/tables/index.js';
import { FlowReports } from './flow-reports.service.js';
import { flowTable, trendTable } from './flow-table.js';
import { FlowQuery, FlowReportView, TrendQuery, TrendReportView } from './flow.dto.js';
import { presentFlow, presentTrend } from './flow.presenter.js';

@ApiTags('reports')
@Controller('api/v1/reports')
export class FlowController {
  constructor(
    private readonly reports: FlowReports,
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
    const report = await this.reports.flow(call, query);
    if (format === 'json') return presentFlow(report, query);
    return this.tables.file(call, flowTable(report, call.language), { format, query });
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
    const report = await this.reports.trend(call, query);
    if (format === 'json') return presentTrend(report, query);
    return this.tables.file(call, trendTable(report), { format, query });
  }
}
