import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, type Format, FormatOf, Operation } from '../../platform/http/index.js';
import { TableAnswers } from '../../platform/tables/index.js';
import { ComparisonReports } from './comparison-reports.service.js';
import { ComparisonQuery, ComparisonReportView } from './comparison.dto.js';
import { presentComparison } from './comparison.presenter.js';
import { CrossReports } from './cross-reports.service.js';
import { CrossQuery, CrossReportView } from './cross.dto.js';
import { presentCross } from './cross.presenter.js';
import { ReportTables } from './report-tables.service.js';

/** The completion report, looked at from further sides. */
@ApiTags('reports')
@Controller('api/v1/reports')
export class AnalysisController {
  constructor(
    private readonly crossReports: CrossReports,
    private readonly comparisons: ComparisonReports,
    private readonly sources: ReportTables,
    private readonly tables: TableAnswers,
  ) {}

  @Get('cross')
  @Operation({
    access: 'report:read',
    summary: 'One figure of the completion report by two groupings at once',
    description: 'Cells add up to the totals of their row and column; each names the list of the issues behind it.',
    answer: CrossReportView,
    table: true,
    refusals: [422],
  })
  async cross(
    @CallOf() call: Call,
    @Query() query: CrossQuery,
    @FormatOf() format: Format,
  ): Promise<CrossReportView | StreamableFile> {
    const { metric = 'completion' } = query;
    if (format !== 'json') return this.tables.from(call, this.sources.cross, { format, query });
    return presentCross(await this.crossReports.report(call, query), metric, query);
  }

  @Get('comparison')
  @Operation({
    access: 'report:read',
    summary: 'The completion report beside that of an earlier period',
    description:
      'Unless said otherwise, the earlier period is the one of the same length right before, as it stood after the same time: whole months are compared with whole months.',
    answer: ComparisonReportView,
    table: true,
    refusals: [422],
  })
  async comparison(
    @CallOf() call: Call,
    @Query() query: ComparisonQuery,
    @FormatOf() format: Format,
  ): Promise<ComparisonReportView | StreamableFile> {
    if (format !== 'json') return this.tables.from(call, this.sources.comparison, { format, query });
    return presentComparison(await this.comparisons.report(call, query), query);
  }
}
