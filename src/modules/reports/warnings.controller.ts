import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { iso } from '../../kernel/clock.js';
import { type Call, CallOf, type Format, FormatOf, Operation } from '../../platform/http/index.js';
import { TableAnswers } from '../../platform/tables/index.js';
import { ReportTables } from './report-tables.service.js';
import { WarningReports } from './warning-reports.service.js';
import { WarningQuery, WarningReportView } from './warnings.dto.js';

@ApiTags('reports')
@Controller('api/v1/reports')
export class WarningsController {
  constructor(
    private readonly reports: WarningReports,
    private readonly table: ReportTables,
    private readonly tables: TableAnswers,
  ) {}

  @Get('warnings')
  @Operation({
    access: 'report:read',
    summary: 'The colours of the open issues now, by unit',
    description: 'The list behind a number is `GET /issues` with the same filters, the unit and `warning`.',
    answer: WarningReportView,
    table: true,
  })
  async warnings(
    @CallOf() call: Call,
    @Query() query: WarningQuery,
    @FormatOf() format: Format,
  ): Promise<WarningReportView | StreamableFile> {
    if (format !== 'json') return this.tables.from(call, this.table.warnings, { format, query });
    const { asOf, groupBy, total, rows } = await this.reports.report(call, query);
    return {
      asOf: iso(asOf),
      groupBy,
      total,
      rows: rows.map(({ key, label, counts }) => ({ key, label, ...counts })),
    };
  }
}
