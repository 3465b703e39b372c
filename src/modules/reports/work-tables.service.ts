import { Injectable } from '@nestjs/common';
import { TableSources } from '../../platform/tables/index.js';
import { AgeingReports } from './ageing-reports.service.js';
import { ageingTable } from './ageing-table.js';
import { AgeingQuery } from './ageing.dto.js';
import { CauseReports } from './cause-reports.service.js';
import { causesTable } from './causes-table.js';
import { CausesQuery } from './causes.dto.js';
import { FlowReports } from './flow-reports.service.js';
import { flowTable, trendTable } from './flow-table.js';
import { FlowQuery, TrendQuery } from './flow.dto.js';
import { HandlingReports } from './handling-reports.service.js';
import { handlingTable } from './handling-table.js';
import { HandlingQuery } from './handling.dto.js';
import { reportTable } from './report-table-source.js';
import { WorkloadReports } from './workload-reports.service.js';
import { workloadTable } from './workload-table.js';
import { WorkloadQuery } from './workload.dto.js';

/** The reports on what comes, how long it takes and who has it to do, as tables. */
@Injectable()
export class WorkTables {
  readonly flow;
  readonly trend;
  readonly ageing;
  readonly handling;
  readonly workload;
  readonly causes;

  constructor(
    flows: FlowReports,
    ageing: AgeingReports,
    handling: HandlingReports,
    workloads: WorkloadReports,
    causes: CauseReports,
    sources: TableSources,
  ) {
    this.flow = reportTable('flow', FlowQuery, async (viewer, query) =>
      flowTable(await flows.flow(viewer, query), viewer.language),
    );
    this.trend = reportTable('trend', TrendQuery, async (viewer, query) =>
      trendTable(await flows.trend(viewer, query)),
    );
    this.ageing = reportTable('ageing', AgeingQuery, async (viewer, query) =>
      ageingTable(await ageing.report(viewer, query), viewer.language),
    );
    this.handling = reportTable('handling-times', HandlingQuery, async (viewer, query) =>
      handlingTable(await handling.report(viewer, query), viewer.language),
    );
    this.workload = reportTable('workload', WorkloadQuery, async (viewer, query) =>
      workloadTable(await workloads.report(viewer, query), viewer.language),
    );
    this.causes = reportTable('common-causes', CausesQuery, async (viewer, query) =>
      causesTable(await causes.report(viewer, query), viewer.language),
    );
    for (const source of [this.flow, this.trend, this.ageing]) sources.register(source);
    for (const source of [this.handling, this.workload, this.causes]) sources.register(source);
  }
}
