import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, type Format, FormatOf, Operation } from '../../platform/http/index.js';
import { TableAnswers } from '../../platform/tables/index.js';
import { CauseReports } from './cause-reports.service.js';
import { CausesQuery, CausesReportView } from './causes.dto.js';
import { presentCauses } from './causes.presenter.js';
import { WorkTables } from './work-tables.service.js';
import { WorkloadReports } from './workload-reports.service.js';
import { WorkloadQuery, WorkloadReportView } from './workload.dto.js';
import { presentWorkload } from './workload.presenter.js';

/** Who has how much to do, and with what enterprises come. */
@ApiTags('reports')
@Controller('api/v1/reports')
export class WorkController {
  constructor(
    private readonly workloads: WorkloadReports,
    private readonly causes: CauseReports,
    private readonly sources: WorkTables,
    private readonly tables: TableAnswers,
  ) {}

  @Get('workload')
  @Operation({
    access: 'report:read',
    summary: 'What each handling unit has on its hands now, and what it was given in the period',
    answer: WorkloadReportView,
    table: true,
    refusals: [422],
  })
  async workload(
    @CallOf() call: Call,
    @Query() query: WorkloadQuery,
    @FormatOf() format: Format,
  ): Promise<WorkloadReportView | StreamableFile> {
    if (format !== 'json') return this.tables.from(call, this.sources.workload, { format, query });
    return presentWorkload(await this.workloads.report(call, query), query);
  }

  @Get('common-causes')
  @Operation({
    access: 'report:read',
    summary: 'What enterprises come with most often, how widely it is spread, and the common issues',
    answer: CausesReportView,
    table: true,
    refusals: [422],
  })
  async commonCauses(
    @CallOf() call: Call,
    @Query() query: CausesQuery,
    @FormatOf() format: Format,
  ): Promise<CausesReportView | StreamableFile> {
    if (format !== 'json') return this.tables.from(call, this.sources.causes, { format, query });
    return presentCauses(await this.causes.report(call, query), query);
  }
}
