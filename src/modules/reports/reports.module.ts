import { Module } from '@nestjs/common';
import { IssuesModule } from '../issues/index.js';
import { ReferenceModule } from '../reference/index.js';
import { RegionsModule } from '../regions/index.js';
import { AgeingReadModel } from './ageing.read-model.js';
import { AgeingReports } from './ageing-reports.service.js';
import { AnalysisController } from './analysis.controller.js';
import { CausesReadModel } from './causes.read-model.js';
import { CauseReports } from './cause-reports.service.js';
import { ComparisonReports } from './comparison-reports.service.js';
import { FigureCellsModule } from '../figure-cells/index.js';
import { CompletionCounting } from './completion-counting.service.js';
import { CompletionReadModel } from './completion.read-model.js';
import { CompletionReports } from './completion-reports.service.js';
import { CrossReports } from './cross-reports.service.js';
import { FlowController } from './flow.controller.js';
import { FlowReadModel } from './flow.read-model.js';
import { FlowReports } from './flow-reports.service.js';
import { GroupNames } from './group-names.read-model.js';
import { GroupedTallies } from './grouped-tallies.service.js';
import { HandlingReports } from './handling-reports.service.js';
import { ReportScopes } from './report-scopes.service.js';
import { RestatementsController } from './restatements.controller.js';
import { RestatementsReadModel } from './restatements.read-model.js';
import { Restatements } from './restatements.service.js';
import { ReportTables } from './report-tables.service.js';
import { ReportsController } from './reports.controller.js';
import { TimesController } from './times.controller.js';
import { WarningReports } from './warning-reports.service.js';
import { WarningsController } from './warnings.controller.js';
import { WarningsReadModel } from './warnings.read-model.js';
import { WorkController } from './work.controller.js';
import { WorkTables } from './work-tables.service.js';
import { WorkloadReadModel } from './workload.read-model.js';
import { WorkloadReports } from './workload-reports.service.js';

@Module({
  imports: [IssuesModule, FigureCellsModule, RegionsModule, ReferenceModule],
  controllers: [
    ReportsController,
    AnalysisController,
    FlowController,
    TimesController,
    WorkController,
    RestatementsController,
    WarningsController,
  ],
  providers: [
    ...[ReportScopes, GroupNames, GroupedTallies],
    ...[CompletionReadModel, CompletionCounting, CompletionReports, CrossReports, ComparisonReports],
    ...[FlowReadModel, FlowReports],
    ...[WorkloadReadModel, WorkloadReports, CausesReadModel, CauseReports],
    ...[AgeingReadModel, AgeingReports, HandlingReports],
    ...[Restatements, RestatementsReadModel],
    ...[ReportTables, WorkTables, WarningReports, WarningsReadModel],
  ],
  exports: [CompletionReports, GroupNames, Restatements],
})
export class ReportsModule {}
