import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, type Format, FormatOf, Operation } from '../../platform/http/index.js';
import { TableAnswers } from '../../platform/tables/index.js';
import { AgeingReports } from './ageing-reports.service.js';
import { AgeingQuery, AgeingReportView } from './ageing.dto.js';
import { presentAgeing } from './ageing.presenter.js';
import { HandlingReports } from './handling-reports.service.js';
import { HandlingQuery, HandlingReportView } from './handling.dto.js';
import { presentHandling } from './handling.presenter.js';
import { WorkTables } from './work-tables.service.js';

/** How long issues wait, and how long they took. */
@ApiTags('reports')
@Controller('api/v1/reports')
export class TimesController {
  constructor(
    private readonly ageingReports: AgeingReports,
    private readonly handlingReports: HandlingReports,
    private readonly sources: WorkTables,
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
    if (format !== 'json') return this.tables.from(call, this.sources.ageing, { format, query });
    return presentAgeing(await this.ageingReports.report(call, query), query);
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
    if (format !== 'json') return this.tables.from(call, this.sources.handling, { format, query });
    return presentHandling(await this.handlingReports.report(call, query), query);
  }
}
