import { Module } from '@nestjs/common';
import { IssuesModule } from '../issues/index.js';
import { ReferenceModule } from '../reference/index.js';
import { RegionsModule } from '../regions/index.js';
import { CallBackTasks } from './call-back-tasks.service.js';
import { CallBackTasksReadModel } from './call-back-tasks.read-model.js';
import { CallBackTasksStore } from './call-back-tasks.store.js';
import { CallBacksController } from './call-backs.controller.js';
import { Draws } from './draws.service.js';
import { LateCallBacks } from './late-call-backs.service.js';
import { Lots } from './lots.js';
import { SamplingRuleChecks } from './sampling-rule-checks.service.js';
import { SamplingRules } from './sampling-rules.service.js';
import { SamplingRulesStore } from './sampling-rules.store.js';

@Module({
  imports: [RegionsModule, ReferenceModule, IssuesModule],
  controllers: [CallBacksController],
  providers: [
    CallBackTasks,
    CallBackTasksReadModel,
    CallBackTasksStore,
    Draws,
    LateCallBacks,
    Lots,
    SamplingRuleChecks,
    SamplingRules,
    SamplingRulesStore,
  ],
})
export class CallBacksModule {}
