import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, CallOf, Operation } from '../../platform/http/index.js';
import { completionCsv } from './completion-csv.js';
import { CompletionReports } from './completion-reports.service.js';
import { presentCompletion } from './completion.presenter.js';
import { acceptedFormat } from './export-format.js';
import { reportLinks } from './report-links.js';
import { CompletionQuery, CompletionReportView } from './reports.dto.js';

@ApiTags('reports')
@Controller('api/v1/reports')
export class ReportsController {
  constructor(
    private readonly reports: CompletionReports,
    private readonly audit: AuditTrail,
  ) {}

  @Get('completion')
  @ApiExtraModels(CompletionReportView)
  @ApiResponse({
    status: 200,
    content: {
      'application/json': { schema: { $ref: getSchemaPath(CompletionReportView) } },
      'text/csv': { schema: { type: 'string' } },
    },
  })
  @Operation({
    access: 'report:read',
    summary: 'Completion and the other rates of the issues received in a period, as they stood at a cut-off',
    description:
      'Takes the filters of `GET /issues`; each number names the list of the issues behind it. Also as CSV, by `format=csv` or `Accept: text/csv`.',
    answer: CompletionReportView,
    refusals: [422],
  })
  async completion(
    @CallOf() call: Call,
    @Query() query: CompletionQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CompletionReportView | string> {
    const report = await this.reports.report(call, query);
    if ((query.format ?? acceptedFormat(accept)) === 'csv') {
      await this.audit.note(call, {
        action: 'report.exported',
        details: { report: 'completion', query: { ...query }, rows: report.rows.length },
      });
      const { from, to } = report.period;
      void reply
        .type('text/csv; charset=utf-8')
        .header('Content-Disposition', `attachment; filename="completion-${from}-${to}.csv"`);
      return completionCsv(report, call.language);
    }
    return presentCompletion(report, reportLinks(report, query));
  }
}
