import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, type Format, FormatOf, Operation } from '../../platform/http/index.js';
import { TableAnswers } from '../../platform/tables/index.js';
import { AgeingReports } from './ageing-reports.service.js';
import { ageingTable } from './ageing-table.js';
import { AgeingQuery, AgeingReportView } from './ageing.dto.js';
import { presentAgeing } from './ageing.presenter.js';
import { HandlingReports } from './handling-reports.service.js';
import { handlingTable } from './handling-table.js';
import { HandlingQuery, HandlingReportView } from './handling.dto.js';
import { presentHandling } from './handling.presenter.js';

/** How long issues wait, and how long they took. */
@ApiTags('reports')
@Controller('api/v1/reports')
export class TimesController {
  constructor(
    private readonly ageingReports: AgeingReports,
    private readonly handlingReports: HandlingReports,
    private readonly tables: TableAnswers,
  ) {}

  @Get('ageing')
  @Operation({
    access: 'report:read',
    summary: 'How long the issues that are open at the cut-off have been waiting since they were submitted',
    answer: AgeingReportView,
    table: true,
    refusals: [422],
  })
  async ageing(
    @CallOf() call: Call,
    @Query() query: AgeingQuery,
    @FormatOf() format: Format,
  ): Promise<AgeingReportView | StreamableFile> {
    const report = await this.ageingReports.report(call, query);
    if (format === 'json') return presentAgeing(report, query);
    return this.tables.file(call, ageingTable(report, call.language), { format, query });
  }

  @Get('handling-times')
  @Operation({
    access: 'report:read',
    summary: 'How many working days the handling of the finished issues took',
    answer: HandlingReportView,
    table: true,
    refusals: [422],
  })
  async handlingTimes(
    @CallOf() call: Call,
    @Query() query: HandlingQuery,
    @FormatOf() format: Format,
  ): Promise<HandlingReportView | StreamableFile> {
    const report = await this.handlingReports.report(call, query);
    if (format === 'json') return presentHandling(report, query);
    return this.tables.file(call, handlingTable(report, call.language), { format, query });
  }
}
