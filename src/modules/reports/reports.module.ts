import { Module } from '@nestjs/common';
import { IssuesModule } from '../issues/index.js';
import { ReferenceModule } from '../reference/index.js';
import { RegionsModule } from '../regions/index.js';
import { CompletionReadModel } from './completion.read-model.js';
import { CompletionReports } from './completion-reports.service.js';
import { GroupNames } from './group-names.read-model.js';
import { ReportsController } from './reports.controller.js';

@Module({
  imports: [IssuesModule, RegionsModule, ReferenceModule],
  controllers: [ReportsController],
  providers: [CompletionReadModel, CompletionReports, GroupNames],
})
export class ReportsModule {}
