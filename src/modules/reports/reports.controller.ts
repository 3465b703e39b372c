import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, type Format, FormatOf, Operation } from '../../platform/http/index.js';
import { TableAnswers } from '../../platform/tables/index.js';
import { CompletionReports } from './completion-reports.service.js';
import { presentCompletion } from './completion.presenter.js';
import { reportLinks } from './report-links.js';
import { ReportTables } from './report-tables.service.js';
import { CompletionQuery, CompletionReportView } from './reports.dto.js';

@ApiTags('reports')
@Controller('api/v1/reports')
export class ReportsController {
  constructor(
    private readonly reports: CompletionReports,
    private readonly table: ReportTables,
    private readonly tables: TableAnswers,
  ) {}

  @Get('completion')
  @Operation({
    access: 'report:read',
    summary: 'Completion and the other rates of the issues received in a period, as they stood at a cut-off',
    description: 'Takes the filters of `GET /issues`; each number names the list of the issues behind it.',
    answer: CompletionReportView,
    table: true,
    refusals: [422],
  })
  async completion(
    @CallOf() call: Call,
    @Query() query: CompletionQuery,
    @FormatOf() format: Format,
  ): Promise<CompletionReportView | StreamableFile> {
    if (format !== 'json') return this.tables.from(call, this.table.completion, { format, query });
    const report = await this.reports.report(call, query);
    return presentCompletion(report, reportLinks(report, query));
  }
}
